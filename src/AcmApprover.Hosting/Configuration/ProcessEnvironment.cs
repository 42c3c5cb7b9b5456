using System.Collections;

namespace AcmApprover.Hosting.Configuration;

/// <summary>The environment variables of this process.</summary>
public static class ProcessEnvironment
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}

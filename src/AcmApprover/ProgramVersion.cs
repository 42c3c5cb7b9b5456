using System.Reflection;

namespace AcmApprover;

/// <summary>Which program this is.</summary>
public static class ProgramVersion
{
    /// <summary>The version and, behind a plus sign, the commit that it was built from, where it was built in a clone.</summary>
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

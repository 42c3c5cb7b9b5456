namespace AcmApprover.Hosting.Configuration;

/// <summary>Settings are wrong; the message names every one of them.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception($"wrong settings: {string.Join("; ", problems)}")
{
    /// <summary>A sentence for each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}

using System.Collections.Concurrent;

namespace AcmApprover.Simulator.Regions;

/// <summary>Which regions each account may use.</summary>
public sealed class RegionCatalog
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> chosen = new(StringComparer.Ordinal);

    internal RegionCatalog() { }

    /// <summary>
    /// The regions that are enabled in every new account (AWS Account Management reference guide, "Enable or disable Regions").
    /// </summary>
    public static IReadOnlyList<string> EnabledByDefault { get; } =
    [
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ];

    /// <summary>Lets an account use these regions and no others.</summary>
    public void Choose(string account, params IReadOnlyList<string> regions) => chosen[account] = regions;

    internal IReadOnlyList<string> Of(string account) => chosen.GetValueOrDefault(account, EnabledByDefault);

    /// <summary>Whether the driver chose an account's regions, and not this one.</summary>
    internal bool IsDisabled(string account, string region) => chosen.TryGetValue(account, out var regions) && !regions.Contains(region);
}

using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Zones;

/// <summary>A hosted zone of Route 53.</summary>
/// <param name="Id">Its id, such as <c>Z0123456789ABCDEF</c>.</param>
/// <param name="Account">The account that it lies in.</param>
/// <param name="Apex">Its name. Several zones can have the same one; at most one of them is what the world sees.</param>
/// <param name="IsPrivate">Whether only VPCs see it.</param>
/// <param name="NameServers">Its delegation set; empty for a private zone.</param>
public sealed record HostedZone(
    string Id,
    AccountId Account,
    RecordName Apex,
    bool IsPrivate,
    IReadOnlyList<RecordName> NameServers
);

using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Publishing;

/// <summary>A validation record, and what a DNS team must know to publish it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Domains">The names of certificates that it validates: more than one where a name and its wildcard share it.</param>
/// <param name="Zone">The zone that it belongs to, where that is known.</param>
public sealed record RecordToPublish(ValidationRecord Record, IReadOnlyList<DomainName> Domains, RecordZone? Zone)
{
    /// <summary>
    /// How long resolvers keep the record, in seconds: short, so that a wrong one is soon forgotten. ACM asks for none in particular.
    /// </summary>
    public const int TimeToLive = 300;
}

/// <summary>A zone that records are published in.</summary>
/// <param name="Apex">The zone's own name.</param>
/// <param name="HostedZoneId">Its id in Route 53, such as <c>Z0123456789ABCDEF</c>; null where somebody else serves it.</param>
public sealed record RecordZone(RecordName Apex, string? HostedZoneId);

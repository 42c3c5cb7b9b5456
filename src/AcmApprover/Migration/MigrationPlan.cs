using System.Text.Json.Serialization;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Obstacles;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration;

/// <summary>
/// Which certificates are switched to DNS validation, and in which order: JSON of the schema <c>acm-approver/plan/v1</c>, for a person to
/// read, edit and review.
/// </summary>
public sealed record MigrationPlan
{
    /// <summary>The schema that the JSON is of.</summary>
    public const string CurrentSchema = "acm-approver/plan/v1";

    /// <summary>So many certificates a batch: what a DNS team takes in one ticket.</summary>
    public const int BatchSize = 25;

    /// <inheritdoc cref="CurrentSchema"/>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The certificates, in the order in which they are switched; those that are not switched come last.</summary>
    public required IReadOnlyList<PlanEntry> Certificates { get; init; }

    /// <summary>Plans a migration.</summary>
    /// <param name="candidates">The certificates.</param>
    /// <param name="unread">Those that could not be read.</param>
    /// <param name="calendar">When their mails come.</param>
    /// <param name="now">The time.</param>
    public static MigrationPlan Of(
        IEnumerable<Candidate> candidates,
        IEnumerable<UnreadCertificate> unread,
        EstateCalendar calendar,
        DateTimeOffset now
    )
    {
        var entries = candidates
            .Select(candidate => PlanEntry.Of(candidate, calendar, now))
            .Concat(unread.Select(certificate => PlanEntry.Of(certificate, calendar)))
            .OrderBy(entry => entry.Action)
            .ThenBy(entry => entry.NextMail ?? DateTimeOffset.MaxValue)
            .ThenBy(entry => entry.Certificate.ToString(), StringComparer.Ordinal)
            .ToArray();
        return new MigrationPlan { MadeAt = now, Certificates = [.. InBatches(entries)] };
    }

    /// <summary>
    /// Batch 0 holds the canaries: of the certificates that can be switched, the first of each account and zone provider, so that what is
    /// wrong with one of them is found with one certificate.
    /// </summary>
    private static IEnumerable<PlanEntry> InBatches(IReadOnlyList<PlanEntry> entries)
    {
        var canaries = entries
            .Where(entry => entry.Action == PlanAction.Switch)
            .DistinctBy(entry => (entry.Certificate.Account, string.Join('|', entry.Providers)))
            .ToHashSet();
        var others = 0;
        return entries
            .Select(entry =>
                entry.Action == PlanAction.Skip ? entry
                : canaries.Contains(entry) ? entry with { Batch = 0 }
                : entry with { Batch = 1 + others++ / BatchSize }
            )
            .OrderBy(entry => entry.Action == PlanAction.Skip)
            .ThenBy(entry => entry.Batch);
    }
}

/// <summary>A certificate of a plan.</summary>
public sealed record PlanEntry
{
    /// <summary>The certificate.</summary>
    public required CertificateArn Certificate { get; init; }

    /// <summary>Its names, its own first.</summary>
    public required IReadOnlyList<DomainName> Domains { get; init; }

    /// <summary>What is done with it. A person may change it to <see cref="PlanAction.Skip"/>.</summary>
    public required PlanAction Action { get; init; }

    /// <summary>The batch, from 0 for the canaries; null if it is skipped. A person may change it.</summary>
    public int? Batch { get; init; }

    /// <summary>Whose it is; null if that is not known.</summary>
    public string? Owner { get; init; }

    /// <summary>When ACM next writes; null if it will not.</summary>
    public DateTimeOffset? NextMail { get; init; }

    /// <summary>When it expires; null while it is not issued.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The records that validate it.</summary>
    public required IReadOnlyList<PlanRecord> Records { get; init; }

    /// <summary>What stands in the way, or must be known.</summary>
    public IReadOnlyList<PlanObstacle> Obstacles { get; init; } = [];

    [JsonIgnore]
    internal IEnumerable<string> Providers => Records.Select(record => record.Provider).Distinct().Order(StringComparer.Ordinal);

    internal static PlanEntry Of(Candidate candidate, EstateCalendar calendar, DateTimeOffset now)
    {
        var obstacles = ObstacleBook.Find(candidate, now);
        return Of(candidate.Certificate, [.. candidate.Names.Select(name => name.Domain)], obstacles, calendar) with
        {
            Records = PlanRecord.Of(candidate.Names),
        };
    }

    internal static PlanEntry Of(UnreadCertificate certificate, EstateCalendar calendar) =>
        Of(certificate.Known, [.. certificate.Known.Names.Select(name => name.Name)], [NotRead.Of(certificate)], calendar);

    private static PlanEntry Of(
        CertificateFacts certificate,
        IReadOnlyList<DomainName> domains,
        IReadOnlyList<Obstacle> obstacles,
        EstateCalendar calendar
    ) =>
        new()
        {
            Certificate = certificate.Arn,
            Domains = domains,
            Action =
                obstacles.Any(obstacle => obstacle.Kind.Weight == ObstacleWeight.Blocks) ? PlanAction.Skip
                : obstacles.Any(obstacle => obstacle.Kind.Weight == ObstacleWeight.NeedsOthers) ? PlanAction.Wait
                : PlanAction.Switch,
            Owner = certificate.Owner,
            NextMail = Forecast.Of(certificate, calendar).Next?.OpensAt,
            ExpiresAt = certificate.ExpiresAt,
            Records = [],
            Obstacles = [.. obstacles.Select(found => new PlanObstacle(found.Kind.Code, found.Kind.Weight, found.Seen, found.ToDo))],
        };
}

/// <summary>What is done with a certificate.</summary>
public enum PlanAction
{
    /// <summary>It is switched once its records are published.</summary>
    Switch,

    /// <summary>It is switched once somebody else has published its records.</summary>
    Wait,

    /// <summary>It is left alone.</summary>
    Skip,
}

/// <summary>A record of a certificate: names that share one are told together.</summary>
/// <param name="Domains">The names that it validates: a name and its wildcard share it.</param>
/// <param name="Name">The record's name; null until ACM tells it.</param>
/// <param name="Value">The record's value; null until ACM tells it.</param>
/// <param name="Zone">The zone that it belongs to; null if that is not known.</param>
/// <param name="HostedZoneId">The zone's id, where it is a hosted zone of ours.</param>
/// <param name="HostedZoneAccount">The account of that zone.</param>
/// <param name="Provider">Who serves the zone.</param>
public sealed record PlanRecord(
    IReadOnlyList<DomainName> Domains,
    RecordName? Name,
    RecordName? Value,
    RecordName? Zone,
    string? HostedZoneId,
    AccountId? HostedZoneAccount,
    string Provider
)
{
    /// <summary>The record; null until ACM tells it.</summary>
    [JsonIgnore]
    public ValidationRecord? Record => Name is not null && Value is not null ? new ValidationRecord(Name, Value) : null;

    internal static IReadOnlyList<PlanRecord> Of(IReadOnlyList<CandidateName> names) =>
        [
            .. names
                .GroupBy(name => ValidationRecord.HostOf(name.Domain))
                .Select(group =>
                {
                    var record = group.Select(name => name.Record).FirstOrDefault(known => known is not null);
                    var (zone, hosted, account, provider) = Place(group.First().Owner);
                    return new PlanRecord(
                        [.. group.Select(name => name.Domain)],
                        record?.Name,
                        record?.Target,
                        zone,
                        hosted,
                        account,
                        provider
                    );
                }),
        ];

    private static (RecordName? Zone, string? HostedZoneId, AccountId? Account, string Provider) Place(ZoneOwner owner) =>
        owner switch
        {
            ZoneOwner.Ours(var zone, _) => (zone.Apex, zone.Id, zone.Account, "Route 53"),
            ZoneOwner.Foreign(var cut, var provider, _) => (cut.Apex, null, null, provider ?? string.Join(", ", cut.NameServers)),
            ZoneOwner.NotDelegated(var cut, _) => (cut.Apex, null, null, string.Join(", ", cut.NameServers)),
            ZoneOwner.Lame(var cut) => (cut.Apex, null, null, string.Join(", ", cut.NameServers)),
            _ => (null, null, null, "unknown"),
        };
}

/// <summary>An obstacle in a plan.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Weight">What it means for the switch.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record PlanObstacle(string Code, ObstacleWeight Weight, string Seen, string ToDo);

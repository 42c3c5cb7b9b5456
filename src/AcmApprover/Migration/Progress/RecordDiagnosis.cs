using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Progress;

/// <summary>Why ACM does not see a validation record, or that it soon will. It explains; ACM's own state decides.</summary>
public enum RecordDiagnosisKind
{
    /// <summary>The record is right everywhere: ACM sees it within hours.</summary>
    Published,

    /// <summary>The authoritative servers have it, and public resolvers do not yet.</summary>
    Spreading,

    /// <summary>There is no record.</summary>
    Missing,

    /// <summary>The DNS provider appended the zone a second time: <c>_x.example.com.example.com</c>.</summary>
    DoubledSuffix,

    /// <summary>The provider answers with addresses or other records in the CNAME's place (flattening, a proxy).</summary>
    Flattened,

    /// <summary>The CNAME is one of ACM's, but of another account or another name.</summary>
    OtherAccount,

    /// <summary>The CNAME points somewhere else.</summary>
    Wrong,

    /// <summary>The record lies in a zone that the public DNS is not delegated to.</summary>
    ZoneNotDelegated,

    /// <summary>The authoritative servers did not answer.</summary>
    Unanswered,
}

/// <summary>What was found where a validation record should be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Seen">What was seen, for the operator.</param>
/// <param name="ToDo">What to do; null where there is nothing to do but to wait.</param>
public sealed record RecordDiagnosis(RecordDiagnosisKind Kind, string Seen, string? ToDo)
{
    /// <summary>The domain that the targets of all validation records lie in (ACM user guide, dns-validation).</summary>
    private static readonly RecordName AcmTargets = RecordName.Parse("acm-validations.aws");

    /// <summary>Explains what the DNS answers.</summary>
    /// <param name="record">The record that ACM waits for.</param>
    /// <param name="sighting">What the DNS answers.</param>
    /// <param name="owner">Who can publish it.</param>
    public static RecordDiagnosis Of(ValidationRecord record, RecordSighting sighting, ZoneOwner owner)
    {
        var target = record.Target.Absolute;
        if (sighting.AtAuthority is { } seen)
        {
            return IsTarget(record, seen) ? Right(sighting)
                : seen.IsAtOrBelow(AcmTargets)
                    ? new(
                        RecordDiagnosisKind.OtherAccount,
                        $"{record.Name} is a CNAME to {seen}, which validates it for another account",
                        $"create the record of this account as well, if the names differ, or change its value to {target}"
                    )
                : new(RecordDiagnosisKind.Wrong, $"{record.Name} is a CNAME to {seen}", $"change its value to {target}");
        }

        return sighting switch
        {
            { AtDoubledName: not null } => new(
                RecordDiagnosisKind.DoubledSuffix,
                $"the record is at {record.Name}.{ApexOf(record, owner)}: the provider appended the zone to a complete name",
                $"create it as {Relative(record, owner)}, without the zone"
            ),
            { OtherTypes: [_, ..] types } => new(
                RecordDiagnosisKind.Flattened,
                $"{record.Name} answers with {string.Join(", ", types)} in place of a CNAME",
                "turn the provider's proxy, CNAME flattening or ALIAS off for this record"
            ),
            _ when owner is ZoneOwner.NotDelegated { Cut: var cut } => new(
                RecordDiagnosisKind.ZoneNotDelegated,
                $"{cut.Apex} is delegated to {string.Join(", ", cut.NameServers)}, which is none of our hosted zones",
                "create the record where the delegation leads"
            ),
            { AuthorityAnswered: false } => new(
                RecordDiagnosisKind.Unanswered,
                $"the name servers of {ApexOf(record, owner)} do not answer",
                "bring them back, or mend the delegation"
            ),
            _ => new(
                RecordDiagnosisKind.Missing,
                $"there is no record at {record.Name}",
                $"create the CNAME {record.Name.Absolute} with the value {target}"
            ),
        };
    }

    /// <summary>
    /// ACM accepts a value without its leading underscore, for providers that forbid it (ACM user guide, troubleshooting).
    /// </summary>
    private static bool IsTarget(ValidationRecord record, RecordName seen) =>
        seen == record.Target || "_" + seen.Value == record.Target.Value;

    private static RecordDiagnosis Right(RecordSighting sighting)
    {
        var behind = sighting
            .AtResolvers.Where(resolver => resolver.Target != sighting.AtAuthority)
            .Select(resolver => resolver.Resolver)
            .ToArray();
        return behind.Length == 0
            ? new(RecordDiagnosisKind.Published, "the record is published", null)
            : new(RecordDiagnosisKind.Spreading, $"the record is published; {string.Join(", ", behind)} does not show it yet", null);
    }

    private static string ApexOf(ValidationRecord record, ZoneOwner owner) =>
        owner switch
        {
            ZoneOwner.Ours(var zone, _) => zone.Apex.Value,
            ZoneOwner.Foreign(var cut, _, _) => cut.Apex.Value,
            ZoneOwner.NotDelegated(var cut, _) => cut.Apex.Value,
            ZoneOwner.Lame(var cut) => cut.Apex.Value,
            _ => record.Name.Parent?.Value ?? record.Name.Value,
        };

    private static string Relative(ValidationRecord record, ZoneOwner owner)
    {
        var apex = "." + ApexOf(record, owner);
        return record.Name.Value.EndsWith(apex, StringComparison.Ordinal) ? record.Name.Value[..^apex.Length] : record.Name.Value;
    }
}

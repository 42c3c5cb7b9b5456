using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration;

/// <summary>Puts records that became known into a plan.</summary>
public static class LearnedRecords
{
    /// <summary>
    /// The plan with these records, for the certificates of one account: another account has other records for the same name.
    /// </summary>
    public static MigrationPlan With(
        this MigrationPlan plan,
        AccountId account,
        IReadOnlyDictionary<DomainName, ValidationRecord> learned
    ) =>
        plan with
        {
            Certificates =
            [
                .. plan.Certificates.Select(entry =>
                    entry.Certificate.Account == account
                        ? entry with
                        {
                            Records = [.. entry.Records.Select(record => Fill(record, learned))],
                        }
                        : entry
                ),
            ],
        };

    private static PlanRecord Fill(PlanRecord record, IReadOnlyDictionary<DomainName, ValidationRecord> learned) =>
        record.Record is null && learned.GetValueOrDefault(DomainName.Parse(ValidationRecord.HostOf(record.Domains[0]))) is { } found
            ? record with
            {
                Name = found.Name,
                Value = found.Target,
            }
            : record;
}

using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Switching;

/// <summary>
/// Compares the records that ACM waits for with those of the plan. That they are the same is inferred: ACM's guide says that a name has one
/// record in an account, and not that a switch uses the same one.
/// </summary>
public static class RecordComparison
{
    /// <summary>The records that ACM waits for and the plan does not have, or has otherwise.</summary>
    public static IReadOnlyList<ValidationRecord> Differences(PlanEntry entry, MigrationFacts facts)
    {
        var planned = entry.Records.Select(record => record.Record).ToHashSet();
        return
        [
            .. facts
                .Names.Where(name => name.Requested is not null && name.Record is not null)
                .Select(name => name.Record!)
                .Where(record => !planned.Contains(record))
                .Distinct(),
        ];
    }
}

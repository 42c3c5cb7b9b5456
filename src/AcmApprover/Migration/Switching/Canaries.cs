namespace AcmApprover.Migration.Switching;

/// <summary>Which batches may be started: the canaries alone until all of them are done.</summary>
public static class Canaries
{
    /// <summary>The lines that may be started now.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isDone">Whether a line's certificate is validated by DNS.</param>
    public static IReadOnlyList<PlanEntry> Startable(MigrationPlan plan, Func<PlanEntry, bool> isDone)
    {
        var switched = plan.Certificates.Where(entry => entry.Action != PlanAction.Skip).ToArray();
        var canaries = switched.Where(entry => entry.Batch == 0).ToArray();
        return canaries.All(isDone) ? switched : canaries;
    }
}

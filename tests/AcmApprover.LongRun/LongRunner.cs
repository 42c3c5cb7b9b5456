using System.Collections.Concurrent;

namespace AcmApprover.LongRun;

/// <summary>
/// Very many mails through the unchanged function, while everything around it fails in every way, and the function itself dies. At the
/// end nothing may be lost, done twice, or untold.
/// </summary>
public sealed class LongRunner
{
    private const int WorkersOfALane = 2;
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> violations = new();
    private readonly ConcurrentBag<(Lane Lane, Deliveries Deliveries)> lanes = [];

    /// <summary>What happened, and how often; complete at the end.</summary>
    public IEnumerable<KeyValuePair<string, int>> Counts => counts.OrderBy(c => c.Key, StringComparer.Ordinal);

    /// <summary>What is not as it must be.</summary>
    public IReadOnlyCollection<string> Violations => violations;

    /// <summary>How many mails have arrived so far.</summary>
    public int Mails => lanes.Sum(l => l.Deliveries.Mails.Count);

    /// <summary>How often the function was invoked so far.</summary>
    public int Invocations => lanes.Sum(l => l.Lane.Ledger.Counts.GetValueOrDefault("invocations"));

    /// <summary>Plays a run to its end.</summary>
    public Task PlayAsync(LongRunOptions options, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(lane => PlayLaneAsync(options, lane, cancellationToken)));

    private async Task PlayLaneAsync(LongRunOptions options, int number, CancellationToken cancellationToken)
    {
        Random Seeded(int use) => new(((options.Seed * options.Lanes) + number) * 3 + use);
        await using var lane = await Lane.StartAsync(options.FunctionPath, Seeded(0));
        var share = (options.Mails / options.Lanes) + (number < options.Mails % options.Lanes ? 1 : 0);
        var generator = new MailGenerator(lane.World, Seeded(1), Lane.Bucket);
        var deliveries = new Deliveries(lane, generator, Seeded(2), options, share);
        lanes.Add((lane, deliveries));
        await deliveries.RunAsync(WorkersOfALane, cancellationToken);

        var audit = new Audit(lane, deliveries.Mails, deliveries.Dead);
        foreach (var violation in audit.Violations)
        {
            violations.Enqueue($"lane {number}: {violation}");
        }

        foreach (var (what, count) in lane.Ledger.Counts.Concat(audit.Counts))
        {
            counts.AddOrUpdate(what, count, (_, n) => n + count);
        }
    }
}

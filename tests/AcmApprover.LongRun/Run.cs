using System.Collections.Concurrent;

namespace AcmApprover.LongRun;

/// <summary>
/// Very many mails through the unchanged function, while everything around it fails in every way, and the function itself dies. At the
/// end nothing may be lost, done twice, or untold.
/// </summary>
public sealed class Run
{
    private const int WorkersOfALane = 2;
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> violations = new();

    private readonly ConcurrentBag<Lane> lanes = [];
    private int posted;

    /// <summary>What happened, and how often; complete at the end.</summary>
    public IEnumerable<KeyValuePair<string, int>> Counts => counts.OrderBy(c => c.Key, StringComparer.Ordinal);

    /// <summary>What is not as it must be.</summary>
    public IReadOnlyCollection<string> Violations => violations;

    /// <summary>How many mails arrived so far.</summary>
    public int Mails => Volatile.Read(ref posted);

    /// <summary>How often the function was invoked so far.</summary>
    public int Invocations => lanes.Sum(l => l.Ledger.Counts.GetValueOrDefault("invocations"));

    /// <summary>Plays a run to its end.</summary>
    public Task PlayAsync(LongRunOptions options, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(lane => PlayLaneAsync(options, lane, cancellationToken)));

    private async Task PlayLaneAsync(LongRunOptions options, int number, CancellationToken cancellationToken)
    {
        var random = new Random((options.Seed * 1000) + number);
        await using var lane = await Lane.StartAsync(options.FunctionPath, random);
        lanes.Add(lane);
        var deliveries = new Deliveries(lane, random, options);
        List<PostedMail> mails = [];
        var share = (options.Mails / options.Lanes) + (number < options.Mails % options.Lanes ? 1 : 0);

        // In ten rounds; in the fourth and fifth nobody listens.
        for (var round = 1; round <= 10; round++)
        {
            lane.Listen(round is not (4 or 5));
            while (mails.Count < share * round / 10)
            {
                foreach (var mail in lane.Post.Draw().Take(share - mails.Count))
                {
                    mails.Add(mail);
                    Interlocked.Increment(ref posted);
                    deliveries.Add(mail);
                    if (mail is { Fate: Fate.Dead, Request: { } request })
                    {
                        lane.Chaos.Doom(request.Code);
                    }
                }
            }

            await deliveries.RunAsync(WorkersOfALane, cancellationToken);
            lane.World.Requests.Clear();
        }

        foreach (var violation in Audit.Violations(lane, mails, deliveries.Dead))
        {
            violations.Enqueue($"lane {number}: {violation}");
        }

        foreach (var (what, count) in lane.Ledger.Counts.Concat(Audit.Counts(lane, mails, deliveries.Dead)))
        {
            counts.AddOrUpdate(what, count, (_, n) => n + count);
        }

    }
}

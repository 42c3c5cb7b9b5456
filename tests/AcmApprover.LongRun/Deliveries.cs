using System.Text.Json.Nodes;

namespace AcmApprover.LongRun;

/// <summary>
/// Delivers the mails of one world as AWS does: the event of S3, Lambda's two retries of it, its failure destination, and from there the
/// retry queue, whose hours are seconds here; what it has tried often enough is a dead letter.
/// </summary>
internal sealed class Deliveries(Lane lane, Random random, LongRunOptions options)
{
    private const int AsyncTries = 3;
    private readonly Lock gate = new();
    private readonly PriorityQueue<Delivery, long> due = new();
    private readonly HashSet<string> busy = new(StringComparer.Ordinal);
    private int running;
    private long order;

    /// <summary>The mails that ended in the dead-letter queue.</summary>
    public HashSet<string> Dead { get; } = new(StringComparer.Ordinal);

    public void Add(PostedMail mail) => Add(new Delivery(mail, 1), TimeSpan.Zero);

    /// <summary>Delivers until nothing is left, by so many at a time.</summary>
    public Task RunAsync(int workers, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (delivery, isOver) = Take();
            if (isOver)
            {
                return;
            }

            if (delivery is null)
            {
                await Task.Delay(50, cancellationToken);
                continue;
            }

            await DeliverAsync(delivery);
            lock (gate)
            {
                running--;
                busy.Remove(About(delivery.Mail));
            }
        }
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        TimeSpan limit;
        lock (gate)
        {
            var isCalm = delivery.Try >= options.CalmFrom;
            lane.Chaos.Draw(isCalm);
            limit = TimeSpan.FromMilliseconds(
                isCalm ? delivery.Mail.Fate == Fate.Dead ? 4000 : 20_000
                : random.Next(10) == 0 ? random.Next(100, 1000)
                : random.Next(1500, 6000));
            if (random.Next(40) == 0 && delivery.Try == 1)
            {
                // At least once, as S3 promises it.
                lane.Ledger.Count("duplicate events");
                Add(delivery, TimeSpan.FromSeconds(random.Next(3)));
            }
        }

        var stored = Lane.Stored(delivery.Mail.Key);
        var isQueued = delivery.Try > AsyncTries;
        var answer = await lane.InvokeAsync(isQueued ? Events.Queued(stored, delivery.Id, delivery.Try - AsyncTries) : stored, limit);
        if (answer is not null && !(isQueued && HasFailed(answer)))
        {
            return;
        }

        if (delivery.Try - AsyncTries >= options.Tries)
        {
            lock (gate)
            {
                Dead.Add(delivery.Mail.Key);
            }

            return;
        }

        Add(delivery with { Try = delivery.Try + 1 }, delivery.Try < AsyncTries ? TimeSpan.FromMilliseconds(200) : options.Hour);
    }

    /// <summary>Whether the function leaves a message in the queue (Lambda developer guide, "Reporting batch item failures").</summary>
    private static bool HasFailed(string answer) => JsonNode.Parse(answer)?["batchItemFailures"] is JsonArray { Count: > 0 };

    private void Add(Delivery delivery, TimeSpan wait)
    {
        lock (gate)
        {
            due.Enqueue(delivery, Environment.TickCount64 * 1000 + (long)wait.TotalMilliseconds * 1000 + order++ % 1000);
        }
    }

    /// <summary>
    /// The next delivery whose time has come. Of one request's copies one is at work at a time where they can be approved: a site that
    /// shows its page twice at the same moment can be answered twice, which does no harm and is nobody's mistake.
    /// </summary>
    private (Delivery? Delivery, bool IsOver) Take()
    {
        lock (gate)
        {
            if (due.Count == 0)
            {
                return (null, running == 0);
            }

            List<(Delivery Delivery, long Time)> passed = [];
            Delivery? next = null;
            while (next is null && due.TryPeek(out var candidate, out var time) && time / 1000 <= Environment.TickCount64)
            {
                due.Dequeue();
                if (candidate.Mail.Fate == Fate.Settled && busy.Contains(About(candidate.Mail)))
                {
                    passed.Add((candidate, time));
                }
                else
                {
                    next = candidate;
                }
            }

            foreach (var (delivery, time) in passed)
            {
                due.Enqueue(delivery, time);
            }

            if (next is not null)
            {
                running++;
                busy.Add(About(next.Mail));
            }

            return (next, false);
        }
    }

    private static string About(PostedMail mail) => mail.Request?.Code ?? mail.Key;

    private sealed record Delivery(PostedMail Mail, int Try)
    {
        public string Id { get; } = Guid.NewGuid().ToString();
    }
}

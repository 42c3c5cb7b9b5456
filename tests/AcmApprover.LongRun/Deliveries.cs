namespace AcmApprover.LongRun;

/// <summary>
/// Delivers the mails of one world as AWS does: the event of S3, Lambda's two retries of it, its failure destination, and from there the
/// retry queue, whose hours are seconds here; what it has tried often enough is a dead letter.
/// </summary>
internal sealed class Deliveries(Lane lane, MailGenerator generator, Random random, LongRunOptions options, int count)
{
    private const int AsyncTries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly Lock gate = new();
    private readonly PriorityQueue<Delivery, (long Due, long Order)> waiting = new();
    private readonly HashSet<string> busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> dead = new(StringComparer.Ordinal);
    private readonly List<GeneratedMail> mails = [];
    private bool isDeaf;
    private int running;
    private long order;

    /// <summary>The mails that have arrived.</summary>
    public IReadOnlyList<GeneratedMail> Mails => mails;

    /// <summary>The keys of those in the dead-letter queue.</summary>
    public IReadOnlySet<string> Dead => dead;

    /// <summary>Delivers until all mails have arrived and none waits any more, by so many at a time.</summary>
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
                await Task.Delay(Pause, cancellationToken);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var isHandled = await DeliverAsync(delivery);
            lock (gate)
            {
                running--;
                busy.Remove(About(delivery.Mail));
                if (!isHandled)
                {
                    TryAgain(delivery);
                }
            }
        }
    }

    private Task<bool> DeliverAsync(Delivery delivery)
    {
        TimeSpan limit;
        lock (gate)
        {
            var isCalm = delivery.Try >= options.CalmFrom;
            lane.Chaos.Draw(isCalm);
            limit = LimitOf(delivery, isCalm);
            if (delivery.Try == 1 && random.Next(40) == 0)
            {
                // At least once, as S3 promises it.
                lane.Ledger.Count("duplicate events");
                Add(delivery with { Try = 2 }, TimeSpan.FromSeconds(random.Next(3)));
            }
        }

        var stored = Events.Stored(Lane.Bucket, delivery.Mail.Key);
        var payload = delivery.Try > AsyncTries ? Events.Queued(stored, delivery.Id, delivery.Try - AsyncTries) : stored;
        return lane.InvokeAsync(delivery.Mail, payload, limit);
    }

    /// <summary>The deadline can fall anywhere. In calm there is time for everything, and no mail in it that never ends gets all of
    /// it.</summary>
    private TimeSpan LimitOf(Delivery delivery, bool isCalm) =>
        TimeSpan.FromMilliseconds(
            isCalm ? (delivery.Mail.Fate == Fate.Dead ? 5000 : 30_000)
            : random.Next(10) == 0 ? random.Next(100, 1000)
            : random.Next(1500, 6000)
        );

    private void TryAgain(Delivery delivery)
    {
        if (delivery.Try - AsyncTries >= options.Tries)
        {
            dead.Add(delivery.Mail.Key);
            return;
        }

        Add(delivery with { Try = delivery.Try + 1 }, delivery.Try < AsyncTries ? TimeSpan.FromMilliseconds(200) : options.Hour);
    }

    private void Add(Delivery delivery, TimeSpan wait) =>
        waiting.Enqueue(delivery, (Environment.TickCount64 + (long)wait.TotalMilliseconds, order++));

    /// <summary>
    /// The next delivery whose time has come, or of the next mail that arrives. Of one request's copies one is at work at a time where
    /// they can be approved: two that are pressed at the same moment are two presses of one button, which does no harm.
    /// </summary>
    private (Delivery? Delivery, bool IsOver) Take()
    {
        lock (gate)
        {
            // Nobody leaves between the look at who listens and the message.
            if (isDeaf != lane.Chaos.IsDeaf)
            {
                if (running > 0)
                {
                    return (null, false);
                }

                lane.Listen(!isDeaf);
            }

            List<(Delivery Delivery, (long, long) Time)> passed = [];
            Delivery? next = null;
            while (next is null && waiting.TryPeek(out var candidate, out var time) && time.Due <= Environment.TickCount64)
            {
                waiting.Dequeue();
                if (candidate.Mail.Fate == Fate.Settled && busy.Contains(About(candidate.Mail)))
                {
                    passed.Add((candidate, time));
                }
                else
                {
                    next = candidate;
                }
            }

            waiting.EnqueueRange(passed);
            if (next is null && mails.Count < count)
            {
                Arrive();
                return (null, false);
            }

            if (next is not null)
            {
                running++;
                busy.Add(About(next.Mail));
            }

            return (next, next is null && running == 0 && waiting.Count == 0);
        }
    }

    private void Arrive()
    {
        foreach (var mail in generator.Draw().Take(count - mails.Count))
        {
            mails.Add(mail);
            Add(new Delivery(mail, 1), TimeSpan.Zero);
            if (mail is { Fate: Fate.Dead, Request: { } request })
            {
                lane.Chaos.Break(request.Code);
            }
        }

        // Of each 25 mails five arrive while nobody listens. What was asked so far needs no memory.
        isDeaf = mails.Count < count && mails.Count % 25 is >= 10 and < 15;
        lane.World.Requests.Clear();
    }

    private static string About(GeneratedMail mail) => mail.Request?.Code ?? mail.Key;

    private sealed record Delivery(GeneratedMail Mail, int Try)
    {
        public string Id { get; } = Guid.NewGuid().ToString();
    }
}

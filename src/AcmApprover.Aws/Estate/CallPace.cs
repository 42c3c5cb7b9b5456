namespace AcmApprover.Aws.Estate;

/// <summary>
/// Spreads the calls of one operation in one region of one account evenly, below ACM's quota: approvals and deployments have the same
/// quota and must go on. What was not called for a second may be called at once. Throttling halves the pace; it recovers slowly.
/// </summary>
/// <param name="perSecond">The pace to keep at most.</param>
/// <param name="time">The clock.</param>
public sealed class CallPace(double perSecond, TimeProvider time)
{
    /// <summary>Throttled answers that come together tell one thing, and halve once.</summary>
    private static readonly TimeSpan OneMoment = TimeSpan.FromSeconds(1);

    /// <summary>The slowest pace, as a part of the chosen one: slower than that says nothing new.</summary>
    private const double Slowest = 1.0 / 16;

    /// <summary>What an answer adds to the pace, as a part of the chosen one.</summary>
    private const double Recovery = 1.0 / 100;

    private readonly Lock gate = new();
    private readonly double chosen = perSecond;
    private double current = perSecond;
    private DateTimeOffset nextCall = DateTimeOffset.MinValue;
    private DateTimeOffset nextHalving = DateTimeOffset.MinValue;

    /// <summary>The pace now, in calls a second.</summary>
    public double Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Waits for the turn of one call.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var turn = nextCall > now - OneMoment ? nextCall : now - OneMoment;
            nextCall = turn + TimeSpan.FromSeconds(1 / current);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>A call was throttled.</summary>
    public void Halve()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now >= nextHalving)
            {
                current = Math.Max(current / 2, chosen * Slowest);
                nextHalving = now + OneMoment;
                // Nothing at once any more.
                nextCall = nextCall > now ? nextCall : now;
            }
        }
    }

    /// <summary>A call was answered.</summary>
    public void Recover()
    {
        lock (gate)
        {
            current = Math.Min(current + (chosen * Recovery), chosen);
        }
    }
}

namespace AcmApprover.Lambda;

/// <summary>
/// The time of one invocation, and each mail's share of it. Every mail has a limit of its own, so that one that waits for a service
/// that is down keeps no other from being handled.
/// </summary>
internal sealed class InvocationTime : IDisposable
{
    /// <summary>The longest that Lambda lets a function run (Lambda quotas). A deadline that is absent or further away counts as
    /// this.</summary>
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    /// <summary>The most that one mail gets: long enough to outlast a service that throttles for a while.</summary>
    private static readonly TimeSpan MostPerMail = TimeSpan.FromSeconds(30);

    /// <summary>What is left to each of the mails behind: with nothing in its way, a mail is approved in less.</summary>
    private static readonly TimeSpan LeftToOthers = TimeSpan.FromSeconds(3);

    /// <summary>The most that is kept back at the end, to answer with what there is; a quarter of a short invocation.</summary>
    private static readonly TimeSpan MostKeptBack = TimeSpan.FromSeconds(3);

    private readonly TimeProvider time;
    private readonly TimeSpan usable;
    private readonly long start;
    private readonly CancellationTokenSource end;

    /// <param name="remaining">The time until Lambda ends the invocation.</param>
    /// <param name="time">The clock.</param>
    internal InvocationTime(TimeSpan remaining, TimeProvider time)
    {
        this.time = time;
        var all = Least(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, LongestInvocation);
        usable = all - Least(all / 4, MostKeptBack);
        start = time.GetTimestamp();
        end = new CancellationTokenSource(usable, time);
    }

    /// <summary>Cancelled when it is time to answer.</summary>
    internal CancellationToken End => end.Token;

    private TimeSpan Left => usable - time.GetElapsedTime(start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>The limit of the next mail, from now on.</summary>
    /// <param name="waiting">How many mails must still get their turn one after another, this one included.</param>
    internal MailTime ForMail(int waiting = 1)
    {
        var left = Left;
        var limit = Least(MostPerMail, Most(left / waiting, left - (LeftToOthers * (waiting - 1))));
        return new MailTime(limit, isWhole: limit == MostPerMail, time);
    }

    public void Dispose() => end.Dispose();

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>The time of one mail, from now on.</summary>
internal sealed class MailTime(TimeSpan limit, bool isWhole, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource source = new(limit, time);

    /// <summary>How long it is.</summary>
    internal TimeSpan Limit => limit;

    /// <summary>Whether it is as much as a mail ever gets.</summary>
    internal bool IsWhole => isWhole;

    /// <summary>Cancelled when the time is over.</summary>
    internal CancellationToken End => source.Token;

    public void Dispose() => source.Dispose();
}

using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Testing;

/// <summary>A clock that stands still, and jumps ahead where somebody waits.</summary>
public sealed class JumpingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>How long all waits took together.</summary>
    public TimeSpan Waited => GetUtcNow() - Start;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Advance(dueTime);
        return timer;
    }
}

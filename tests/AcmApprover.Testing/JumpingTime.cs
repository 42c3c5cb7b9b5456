namespace AcmApprover.Testing;

/// <summary>A clock that stands still, and jumps ahead where somebody waits.</summary>
public sealed class JumpingTime(DateTimeOffset start) : TimeProvider
{
    /// <summary>How far it has jumped.</summary>
    public TimeSpan Waited { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + Waited;

    /// <inheritdoc/>
    public override long GetTimestamp() => Waited.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waited += dueTime;
        callback(state);
        return new Elapsed();
    }

    private sealed class Elapsed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

namespace AcmApprover.Aws.Tests;

/// <summary>A clock that stands until the test moves it; what waits by it waits in real time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long ticks = DateTimeOffset.UtcNow.Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Pass(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}

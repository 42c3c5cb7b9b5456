using AcmApprover.Aws.Estate;
using AcmApprover.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Aws.Tests.Estate;

public sealed class CallPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Calls_are_spread_evenly_after_those_of_the_first_second()
    {
        var time = new JumpingTime(Start);
        var pace = new CallPace(6, time);
        foreach (var _ in Enumerable.Range(0, 66))
        {
            await pace.WaitAsync(CancellationToken.None);
        }

        // Six at once and 60 in ten seconds; the 66th waits for its turn, a sixth of a second before the end of the tenth.
        Assert.InRange(time.Waited.TotalSeconds, 9.8, 10);
    }

    [Fact]
    public async Task Throttling_halves_the_pace_once_for_answers_that_come_together_and_answers_bring_it_back()
    {
        var time = new JumpingTime(Start);
        var pace = new CallPace(8, time);
        pace.Halve();
        pace.Halve();
        Assert.Equal(4, pace.Current);
        time.Advance(TimeSpan.FromSeconds(1));
        pace.Halve();
        Assert.Equal(2, pace.Current);
        await pace.WaitAsync(CancellationToken.None);
        await pace.WaitAsync(CancellationToken.None);
        foreach (var _ in Enumerable.Range(0, 1000))
        {
            pace.Recover();
        }

        Assert.Equal(8, pace.Current);
    }

    [Fact]
    public void It_never_stops_altogether()
    {
        var time = new FakeTimeProvider(Start);
        var pace = new CallPace(16, time);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            pace.Halve();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, pace.Current);
    }
}

using AcmApprover.Migration.Guarding;

namespace AcmApprover.Tests.Migration;

/// <summary>When a broken validation record is told.</summary>
public sealed class GuardTests
{
    private static readonly DateTimeOffset Start = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiry = Start.AddDays(100);

    [Fact]
    public void One_failed_look_tells_nothing_and_two_of_six_hours_apart_do()
    {
        var first = Look(GuardState.Clean, Start);
        Assert.Null(first.Mark);
        Assert.Null(Look(first.State, Start.AddHours(6) - GuardDecision.Tolerance - TimeSpan.FromTicks(1)).Mark);
        Assert.Equal(GuardDecision.FirstMark, Look(first.State, Start.AddHours(6)).Mark);
        Assert.Equal(GuardDecision.FirstMark, Look(first.State, Start.AddHours(6).AddSeconds(-10)).Mark);
    }

    [Fact]
    public void A_good_look_between_them_begins_anew()
    {
        var good = GuardDecision.Of(Look(GuardState.Clean, Start).State, isRight: true, Expiry, Start.AddHours(3));
        Assert.Equal((GuardState.Clean, (int?)null), (good.State, good.Mark));
        Assert.Null(Look(good.State, Start.AddHours(6)).Mark);
    }

    [Fact]
    public void A_failure_that_lasts_is_told_once_and_at_each_mark()
    {
        List<int> told = [];
        var state = GuardState.Clean;
        for (var now = Start; now < Expiry; now += TimeSpan.FromHours(6))
        {
            var look = Look(state, now);
            state = look.State;
            told.AddRange(look.Mark is { } mark ? [mark] : []);
        }

        Assert.Equal([GuardDecision.FirstMark, 60, 45, 30, 14, 7], told);
    }

    [Fact]
    public void Marks_that_passed_between_two_looks_are_told_once()
    {
        var first = Look(GuardState.Clean, Expiry.AddDays(-40));
        var second = Look(first.State, Expiry.AddDays(-20));
        Assert.Equal(30, second.Mark);
        Assert.Null(Look(second.State, Expiry.AddDays(-19)).Mark);
        Assert.Equal(14, Look(second.State, Expiry.AddDays(-14)).Mark);
    }

    private static GuardDecision Look(GuardState state, DateTimeOffset now) => GuardDecision.Of(state, isRight: false, Expiry, now);
}

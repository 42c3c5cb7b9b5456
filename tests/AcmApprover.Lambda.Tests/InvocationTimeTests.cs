using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>How an invocation's time is shared out among its mails.</summary>
public sealed class InvocationTimeTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(120, 1, 30, true)]
    [InlineData(120, 10, 30, true)]
    [InlineData(42, 10, 12, false)]
    [InlineData(13, 10, 1, false)]
    [InlineData(30, 1, 27, false)]
    [InlineData(3, 1, 2.25, false)]
    [InlineData(0, 1, 0, false)]
    [InlineData(-5, 1, 0, false)]
    public void A_mail_gets_30_seconds_but_leaves_3_to_each_behind_it_and_something_to_answer_in(
        double remaining,
        int waiting,
        double limit,
        bool isWhole
    )
    {
        using var invocation = new InvocationTime(TimeSpan.FromSeconds(remaining), time);
        using var mail = invocation.ForMail(waiting);

        Assert.Equal((TimeSpan.FromSeconds(limit), isWhole), (mail.Limit, mail.IsWhole));
        time.Advance(mail.Limit);
        Assert.True(mail.End.IsCancellationRequested);
    }

    [Fact]
    public void However_many_mails_use_up_their_time_the_last_one_has_some()
    {
        using var invocation = new InvocationTime(TimeSpan.FromSeconds(120), time);
        var limits = Enumerable
            .Range(0, 10)
            .Select(done =>
            {
                using var mail = invocation.ForMail(10 - done);
                time.Advance(mail.Limit);
                return mail.Limit.TotalSeconds;
            })
            .ToList();

        Assert.Equal([30, 30, 30, 9, 3, 3, 3, 3, 3, 3], limits);
    }

    [Theory]
    [InlineData(120, 117)]
    [InlineData(8, 6)]
    public void It_is_time_to_answer_a_little_before_the_deadline(double remaining, double end)
    {
        using var invocation = new InvocationTime(TimeSpan.FromSeconds(remaining), time);

        time.Advance(TimeSpan.FromSeconds(end) - TimeSpan.FromTicks(1));
        Assert.False(invocation.End.IsCancellationRequested);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(invocation.End.IsCancellationRequested);
    }

    [Fact]
    public void A_deadline_that_is_absent_or_far_away_is_that_of_the_longest_invocation()
    {
        foreach (
            var remaining in (TimeSpan[])[TimeSpan.MaxValue, DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch, TimeSpan.FromDays(60)]
        )
        {
            using var invocation = new InvocationTime(remaining, time);
            time.Advance(TimeSpan.FromMinutes(14));
            Assert.False(invocation.End.IsCancellationRequested);
            time.Advance(TimeSpan.FromMinutes(1));
            Assert.True(invocation.End.IsCancellationRequested);
        }
    }
}

using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Acm;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Estate;

public sealed class ResenderTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private static readonly AccountId Own = AccountId.Parse(Surroundings.Own);

    [Fact]
    public async Task A_hundred_runs_a_day_three_at_once_and_across_midnight_send_one_mail()
    {
        var place = Plant("eu-south-1", 1);
        World.S3.AddBucket("resends-of-a-day");
        var time = new JumpingTime(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(12), TimeSpan.Zero));
        World.Acm.TakeMailings();

        for (var run = 0; run < 34; run++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync("resends-of-a-day", place, time)));
            time.Advance(TimeSpan.FromMinutes(40));
        }

        Assert.Single(World.Acm.TakeMailings());
        time.Advance(TimeSpan.FromHours(2));
        await RunAsync("resends-of-a-day", place, time);
        Assert.Single(World.Acm.TakeMailings());
    }

    [Fact]
    public async Task What_ends_in_the_middle_is_taken_up_by_the_next_run_and_nothing_is_done_twice()
    {
        const int Count = 60;
        var place = Plant("ca-west-1", Count);
        World.S3.AddBucket("resends-in-pieces");
        var time = new JumpingTime(TimeProvider.System.GetUtcNow());
        World.Acm.TakeMailings();
        var runs = 0;
        for (var sent = 0; sent < Count; runs++)
        {
            using var end = new CancellationTokenSource();
            var left = 25;
            try
            {
                await RunAsync("resends-in-pieces", place, time, r => (sent, left) = Count25(r, sent, left, end), end.Token);
            }
            catch (OperationCanceledException) { }
        }

        Assert.Equal(3, runs);
        var mailings = World.Acm.TakeMailings();
        Assert.Equal((Count, Count), (mailings.Count, mailings.Select(m => m.CertificateArn).Distinct().Count()));
        Assert.True(time.Waited >= TimeSpan.FromSeconds(Count - runs - 3), "ACM takes one a second");
    }

    private static (int Sent, int Left) Count25(ResendResult result, int sent, int left, CancellationTokenSource end)
    {
        if (result.Outcome is not ResendOutcome.Sent)
        {
            return (sent, left);
        }

        if (left == 1)
        {
            end.Cancel();
        }

        return (sent + 1, left - 1);
    }

    private EstatePlace Plant(string region, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var i in Enumerable.Range(0, count))
        {
            World.Acm.Plant(
                new PlantedCertificate
                {
                    Account = Surroundings.Own,
                    Region = region,
                    Names = [$"www{i}.example.com"],
                    IssuedAt = now.AddDays(-178),
                    RequestedAt = now.AddDays(-178),
                    ExpiresAt = now.AddDays(20),
                    IsRenewing = true,
                }
            );
        }

        return new EstatePlace(Own, Region.Parse(region));
    }

    private static async Task RunAsync(
        string bucket,
        EstatePlace place,
        TimeProvider time,
        Action<ResendResult>? done = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = AwsSession.OfProcess;
        using var s3 = S3MailStore.CreateClient(session);
        using var credentials = new AccountCredentials(Own, null, null, session, time);
        var plan = new ResendPlan([Own], [DomainPattern.Any]);
        var claims = new ResendClaims(s3, bucket, "decisions/", time);
        var resender = new Resender(session, credentials, plan, claims, part: 1, time);
        Assert.Null(await resender.RunAsync(place, TimeSpan.FromMinutes(2), done ?? (_ => { }), cancellationToken));
    }
}

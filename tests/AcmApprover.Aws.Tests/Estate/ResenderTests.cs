using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
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
    public async Task Two_and_a_half_thousand_are_worked_through_in_hourly_ticks_and_nothing_is_done_twice_in_a_day()
    {
        const int Count = 2500;
        var place = Plant("ca-west-1", Count);
        World.S3.AddBucket("resends-in-pieces");
        var time = new JumpingTime(TimeProvider.System.GetUtcNow());
        World.Acm.TakeMailings();
        Dictionary<string, DateTimeOffset> sent = [];
        var ticks = 0;
        while (sent.Count < Count)
        {
            // As long as the function has for it.
            var (start, end) = (time.GetUtcNow(), time.GetUtcNow().AddSeconds(100));
            using var limit = new CancellationTokenSource();
            var before = sent.Count;
            try
            {
                await RunAsync("resends-in-pieces", place, time, Note, limit.Token);
            }
            catch (OperationCanceledException) { }

            ticks++;
            Assert.True(sent.Count > before, "each tick goes on");
            time.Advance(start.AddHours(1) - time.GetUtcNow());

            void Note(ResendResult result)
            {
                if (result.Outcome is ResendOutcome.Sent)
                {
                    var arn = result.Pending.Certificate.Arn.ToString();
                    Assert.True(!sent.TryGetValue(arn, out var last) || time.GetUtcNow() - last >= ResendPlan.Rest, "a day between two");
                    sent[arn] = time.GetUtcNow();
                }

                if (time.GetUtcNow() >= end)
                {
                    limit.Cancel();
                }
            }
        }

        Assert.Equal(Count, World.Acm.TakeMailings().Select(m => m.CertificateArn).Distinct().Count());
        Assert.True(ticks <= 1 + (Count / 80), $"{ticks} ticks of 100 mails, less what reading takes");
    }

    [Theory]
    [InlineData("UnknownOperationException")]
    [InlineData("AccessDeniedException")]
    public async Task Where_ACM_has_no_search_what_may_wait_is_listed(string refusal)
    {
        const string Region = "eu-north-1";
        var place = Plant(Region, 1);
        var now = TimeProvider.System.GetUtcNow();
        PlantedCertificate Other(string name) =>
            new()
            {
                Account = Surroundings.Own,
                Region = Region,
                Names = [name],
                RequestedAt = now.AddHours(-30),
                KeyAlgorithm = "EC_prime256v1",
            };
        World.Acm.Plant(Other("pending.example.com"));
        World.Acm.Plant(Other("late.example.com") with { RequestedAt = now.AddHours(-90), Status = "VALIDATION_TIMED_OUT" });
        World.Acm.Plant(Other("fresh.example.com") with { IssuedAt = now.AddDays(-10) });
        World.Acm.Plant(Other("old.example.com") with { RequestedAt = now.AddDays(-30), Status = "VALIDATION_TIMED_OUT" });
        World.Acm.Plant(Other("imported.example.com") with { Type = "IMPORTED" });
        World.S3.AddBucket($"resends-by-list-{refusal.ToLowerInvariant()}");
        World.Acm.TakeMailings();
        World.Faults.Add(ServiceName.Acm, "SearchCertificates", Misbehave.Error(400, refusal), times: 10);
        List<ResendResult> results = [];

        await RunAsync($"resends-by-list-{refusal.ToLowerInvariant()}", place, new JumpingTime(now), results.Add);

        Assert.Equal(
            [
                ("late.example.com", ResendOutcome.NeedsOperator),
                ("pending.example.com", ResendOutcome.Sent),
                ("www0.example.com", ResendOutcome.Sent),
            ],
            results.Select(r => (r.Pending.Name.Name.Value, r.Outcome)).Distinct().OrderBy(r => r.Value, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_request_that_timed_out_is_found_and_told_with_the_command_that_helps()
    {
        const string Region = "ap-south-1";
        var now = TimeProvider.System.GetUtcNow();
        World.Acm.Plant(
            new PlantedCertificate
            {
                Account = Surroundings.Own,
                Region = Region,
                Names = ["late.example.com"],
                RequestedAt = now.AddHours(-90),
                Status = "VALIDATION_TIMED_OUT",
            }
        );
        World.S3.AddBucket("resends-too-late");
        List<ResendResult> results = [];

        await RunAsync("resends-too-late", new EstatePlace(Own, Identifiers.Region.Parse(Region)), new JumpingTime(now), results.Add);

        var tell = Assert.IsType<ResendDecision.Tell>(Assert.Single(results).Pending.Decision);
        Assert.StartsWith("aws acm request-certificate --region ap-south-1", tell.ToDo, StringComparison.Ordinal);
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

using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>A mail that waits for a service that is down keeps no other from being handled.</summary>
public sealed class StuckMailTests
{
    [Fact]
    public async Task In_an_event_the_mails_behind_it_are_decided_and_the_event_comes_again()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var stuck = function.Store(MailDraft.For(StuckAtTheSite(function)));
        string[] good = [.. Enumerable.Range(1, 9).Select(i => function.Store(MailDraft.For(function.Request($"www{i}.example.com"))))];

        var result = await function.World.Lambda.InvokeAsync(
            Events.Stored(FunctionWorld.Bucket, [stuck, .. good]),
            TimeSpan.FromSeconds(60)
        );

        Assert.Equal("MailsNotHandledException", result.ErrorType);
        Assert.StartsWith("1 of 10 mails could not be handled: the approval site", result.ErrorMessage, StringComparison.Ordinal);
        Assert.All(good, key => Assert.Equal("Approved", function.Record(key)?.Outcome()));
        Assert.Null(function.Record(stuck));
    }

    [Fact]
    public async Task In_a_replay_it_is_a_failure_beside_the_decisions_on_all_others()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var stuck = function.Store("000", MailDraft.For(StuckAtTheSite(function)).ToBytes());
        string[] good =
        [
            .. Enumerable
                .Range(101, 9)
                .Select(i => function.Store($"{i}", MailDraft.For(function.Request($"www{i}.example.com")).ToBytes())),
        ];

        var result = await function.World.Lambda.InvokeAsync(
            ReplayTests.Replay(new { prefix = "inbound/", dryRun = false }),
            TimeSpan.FromSeconds(20)
        );

        Assert.Equal(
            good.Select(key => (key, "Approved")),
            result.Decisions().Select(d => (d["mail"]!["key"]!.GetValue<string>(), d.Outcome()))
        );
        var failure = Assert.Single(result.Answer()["failures"]!.AsArray())!;
        Assert.Equal(stuck, failure["key"]!.GetValue<string>());
        Assert.Contains("the approval site", failure["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(result.Answer()["continueFrom"]);
    }

    [Fact]
    public async Task In_a_replay_of_nothing_else_every_invocation_goes_forward()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        function.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "ThrottlingException"), times: 100_000);
        string[] keys =
        [
            .. Enumerable
                .Range(10, 10)
                .Select(i => function.Store($"{i}", MailDraft.For(function.Request($"www{i}.example.com")).ToBytes())),
        ];

        List<string> accounted = [];
        string? from = null;
        do
        {
            var result = await function.World.Lambda.InvokeAsync(
                ReplayTests.Replay(
                    new
                    {
                        prefix = "inbound/",
                        dryRun = false,
                        continueFrom = from,
                    }
                ),
                TimeSpan.FromSeconds(12)
            );
            Assert.Empty(result.Decisions());
            accounted.AddRange(ReplayTests.Accounted(result));
            var next = result.Answer()["continueFrom"]?.GetValue<string>();
            Assert.True(next is null || string.CompareOrdinal(next, from) > 0);
            from = next;
        } while (from is not null);

        Assert.Equal(keys, accounted);
    }

    [Fact]
    public async Task In_a_batch_it_is_left_to_the_job_and_the_next_task_is_done()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var stuck = function.Store(MailDraft.For(StuckAtTheSite(function)));
        var good = function.Store(MailDraft.For(function.Request("www.example.net")));

        var answer = (await function.World.Lambda.InvokeAsync(ReplayTests.Batch("2.0", stuck, good), TimeSpan.FromSeconds(20))).Answer();

        Assert.Equal(["TemporaryFailure", "Succeeded"], answer["results"]!.AsArray().Select(r => r!["resultCode"]!.GetValue<string>()));
    }

    /// <summary>A certificate whose link the approval site answers with 500, however often it is opened.</summary>
    private static ValidationRequest StuckAtTheSite(FunctionWorld function)
    {
        var request = function.Request("stuck.example.com");
        function.World.Faults.Add(
            ServiceName.ApprovalSite,
            "OpenPage",
            Misbehave.Error(500),
            times: 100_000,
            when: r => r.Query.GetValueOrDefault("code") == request.Code
        );
        return request;
    }
}

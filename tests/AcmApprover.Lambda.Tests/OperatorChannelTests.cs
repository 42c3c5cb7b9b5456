using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Mails;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>A topic that nobody listens to takes every message and delivers none.</summary>
public sealed class OperatorChannelTests
{
    [Fact]
    public async Task A_referral_that_reaches_nobody_is_recorded_and_counted_and_the_mail_comes_again_until_somebody_hears_of_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var function = await FunctionWorld.StartAsync(time);
        using var queue = new RetryQueue(function);
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        var key = function.Store(ValidationMailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var result = await function.NotifyAsync(key);

        Assert.Equal("MailsNotHandledException", result.ErrorType);
        Assert.Contains("the topic has no confirmed subscription", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("Referred", function.Record(key)?.Outcome());

        queue.Send(Events.Failure(Events.Stored(FunctionWorld.Bucket, key)));
        await queue.PollAsync();
        Assert.Single(queue.Waiting);
        Assert.Empty(function.World.Sns.Messages);

        function.World.Sns.Subscribe(FunctionWorld.Topic, "operator@example.com");
        time.Advance(RetryQueue.Pause);
        await queue.PollAsync();
        Assert.Empty(queue.Waiting);
        Assert.Single(function.World.Sns.Messages);

        Assert.Equal("Referred", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Single(function.World.Sns.Messages);
        Assert.Equal(2, (await UndeliveredAsync(function)).Count);
    }

    [Fact]
    public async Task A_replay_says_that_nobody_was_told()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        var key = function.Store(ValidationMailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var answer = (await function.World.Lambda.InvokeAsync(ReplayTests.Replay(new { keys = new[] { key }, dryRun = false }))).Answer();

        Assert.Empty(answer["decisions"]!.AsArray());
        Assert.Contains("no confirmed subscription", Assert.Single(answer["failures"]!.AsArray())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_without_a_referral_asks_sns_nothing()
    {
        await using var function = await FunctionWorld.StartAsync();

        (await function.DeliverAsync(ValidationMailDraft.For(function.Request()))).AssertApproved();

        Assert.Empty(function.World.Requests.Of(ServiceName.Sns));
    }

    private static async Task<List<JsonNode>> UndeliveredAsync(FunctionWorld function) =>
    [
        .. (await function.EndAndReadOutputAsync()).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)
            .Where(line => line["UndeliveredNotices"]?.GetValue<int>() == 1 && line["Stack"]?.GetValue<string>() == "acm-approver"),
    ];
}

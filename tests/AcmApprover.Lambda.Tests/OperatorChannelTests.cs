using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>A topic that nobody listens to takes every message and delivers none.</summary>
public sealed class OperatorChannelTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_referral_that_reaches_nobody_is_recorded_and_counted_and_the_mail_comes_again_until_somebody_hears_of_it()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        await IsToldOnceSomebodySubscribesAsync(function, key, "[alert] www.example.com: account-not-trusted");

        Assert.Equal("Referred", function.Record(key)?.Outcome());
        Assert.Equal("Referred", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Single(function.World.Sns.Messages);
        Assert.Equal(2, (await UndeliveredAsync(function)).Count);
    }

    [Fact]
    public async Task So_does_an_approval_where_approvals_are_told_and_the_button_is_pressed_once()
    {
        await using var function = await FunctionWorld.StartAsync(time, ("ACM_APPROVER_TELL_APPROVALS", "yes"));
        var key = function.Store(MailDraft.For(function.Request()));

        await IsToldOnceSomebodySubscribesAsync(function, key, "[approved] www.example.com");

        Assert.Equal(("Approved", 1), (function.Record(key)?.Outcome(), function.Pressed));
        Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Single(function.World.Sns.Messages);
    }

    [Fact]
    public async Task So_does_a_notice_of_ACM()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        var mail = RepositoryFiles.Read("tests/vectors/mails/notice-to-renew.eml");
        var key = function.Store("notice", Encoding.UTF8.GetBytes(mail));

        await IsToldOnceSomebodySubscribesAsync(function, key, "[notice] a validation mail: acm-notice");

        Assert.Equal(["acm-notice"], function.Record(key)?.Codes());
    }

    [Fact]
    public async Task Copies_of_an_approval_that_reached_nobody_tell_it_once_and_other_copies_stay_silent()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_TELL_APPROVALS", "yes"));
        var request = function.Request();
        string[] keys = [.. new[] { "admin", "hostmaster", "postmaster" }.Select(m => function.Store(MailDraft.For(request, m)))];
        var byHand = function.Request("shop.example.com");
        function.World.Acm.Approve(byHand);
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        Assert.NotNull((await function.NotifyAsync(keys[0])).ErrorType);
        Assert.NotNull((await function.NotifyAsync(keys[1])).ErrorType);

        function.World.Sns.Subscribe(FunctionWorld.Topic, "operator@example.com");
        foreach (var key in keys)
        {
            Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());
        }

        Assert.Equal("AlreadyApproved", (await function.DeliverAsync(MailDraft.For(byHand))).Decision().Outcome());
        Assert.Equal("AcmApprover [approved] www.example.com", Assert.Single(function.World.Sns.Messages).Subject);
        Assert.Equal(1, function.Pressed);
    }

    [Fact]
    public async Task An_approval_that_SNS_did_not_take_is_told_when_the_event_comes_again()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_TELL_APPROVALS", "yes"));
        await function.WarmUpAsync();
        var key = function.Store(MailDraft.For(function.Request()));
        function.World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Error(503), times: 100_000);
        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), TimeSpan.FromSeconds(8));
        Assert.Contains("Approved and recorded, but SNS is temporarily unavailable", result.ErrorMessage, StringComparison.Ordinal);
        function.World.Faults.Clear();

        Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());

        Assert.Equal("AcmApprover [approved] www.example.com", Assert.Single(function.World.Sns.Messages).Subject);
        Assert.Equal(("Approved", 1), (function.Record(key)?.Outcome(), function.Pressed));
    }

    [Fact]
    public async Task An_approval_whose_function_died_behind_the_button_is_told_when_the_event_comes_again()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_TELL_APPROVALS", "yes"));
        var request = function.Request();
        var key = function.Store(MailDraft.For(request));
        function.World.Faults.Add(
            ServiceName.S3,
            "PutObject",
            Misbehave.Hang(),
            times: 1000,
            when: asked => !asked.Path.Contains("/notices/", StringComparison.Ordinal)
        );
        using var waiting = new CancellationTokenSource();
        var invocation = function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), cancelled: waiting.Token);
        while (function.World.Acm.IsPending(request.CertificateArn))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        function.Processes[0].Kill();
        await waiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invocation);
        Assert.Empty(function.World.Sns.Messages);
        function.World.Faults.Clear();
        function.StartProcess();

        Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());

        Assert.Equal("AcmApprover [approved] www.example.com", Assert.Single(function.World.Sns.Messages).Subject);
        Assert.Equal(1, function.Pressed);
    }

    [Fact]
    public async Task What_is_approved_after_a_referral_that_reached_nobody_has_a_record_that_says_so()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        var key = function.Store(MailDraft.For(function.Request()));
        function.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "AccessDeniedException"));
        Assert.NotNull((await function.NotifyAsync(key)).ErrorType);
        Assert.Equal(["certificate-not-readable"], function.Record(key)?.Codes());

        (await function.NotifyAsync(key)).AssertApproved();

        Assert.Equal("Referred", function.Record(key)?.Outcome());
        var other = Assert.Single(
            function.World.S3.Objects(FunctionWorld.Bucket, $"decisions/{key}."),
            each => each.Key != $"decisions/{key}.json"
        );
        Assert.Equal("Approved", JsonNode.Parse(other.Value.Body.Span)!.Outcome());
    }

    [Theory]
    [InlineData("a topic that was removed", "does not exist")]
    [InlineData("a subscription that nobody has confirmed", "has no confirmed subscription")]
    public async Task A_channel_that_reaches_nobody_is_named_with_what_would_help(string channel, string problem)
    {
        var removed = FunctionWorld.Topic + "-removed";
        var isRemoved = channel.Contains("removed", StringComparison.Ordinal);
        await using var function = await FunctionWorld.StartAsync(
            ("ACM_APPROVER_OPERATOR_TOPIC_ARN", isRemoved ? removed : FunctionWorld.Topic)
        );
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        function.World.Sns.Subscribe(FunctionWorld.Topic, "operator@example.com", isConfirmed: false);
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var result = await function.NotifyAsync(key);

        Assert.Contains(
            $"the topic {(isRemoved ? removed : FunctionWorld.Topic)} {problem}",
            result.ErrorMessage,
            StringComparison.Ordinal
        );
        Assert.Equal("Referred", function.Record(key)?.Outcome());
        Assert.Single(await UndeliveredAsync(function));
    }

    [Fact]
    public async Task A_replay_says_that_nobody_was_told()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var answer = (await function.World.Lambda.InvokeAsync(ReplayTests.Replay(new { keys = new[] { key }, dryRun = false }))).Answer();

        Assert.Empty(answer["decisions"]!.AsArray());
        Assert.Contains(
            "Referred and recorded, but nobody was told: the topic",
            Assert.Single(answer["failures"]!.AsArray())!["error"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_without_a_referral_asks_sns_nothing()
    {
        await using var function = await FunctionWorld.StartAsync();

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();

        Assert.Empty(function.World.Requests.Of(ServiceName.Sns));
    }

    /// <summary>Delivers a mail while nobody listens, through Lambda and the retry queue, and then lets somebody subscribe.</summary>
    private async Task IsToldOnceSomebodySubscribesAsync(FunctionWorld function, string key, string title)
    {
        using var queue = new RetryQueue(function);
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        var result = await function.NotifyAsync(key);
        Assert.Equal("MailsNotHandledException", result.ErrorType);
        Assert.Contains("has no confirmed subscription", result.ErrorMessage, StringComparison.Ordinal);
        queue.Send(Events.Failure(Events.Stored(FunctionWorld.Bucket, key)));
        Assert.Equal(1, await queue.PollAsync());
        Assert.Single(queue.Waiting);
        Assert.Empty(function.World.Sns.Messages);

        function.World.Sns.Subscribe(FunctionWorld.Topic, "operator@example.com");
        time.Advance(RetryQueue.Pause);
        Assert.Equal(1, await queue.PollAsync());

        Assert.Equal((0, 0), (queue.Waiting.Count, queue.Dead.Count));
        Assert.Equal($"AcmApprover {title}", Assert.Single(function.World.Sns.Messages).Subject);
    }

    private static async Task<List<JsonNode>> UndeliveredAsync(FunctionWorld function) =>
        [
            .. (await function.EndAndReadOutputAsync())
                .Where(line => line.StartsWith('{'))
                .Select(line => JsonNode.Parse(line)!)
                .Where(line => line["UndeliveredNotices"]?.GetValue<int>() == 1 && line["Stack"]?.GetValue<string>() == "acm-approver"),
        ];
}

using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>What Lambda's own quick retries did not mend is tried again by the hour, for as long as a link lives.</summary>
public sealed class RetryQueueTests
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromHours(72);
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_mail_is_tried_by_the_hour_and_approved_once_what_was_wrong_is_mended()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        using var queue = new RetryQueue(function);
        var key = function.Store(MailDraft.For(function.Request()));
        function.World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Error(403, "AccessDenied"), times: 100_000);
        queue.Send(Events.Failure(Events.Stored(FunctionWorld.Bucket, key)));

        for (var hour = 0; hour < 60; hour++)
        {
            Assert.Equal(1, await queue.PollAsync());
            Assert.Equal(0, await queue.PollAsync());
            time.Advance(RetryQueue.Pause);
        }

        Assert.Null(function.Record(key));
        function.World.Faults.Clear();
        Assert.Equal(1, await queue.PollAsync());
        Assert.Equal("Approved", function.Record(key)?.Outcome());
        Assert.Equal((0, 0, 1), (queue.Waiting.Count, queue.Dead.Count, function.Pressed));
    }

    [Fact]
    public async Task What_is_not_mended_for_as_long_as_a_link_lives_is_a_dead_letter_and_not_before()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        using var queue = new RetryQueue(function);
        string[] bodies =
        [
            Events.Failure(Events.Stored(FunctionWorld.Bucket, "inbound/gone")),
            Events.Failure("""{"hello": "world"}"""),
            Events.Failure("""{"replay": {"prefix": "inbound/"}}"""),
            "no JSON",
        ];
        foreach (var body in bodies)
        {
            queue.Send(body);
        }

        var start = time.GetUtcNow();
        while (queue.Waiting.Count > 0)
        {
            Assert.True(queue.Dead.Count == 0 && time.GetUtcNow() - start <= LinkLife);
            Assert.Equal(bodies.Length, await queue.PollAsync());
            time.Advance(RetryQueue.Pause);
        }

        Assert.Equal(bodies, queue.Dead);
        Assert.True(time.GetUtcNow() - start >= LinkLife);
        var logged = (await function.EndAndReadOutputAsync())
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonNode.Parse(line)!["message"]?.GetValue<string>() ?? "");
        Assert.Equal(3 * RetryQueue.Tries, logged.Count(message => message.StartsWith("message ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("as S3 sent it, within Lambda's record")]
    [InlineData("as EventBridge sent it, within Lambda's record")]
    [InlineData("as S3 sent it")]
    [InlineData("as EventBridge sent it")]
    [InlineData("with nothing that is a mail")]
    public async Task A_message_is_handled_in_every_form_in_which_it_can_come(string form)
    {
        await using var function = await FunctionWorld.StartAsync(time);
        using var queue = new RetryQueue(function);
        var key = function.Store("a mail+ünusual", MailDraft.For(function.Request()).ToBytes());
        var sent =
            form.Contains("EventBridge", StringComparison.Ordinal) ? Events.EventBridge(FunctionWorld.Bucket, key)
            : form.Contains("S3", StringComparison.Ordinal) ? Events.Stored(FunctionWorld.Bucket, key)
            : Events.Stored(FunctionWorld.Bucket, "inbound/AMAZON_SES_SETUP_NOTIFICATION");
        queue.Send(form.Contains("record", StringComparison.Ordinal) ? Events.Failure(sent) : sent);

        Assert.Equal(1, await queue.PollAsync());

        Assert.Empty(queue.Waiting);
        Assert.Equal(form.Contains("no", StringComparison.Ordinal) ? null : "Approved", function.Record(key)?.Outcome());
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_keeps_no_other_from_being_handled()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        var key = function.Store(MailDraft.For(function.Request()));
        (string Id, string? Body)[] messages =
        [
            ("none", null),
            ("empty", ""),
            ("list", "[]"),
            ("queue", """{"requestPayload": {"Records": [{"eventSource": "aws:sqs", "messageId": "1", "body": "{}"}]}}"""),
            ("good", Events.Failure(Events.Stored(FunctionWorld.Bucket, key))),
        ];
        var records = messages.Select(message => new JsonObject
        {
            ["messageId"] = message.Id,
            ["body"] = message.Body,
            ["eventSource"] = "aws:sqs",
        });

        var result = await function.World.Lambda.InvokeAsync(
            new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString(),
            TimeSpan.FromSeconds(40)
        );

        Assert.Equal(
            ["none", "empty", "list", "queue"],
            result.Answer()["batchItemFailures"]!.AsArray().Select(failure => failure!["itemIdentifier"]!.GetValue<string>())
        );
        Assert.Equal("Approved", function.Record(key)?.Outcome());
    }

    [Fact]
    public async Task Of_an_event_with_several_mails_those_that_are_done_are_done_and_the_message_comes_again()
    {
        await using var function = await FunctionWorld.StartAsync(time);
        using var queue = new RetryQueue(function);
        var good = function.Store(MailDraft.For(function.Request()));
        queue.Send(Events.Failure(Events.Stored(FunctionWorld.Bucket, "inbound/gone", good)));

        await queue.PollAsync();
        time.Advance(RetryQueue.Pause);
        await queue.PollAsync();

        Assert.Equal("Approved", function.Record(good)?.Outcome());
        Assert.Equal(1, function.Pressed);
        Assert.Single(queue.Waiting);
    }
}

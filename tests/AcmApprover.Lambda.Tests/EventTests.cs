using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>The shapes of events: what is handled, what is passed over, what is refused.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_key_with_spaces_and_signs_is_decoded()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store("a mail+with ünusual%name", MailDraft.For(function.Request()).ToBytes());

        (await function.NotifyAsync(key)).AssertApproved();
    }

    [Fact]
    public async Task EventBridge_delivers_the_same()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store("plain+name", MailDraft.For(function.Request()).ToBytes());

        var result = await function.World.Lambda.InvokeAsync(Events.EventBridge(FunctionWorld.Bucket, key));

        Assert.Equal("Approved", result.Decision().Outcome());
        Assert.Equal(1, result.Answer()["summary"]!["Approved"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_name_of_an_event_may_be_spelled_as_in_a_buckets_configuration()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(MailDraft.For(function.Request()));

        var result = await function.World.Lambda.InvokeAsync(
            new JsonObject { ["Records"] = new JsonArray(Events.Record(FunctionWorld.Bucket, key, "s3:ObjectCreated:Put")) }.ToJsonString()
        );

        Assert.Equal("Approved", result.Decision().Outcome());
    }

    [Theory]
    [InlineData("""{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-23T00:00:00Z","Bucket":"mail-of-ours"}""")]
    [InlineData("setup")]
    [InlineData("record")]
    [InlineData("removed")]
    public async Task What_is_no_mail_is_passed_over_quietly(string what)
    {
        await using var function = await FunctionWorld.StartAsync();
        var payload = what switch
        {
            "setup" => Events.Stored(FunctionWorld.Bucket, "inbound/AMAZON_SES_SETUP_NOTIFICATION"),
            "record" => Events.Stored(FunctionWorld.Bucket, "decisions/inbound/abc.json"),
            "removed" => new JsonObject
            {
                ["Records"] = new JsonArray(Events.Record(FunctionWorld.Bucket, "inbound/abc", "ObjectRemoved:Delete")),
            }.ToJsonString(),
            _ => what,
        };

        Assert.Empty((await function.World.Lambda.InvokeAsync(payload)).Decisions());
        Assert.Empty(function.World.Requests.Of(ServiceName.S3));
    }

    [Theory]
    [InlineData("""{"hello":"world"}""", "the event has the members 'hello'")]
    [InlineData("[]", "the event is not a JSON object")]
    [InlineData("""{"Records":[{"Sns":{}}]}""", "a record has the members 'Sns'")]
    [InlineData("""{"Records":[{"s3":{"bucket":{"name":"mail-of-ours"},"object":{"key":"inbound/abc"}}}]}""", "a record has no eventName")]
    [InlineData(
        """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"mail-of-ours"}}}]}""",
        "a record has no eventName, bucket name or object key"
    )]
    [InlineData("""{"replay":{"dryrun":false}}""", "dryrun")]
    [InlineData("""{"replay":{"keys":["inbound/a"],"continueFrom":"inbound/b"}}""", "replay.continueFrom is not one of replay.keys")]
    [InlineData("""{"replay":{"limit":0}}""", "replay.limit is 0, but must be 1 to 1000")]
    [InlineData("""{"invocationSchemaVersion":"3.0","invocationId":"i","tasks":[]}""", "invocationSchemaVersion is '3.0'")]
    [InlineData(
        """{"detail-type":"ACM Certificate Renewal Action Required","source":"aws.acm","resources":["arn:a","arn:b"],"detail":{}}""",
        "the event does not name exactly one certificate"
    )]
    [InlineData("""{"detail-type":"Scheduled Event","source":"aws.events"}""", "the event is 'Scheduled Event' of EventBridge")]
    public async Task An_unknown_event_is_refused_with_the_shapes_that_are_known(string payload, string problem)
    {
        await using var function = await FunctionWorld.StartAsync();

        var result = await function.World.Lambda.InvokeAsync(payload);

        Assert.Equal("UnknownEventException", result.ErrorType);
        Assert.Contains(problem, result.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("supported are S3 notifications (Records[].s3)", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(
            await LoggedAsync(function),
            l => l["requestId"]?.GetValue<string>() == result.RequestId && l["error"]?.GetValue<string>() == result.ErrorType
        );
    }

    [Fact]
    public async Task All_wrong_settings_are_reported_together()
    {
        await using var function = await FunctionWorld.StartAsync(
            ("ACM_APPROVER_MODE", "yes"),
            ("ACM_APPROVER_ACCOUNTS", "111122223333,12"),
            ("ACM_APPROVER_DOMAINS", "*.*"),
            ("ACM_APPROVER_OPERATOR_TOPIC_ARN", "me")
        );

        Assert.NotEqual(0, await function.Processes[0].WaitForExitAsync(TestContext.Current.CancellationToken));
        var error = Assert.Single(function.World.Lambda.InitErrors);
        Assert.All(
            (string[])
                [
                    "ACM_APPROVER_MODE is 'yes', but must be approve or notify",
                    "ACM_APPROVER_ACCOUNTS is '12'",
                    "ACM_APPROVER_DOMAINS is '*.*'",
                    "ACM_APPROVER_OPERATOR_TOPIC_ARN is 'me'",
                ],
            part => Assert.Contains(part, JsonNode.Parse(error)!["errorMessage"]!.GetValue<string>(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_first_line_of_the_log_says_which_version_runs_and_each_record_says_it_too()
    {
        await using var function = await FunctionWorld.StartAsync();

        var result = await function.DeliverAsync(MailDraft.For(function.Request()));

        var version = (await LoggedAsync(function))[0]["version"]!.GetValue<string>();
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{40})?$", version);
        Assert.Equal(version, result.Decision()["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metrics_and_the_decision_are_logged_as_JSON()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request(account: FunctionWorld.Stranger);

        var result = await function.DeliverAsync(MailDraft.For(request));

        var lines = await LoggedAsync(function);
        Assert.Contains(lines, l => l["decision"]?.Outcome() == "Referred" && l["requestId"]?.GetValue<string>() == result.RequestId);
        Assert.Contains(
            lines,
            l =>
                l["Outcome"]?.GetValue<string>() == "Referred"
                && l["Reason"]?.GetValue<string>() == "account-not-trusted"
                && l["Mails"]?.GetValue<int>() == 1
        );
        Assert.Contains(lines, l => l["Alerts"]?.GetValue<int>() == 1 && l["MailsSeen"]?.GetValue<int>() == 1);
    }

    [Fact]
    public async Task Every_metric_carries_the_stacks_name()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_STACK", "second"));
        function.World.Sns.UnsubscribeAll(FunctionWorld.Topic);
        await function.DeliverAsync(MailDraft.For(function.Request()), MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var metrics = (await LoggedAsync(function)).Where(line => line["_aws"] is not null).ToList();

        Assert.Contains(metrics, line => line["UndeliveredNotices"] is not null);
        Assert.Contains(metrics, line => line["ApprovalLatency"] is not null);
        Assert.All(
            metrics,
            line =>
            {
                Assert.Equal("second", (string?)line["Stack"]);
                var sets = line["_aws"]!["CloudWatchMetrics"]![0]!["Dimensions"]!.AsArray();
                Assert.All(sets, set => Assert.Equal("Stack", (string?)set![0]));
            }
        );
    }

    private static async Task<List<JsonNode>> LoggedAsync(FunctionWorld function) =>
        [.. (await function.EndAndReadOutputAsync()).Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!)];
}

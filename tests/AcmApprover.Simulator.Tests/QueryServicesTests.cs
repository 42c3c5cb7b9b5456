using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AcmApprover.Simulator.Sns;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class QueryServicesTests
{
    private const string Fifty = "A subject of exactly fifty characters, no less nor";
    private const string Hundred = Fifty + Fifty;
    private const string Topic = "arn:aws:sns:eu-west-1:111122223333:operators";

    [Fact]
    public async Task A_message_is_published()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sns.AddTopic(Topic);
        var response = await PublishAsync(world, Topic, "Referred", "ä & <b>");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new PublishedMessage(Topic, "Referred", "ä & <b>", Home), Assert.Single(world.Sns.Messages));
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:111122223333:unknown", "subject", 1, "NotFound")]
    [InlineData("arn:aws:sns:us-east-1:111122223333:operators", "subject", 1, "InvalidParameter")]
    [InlineData(Topic, "ümlaut", 1, "InvalidParameter")]
    [InlineData(Topic, "two\nlines", 1, "InvalidParameter")]
    [InlineData(Topic, "subject", 256 * 1024 + 1, "InvalidParameter")]
    [InlineData(Topic, Hundred, 1, "InvalidParameter")]
    public async Task What_SNS_refuses_is_refused(string topic, string subject, int length, string code)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sns.AddTopic(Topic);
        var response = await PublishAsync(world, topic, subject, new string('x', length));
        Assert.Equal(code, await ErrorCodeAsync(response));
        Assert.Empty(world.Sns.Messages);
    }

    [Fact]
    public async Task A_topic_tells_who_listens()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sns.AddTopic(Topic);
        Assert.Equal(("1", "0"), await CountSubscriptionsAsync(world));
        world.Sns.Subscribe(Topic, "second@example.com", isConfirmed: false);
        Assert.Equal(("1", "1"), await CountSubscriptionsAsync(world));
        var listed = (await ListSubscriptionsAsync(world)).Members;
        Assert.StartsWith($"{Topic}:", Value(listed[0], "SubscriptionArn"), StringComparison.Ordinal);
        Assert.Equal("PendingConfirmation", Value(listed[1], "SubscriptionArn"));
        Assert.Equal(("email", "second@example.com"), (Value(listed[1], "Protocol"), Value(listed[1], "Endpoint")));

        world.Sns.UnsubscribeAll(Topic);
        Assert.Equal(("0", "0"), await CountSubscriptionsAsync(world));
        Assert.Empty((await ListSubscriptionsAsync(world)).Members);
        Assert.Equal(HttpStatusCode.OK, (await PublishAsync(world, Topic, "subject", "nobody hears it")).StatusCode);
    }

    [Fact]
    public async Task Subscriptions_are_listed_by_the_hundred()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sns.AddTopic(Topic);
        for (var number = 1; number < 150; number++)
        {
            world.Sns.Subscribe(Topic, $"{number}@example.com");
        }

        var (first, next) = await ListSubscriptionsAsync(world);
        var (second, none) = await ListSubscriptionsAsync(world, ("NextToken", next!));
        Assert.Equal((100, 50, null), (first.Count, second.Count, none));
        Assert.Equal(150, first.Concat(second).DistinctBy(each => Value(each, "Endpoint")).Count());
    }

    [Fact]
    public async Task An_assumed_role_acts_in_its_account()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sts.AllowRole(Other, "reader", "secret");
        var refused = await AssumeAsync(world, "reader");
        Assert.Equal("AccessDenied", await ErrorCodeAsync(refused));
        Assert.Equal("AccessDenied", await ErrorCodeAsync(await AssumeAsync(world, "writer", ("ExternalId", "secret"))));

        var granted = XElement.Parse(await TextAsync(await AssumeAsync(world, "reader", ("ExternalId", "secret"))));
        var key = granted.Descendants().Single(element => element.Name.LocalName == "AccessKeyId").Value;
        var arn = world.Acm.RequestCertificate(Other, "eu-west-1", ["example.com"])[0].CertificateArn;
        var described = await SendAsync(
            world,
            HttpMethod.Post,
            world.Acm.Endpoint,
            JsonContent(new JsonObject { ["CertificateArn"] = arn }.ToJsonString(), "application/x-amz-json-1.1"),
            ("Authorization", SignatureBy(key, "acm")),
            ("X-Amz-Target", "CertificateManager.DescribeCertificate")
        );
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
    }

    [Fact]
    public async Task A_queue_hands_out_a_message_until_it_is_deleted()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var url = world.Sqs.AddQueue(Home, "dead-letters");
        world.Sqs.Send(url, "{}");
        var received = await SqsAsync(world, "ReceiveMessage", new JsonObject { ["QueueUrl"] = url });
        var message = Assert.Single(received["Messages"]!.AsArray())!;
        Assert.Equal("{}", (string?)message["Body"]);
        Assert.Null((await SqsAsync(world, "ReceiveMessage", new JsonObject { ["QueueUrl"] = url }))["Messages"]);
        await SqsAsync(
            world,
            "DeleteMessage",
            new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = (string?)message["ReceiptHandle"] }
        );
        Assert.Empty(world.Sqs.Bodies(url));
    }

    private static Task<HttpResponseMessage> PublishAsync(SimulatedWorld world, string topic, string subject, string message) =>
        QueryAsync(
            world,
            world.Sns.Endpoint,
            "sns",
            ("Action", "Publish"),
            ("TopicArn", topic),
            ("Subject", subject),
            ("Message", message)
        );

    private static async Task<(string Confirmed, string Pending)> CountSubscriptionsAsync(SimulatedWorld world)
    {
        var answer = XElement.Parse(
            await TextAsync(await QueryAsync(world, world.Sns.Endpoint, "sns", ("Action", "GetTopicAttributes"), ("TopicArn", Topic)))
        );
        var attributes = answer
            .Descendants()
            .Where(element => element.Name.LocalName == "entry")
            .ToDictionary(entry => Value(entry, "key"), entry => Value(entry, "value"));
        return (attributes["SubscriptionsConfirmed"], attributes["SubscriptionsPending"]);
    }

    private static async Task<(List<XElement> Members, string? NextToken)> ListSubscriptionsAsync(
        SimulatedWorld world,
        params (string Name, string Value)[] more
    )
    {
        var answer = XElement.Parse(
            await TextAsync(
                await QueryAsync(world, world.Sns.Endpoint, "sns", [("Action", "ListSubscriptionsByTopic"), ("TopicArn", Topic), .. more])
            )
        );
        return (
            [.. answer.Descendants().Where(element => element.Name.LocalName == "member")],
            answer.Descendants().FirstOrDefault(element => element.Name.LocalName == "NextToken")?.Value
        );
    }

    private static string Value(XElement parent, string name) => parent.Elements().Single(child => child.Name.LocalName == name).Value;

    private static Task<HttpResponseMessage> AssumeAsync(SimulatedWorld world, string role, params (string Name, string Value)[] more) =>
        QueryAsync(
            world,
            world.Sts.Endpoint,
            "sts",
            [("Action", "AssumeRole"), ("RoleArn", $"arn:aws:iam::{Other}:role/{role}"), ("RoleSessionName", "test"), .. more]
        );

    private static async Task<JsonNode> SqsAsync(SimulatedWorld world, string operation, JsonObject input)
    {
        var response = await SendAsync(
            world,
            HttpMethod.Post,
            world.Sqs.Endpoint,
            JsonContent(input.ToJsonString(), "application/x-amz-json-1.0"),
            Signature("sqs"),
            ("X-Amz-Target", $"AmazonSQS.{operation}")
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await TextAsync(response))!;
    }
}

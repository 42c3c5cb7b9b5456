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
    public async Task AMessageIsPublished()
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
    public async Task WhatSnsRefusesIsRefused(string topic, string subject, int length, string code)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Sns.AddTopic(Topic);
        var response = await PublishAsync(world, topic, subject, new string('x', length));
        Assert.Equal(code, await ErrorCodeAsync(response));
        Assert.Empty(world.Sns.Messages);
    }

    [Fact]
    public async Task AnAssumedRoleActsInItsAccount()
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
            HttpMethod.Post,
            world.Acm.Endpoint,
            JsonContent(new JsonObject { ["CertificateArn"] = arn }.ToJsonString(), "application/x-amz-json-1.1"),
            ("Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20261123/eu-west-1/acm/aws4_request, SignedHeaders=host, Signature=00"),
            ("X-Amz-Target", "CertificateManager.DescribeCertificate"));
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
    }

    [Fact]
    public async Task AQueueHandsOutAMessageUntilItIsDeleted()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var url = world.Sqs.AddQueue(Home, "dead-letters");
        world.Sqs.Send(url, "{}");
        var received = await SqsAsync(world, "ReceiveMessage", new JsonObject { ["QueueUrl"] = url });
        var message = Assert.Single(received["Messages"]!.AsArray())!;
        Assert.Equal("{}", (string?)message["Body"]);
        Assert.Null((await SqsAsync(world, "ReceiveMessage", new JsonObject { ["QueueUrl"] = url }))["Messages"]);
        await SqsAsync(world, "DeleteMessage", new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = (string?)message["ReceiptHandle"] });
        Assert.Empty(world.Sqs.Bodies(url));
    }

    private static Task<HttpResponseMessage> PublishAsync(SimulatedWorld world, string topic, string subject, string message) =>
        QueryAsync(world.Sns.Endpoint, "sns", ("Action", "Publish"), ("TopicArn", topic), ("Subject", subject), ("Message", message));

    private static Task<HttpResponseMessage> AssumeAsync(
        SimulatedWorld world, string role, params (string Name, string Value)[] more) => QueryAsync(
            world.Sts.Endpoint,
            "sts",
            [("Action", "AssumeRole"), ("RoleArn", $"arn:aws:iam::{Other}:role/{role}"), ("RoleSessionName", "test"), .. more]);

    private static async Task<JsonNode> SqsAsync(SimulatedWorld world, string operation, JsonObject input)
    {
        var response = await SendAsync(
            HttpMethod.Post,
            world.Sqs.Endpoint,
            JsonContent(input.ToJsonString(), "application/x-amz-json-1.0"),
            Signature("sqs"),
            ("X-Amz-Target", $"AmazonSQS.{operation}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await TextAsync(response))!;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class RateLimitTests
{
    [Fact]
    public async Task An_operation_is_throttled_beyond_its_rate_in_each_account_and_region_for_itself()
    {
        var clock = new FakeTimeProvider();
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Time = clock }, Cancelled);
        world.Accounts.Add(Other);
        world.Limits.Set(ServiceName.Acm, "ListCertificates", perSecond: 2, burst: 3);
        Assert.Equal(["", "", "", "ThrottlingException"], await ListAsync(world, 4));
        Assert.Equal([""], await ListAsync(world, 1, account: Other));
        Assert.Equal([""], await ListAsync(world, 1, region: "us-east-1"));

        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(["", "ThrottlingException"], await ListAsync(world, 2));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["", "", "", "ThrottlingException"], await ListAsync(world, 4));
        world.Limits.Clear();
        Assert.Equal(["", ""], await ListAsync(world, 2));
    }

    [Fact]
    public async Task Each_service_throttles_in_its_own_words()
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Time = new FakeTimeProvider() }, Cancelled);
        var link = new Uri(world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0].Link);
        foreach (
            var (service, operation) in ((ServiceName, string)[])
                [
                    (ServiceName.S3, "GetObject"),
                    (ServiceName.Sns, "Publish"),
                    (ServiceName.Sts, "GetCallerIdentity"),
                    (ServiceName.Sqs, "SendMessage"),
                    (ServiceName.ApprovalSite, "OpenPage"),
                ]
        )
        {
            world.Limits.Set(service, operation, perSecond: 1, burst: 0);
        }

        var s3 = await S3Async(world, HttpMethod.Get, "/mail/key");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SlowDown"), (s3.StatusCode, await ErrorCodeAsync(s3)));
        var sns = await QueryAsync(world, world.Sns.Endpoint, "sns", ("Action", "Publish"));
        Assert.Equal((HttpStatusCode.BadRequest, "Throttling"), (sns.StatusCode, await ErrorCodeAsync(sns)));
        var sts = await QueryAsync(world, world.Sts.Endpoint, "sts", ("Action", "GetCallerIdentity"));
        Assert.Equal((HttpStatusCode.BadRequest, "Throttling"), (sts.StatusCode, await ErrorCodeAsync(sts)));
        var sqs = await SendAsync(
            world,
            HttpMethod.Post,
            world.Sqs.Endpoint,
            JsonContent("{}", "application/x-amz-json-1.0"),
            Signature("sqs"),
            ("X-Amz-Target", "AmazonSQS.SendMessage")
        );
        Assert.Equal("com.amazonaws.sqs#RequestThrottled", (string?)JsonNode.Parse(await TextAsync(sqs))!["__type"]);
        using var browser = Browser(world);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync(link, Cancelled)).StatusCode);
    }

    private static async Task<List<string>> ListAsync(SimulatedWorld world, int times, string account = Home, string region = "eu-west-1")
    {
        var errors = new List<string>();
        for (var time = 0; time < times; time++)
        {
            var answer = await AcmAsync(world, "ListCertificates", "{}", account, region);
            errors.Add((string?)JsonNode.Parse(await TextAsync(answer))!["__type"] ?? "");
        }

        return errors;
    }
}

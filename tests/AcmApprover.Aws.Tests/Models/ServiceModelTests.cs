using System.Text;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Tests.Client;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>Services and operations against AWS's own models of them.</summary>
public sealed class ServiceModelTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:111122223333:operator";

    public static TheoryData<string> Services { get; } = [.. SampleServices.All.Select(service => service.Id)];

    /// <summary>
    /// Each operation that is called: its service, its name, a call, and what must come of the model's answer. The last four are one of
    /// each other protocol.
    /// </summary>
    private static readonly IReadOnlyList<ModelledCall> Calls =
    [
        new(SnsTopic.Service, "Publish", PublishAsync, "MessageId"),
        new(
            SnsTopic.Service,
            "ListSubscriptionsByTopic",
            ListSubscriptionsAsync,
            new SnsSubscription("SubscriptionArn", "Protocol", "Endpoint")
        ),
        new(LambdaFunction.Service, "Invoke", InvokeAsync, "Payload"),
        new(SampleServices.Organizations, "ListAccounts", ListAccountsAsync, "Id"),
        new(SampleServices.Account, "ListRegions", ListRegionsAsync, "RegionName"),
        new(SampleServices.Ec2, "DescribeRegions", DescribeRegionsAsync, "RegionName"),
        new(SampleServices.Route53, "ListHostedZonesByName", ListHostedZonesAsync, "Id"),
    ];

    public static TheoryData<string, string> Operations { get; } = [.. Calls.Select(call => (call.Service.Id, call.Name))];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_is_that_of_its_model(string id)
    {
        var service = SampleServices.All.Single(service => service.Id == id);

        var metadata = (await Botocore.ReadAsync(service)).GetProperty("metadata");

        Assert.Equal((Member("serviceId"), Member("endpointPrefix"), Member("apiVersion")), (service.Id, service.Prefix, service.Version));
        Assert.Equal(Member("signingName") ?? service.Prefix, service.SigningName);
        Assert.Equal(Member("targetPrefix"), service.TargetPrefix);
        Assert.Equal(
            metadata.GetProperty("protocol").GetString() switch
            {
                "json" => AwsProtocol.Json,
                "query" or "ec2" => AwsProtocol.Query,
                "rest-json" => AwsProtocol.RestJson,
                "rest-xml" => AwsProtocol.RestXml,
                var other => throw new InvalidOperationException(other),
            },
            service.Protocol
        );

        string? Member(string name) => metadata.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_is_called_and_its_answer_read_as_its_model_says(string id, string name)
    {
        var (service, _, call, expected) = Calls.Single(called => (called.Service.Id, called.Name) == (id, name));
        var operation = new ModelledOperation(await Botocore.ReadAsync(service), name);
        using var server = new ScriptedServer(operation.Answer());
        using var environment = new EnvironmentScope(($"AWS_ENDPOINT_URL_{id.ToUpperInvariant().Replace(' ', '_')}", server.Url));

        Assert.Equal(expected, await call(server));

        operation.AssertRequest(Assert.Single(server.Requests));
    }

    private static async Task<object?> PublishAsync(ScriptedServer server)
    {
        using var topic = new SnsTopic(Topic, AwsSession.OfProcess);
        return await topic.PublishAsync("subject", "message", CancellationToken.None);
    }

    private static async Task<object?> ListSubscriptionsAsync(ScriptedServer server)
    {
        using var topic = new SnsTopic(Topic, AwsSession.OfProcess);
        return Assert.Single(await topic.ListSubscriptionsAsync(CancellationToken.None).ToListAsync());
    }

    private static async Task<object?> InvokeAsync(ScriptedServer server)
    {
        using var function = new LambdaFunction("approver", AwsSession.OfProcess);
        return Encoding.UTF8.GetString((await function.InvokeAsync("{}"u8.ToArray(), CancellationToken.None)).Payload.Span);
    }

    private static async Task<object?> ListAccountsAsync(ScriptedServer server)
    {
        using var client = SampleServices.Organizations.At(server);
        var call = new AwsCall("ListAccounts") { Json = json => json.WriteNumber("MaxResults", 20) };
        return Assert.Single((await client.CallAsync(call, CancellationToken.None)).Json.List("Accounts")).Text("Id");
    }

    private static async Task<object?> ListRegionsAsync(ScriptedServer server)
    {
        using var client = SampleServices.Account.At(server);
        var call = new AwsCall("ListRegions") { Path = "/listRegions", Json = json => json.WriteText("AccountId", "111122223333") };
        return Assert.Single((await client.CallAsync(call, CancellationToken.None)).Json.List("Regions")).Text("RegionName");
    }

    private static async Task<object?> DescribeRegionsAsync(ScriptedServer server)
    {
        using var client = SampleServices.Ec2.At(server);
        var call = new AwsCall("DescribeRegions") { Parameters = [("AllRegions", "true"), ("RegionName.1", "eu-west-1")] };
        return Assert.Single((await client.CallAsync(call, CancellationToken.None)).Xml.List("regionInfo", "item")).Text("regionName");
    }

    private static async Task<object?> ListHostedZonesAsync(ScriptedServer server)
    {
        using var client = SampleServices.Route53.At(server);
        var call = new AwsCall("ListHostedZonesByName")
        {
            Method = "GET",
            Path = "/2013-04-01/hostedzonesbyname",
            Parameters = [("dnsname", "example.com"), ("maxitems", "10")],
        };
        return Assert.Single((await client.CallAsync(call, CancellationToken.None)).Xml.List("HostedZones", "HostedZone")).Text("Id");
    }

    private sealed record ModelledCall(AwsService Service, string Name, Func<ScriptedServer, Task<object?>> Call, object Expected);
}

using System.Text;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.CloudFormation;
using AcmApprover.Aws.CloudWatch;
using AcmApprover.Aws.EventBridge;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.Ses;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Tests.Client;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Receiving;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>Services and operations against AWS's own models of them.</summary>
public sealed class ServiceModelTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:111122223333:operator";

    public static TheoryData<string> Services { get; } = [.. SampleServices.All.Select(service => service.Id)];

    /// <summary>
    /// Each operation that is called: its service, its name, a call, and what must come of the model's answer. The last three are one of
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
        new(LambdaFunction.Service, "GetFunctionConfiguration", GetFunctionConfigurationAsync, "FunctionArn Variables"),
        new(CloudFormationStack.Service, "DescribeStacks", DescribeStacksAsync, "StackStatus OutputKey OutputValue ParameterKey"),
        new(
            SesReceiving.Service,
            "DescribeActiveReceiptRuleSet",
            DescribeActiveRuleSetAsync,
            "Name: Name True True Recipients Store { Bucket = BucketName, Prefix = ObjectKeyPrefix, Role = IamRoleArn, IsEncrypted = True }"
        ),
        new(SesReceiving.Service, "ListReceiptFilters", ListReceiptFiltersAsync, new IpFilter("Name", false, "Cidr")),
        new(
            SesReceiving.Service,
            "GetIdentityVerificationAttributes",
            GetIdentitiesAsync,
            KeyValuePair.Create("VerificationAttributes", "VerificationStatus")
        ),
        new(Alarms.Service, "DescribeAlarms", DescribeAlarmsAsync, "AlarmName"),
        new(EventRules.Service, "ListRuleNamesByTarget", ListRuleNamesAsync, "RuleNames"),
        new(EventRules.Service, "DescribeRule", DescribeRuleAsync, new EventRule("mail-stored", true, "EventPattern")),
        .. EstateCalls.All,
        // The model's answer has texts such as "Arn" in it: no account of the organization.
        new(OrganizationAccounts.Service, "DescribeAccount", DescribeAccountAsync, 0),
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
        using var server = new ScriptedServer(Plausible(operation.Answer()));
        using var environment = new EnvironmentScope(($"AWS_ENDPOINT_URL_{id.ToUpperInvariant().Replace(' ', '_')}", server.Url));

        Assert.Equal(expected, await call(server));

        operation.AssertRequest(Assert.Single(server.Requests));
    }

    /// <summary>The model's answer, with what is read into types of its own in the form of those.</summary>
    private static ScriptedAnswer Plausible(ScriptedAnswer answer) =>
        new[] { ("CertificateArn", EstateCalls.Certificate), ("DomainName", "www.example.com"), ("DnsName", "www.example.com") }.Aggregate(
            answer,
            (result, value) =>
                result with
                {
                    Body = result.Body.Replace($":\"{value.Item1}\"", $":\"{value.Item2}\"", StringComparison.Ordinal),
                }
        );

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

    private static async Task<object?> GetFunctionConfigurationAsync(ScriptedServer server)
    {
        using var function = new LambdaFunction("approver", AwsSession.OfProcess);
        var configuration = await function.DescribeAsync(CancellationToken.None);
        return $"{configuration.Arn} {Assert.Single(configuration.Variables).Key}";
    }

    private static async Task<object?> DescribeStacksAsync(ScriptedServer server)
    {
        using var stack = new CloudFormationStack("approver", AwsSession.OfProcess);
        var described = await stack.DescribeAsync(CancellationToken.None);
        var output = Assert.Single(described!.Outputs);
        return $"{described.Status} {output.Key} {output.Value} {Assert.Single(described.Parameters).Key}";
    }

    private static async Task<object?> DescribeActiveRuleSetAsync(ScriptedServer server)
    {
        using var ses = new SesReceiving(AwsSession.OfProcess);
        var set = await ses.ReadActiveRuleSetAsync(CancellationToken.None);
        var rule = Assert.Single(set.Rules);
        return $"{set.Name}: {rule.Name} {rule.IsEnabled} {rule.IsScanning} {Assert.Single(rule.Recipients)} {Assert.Single(rule.Actions)}";
    }

    private static async Task<object?> ListReceiptFiltersAsync(ScriptedServer server)
    {
        using var ses = new SesReceiving(AwsSession.OfProcess);
        return Assert.Single(await ses.ListFiltersAsync(CancellationToken.None));
    }

    private static async Task<object?> GetIdentitiesAsync(ScriptedServer server)
    {
        using var ses = new SesReceiving(AwsSession.OfProcess);
        return Assert.Single(await ses.ReadIdentitiesAsync(["example.com", "example.org"], CancellationToken.None));
    }

    private static async Task<object?> DescribeAlarmsAsync(ScriptedServer server)
    {
        using var alarms = new Alarms(AwsSession.OfProcess);
        return Assert.Single(await alarms.ListRaisedAsync("acm-approver-", CancellationToken.None));
    }

    private static async Task<object?> ListRuleNamesAsync(ScriptedServer server)
    {
        using var rules = new EventRules(AwsSession.OfProcess);
        return Assert.Single(await rules.ListNamesAsync("arn:aws:lambda:eu-west-1:111122223333:function:approver", CancellationToken.None));
    }

    private static async Task<object?> DescribeRuleAsync(ScriptedServer server)
    {
        using var rules = new EventRules(AwsSession.OfProcess);
        return await rules.DescribeAsync("mail-stored", CancellationToken.None);
    }

    private static async Task<object?> InvokeAsync(ScriptedServer server)
    {
        using var function = new LambdaFunction("approver", AwsSession.OfProcess);
        return Encoding.UTF8.GetString((await function.InvokeAsync("{}"u8.ToArray(), CancellationToken.None)).Payload.Span);
    }

    private static async Task<object?> DescribeAccountAsync(ScriptedServer server)
    {
        Assert.True(OrganizationId.TryParse("o-exampleorgid", out var id));
        using var organization = new OrganizationMembership(id, AwsSession.OfProcess, TimeProvider.System);
        return (await organization.MembersAmongAsync([AccountId.Parse("111122223333")], CancellationToken.None)).Count;
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
}

/// <summary>A call, and what must come of the model's answer.</summary>
internal sealed record ModelledCall(AwsService Service, string Name, Func<ScriptedServer, Task<object?>> Call, object? Expected);

using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Dns;
using AcmApprover.Simulator.EventBridge;
using AcmApprover.Simulator.Ses;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>A world in which a stack receives mail and everything is right, until a test breaks one thing.</summary>
internal sealed class DoctorWorld : IAsyncDisposable
{
    internal const string Bucket = "acm-approver-111122223333-eu-west-1";
    internal const string FunctionArn = "arn:aws:lambda:eu-west-1:111122223333:function:acm-approver";
    internal const string Topic = "arn:aws:sns:eu-west-1:111122223333:operator";

    private DoctorWorld(SimulatedWorld world)
    {
        World = world;
        RetryQueue = world.Sqs.AddQueue("111122223333", "retries");
        DeadLetters = world.Sqs.AddQueue("111122223333", "dead-letters");
        Outputs = new()
        {
            ["MailBucketName"] = Bucket,
            ["FunctionName"] = "acm-approver",
            ["OperatorTopicArn"] = Topic,
            ["RetryQueueUrl"] = RetryQueue,
            ["DeadLetterQueueUrl"] = DeadLetters,
        };
        Deploy();
        world.Functions.Configure("111122223333", "eu-west-1", "acm-approver", Settings);
        world.CloudWatch.Alarms["acm-approver-ErrorAlarm-ABC"] = "OK";
        world.CloudWatch.Alarms["another-ErrorAlarm-ABC"] = "ALARM";
        world.Sns.AddTopic(Topic);
        world.S3.AddBucket(Bucket);
        world.S3.Put(Bucket, "inbound/AMAZON_SES_SETUP_NOTIFICATION", Encoding.UTF8.GetBytes("x"));
        world.S3.Put(Bucket, "inbound/one", Encoding.UTF8.GetBytes("x"));
        world.S3.SetPolicy(Bucket, Policy);
        world.S3.SetNotification(Bucket, "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>");
        world.EventBridge.Rules["mail-stored"] = SimulatedEventRule.OfStack(FunctionArn, Bucket, "inbound/");
        world.EventBridge.Rules["sweep"] = new SimulatedEventRule(FunctionArn, Pattern: null, Schedule: "rate(1 hour)");
        world.Ses.ActiveRuleSet = "acm-approver";
        world.Ses.Identities["ses.example"] = "Success";
        world.Ses.Rules.Add(Rule);
        const string ses = "IN MX 10 inbound-smtp.eu-west-1.amazonaws.com.";
        Names.AddZone("ses.example", $"@ {ses}\nbelow {ses}");
        Names.AddZone("google.example", "@ IN MX 1 aspmx.l.google.com.");
    }

    internal static string Policy { get; } =
        $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Action":"s3:PutObject",
        "Resource":"arn:aws:s3:::{{Bucket}}/*"}]}
        """;

    internal static SimulatedReceiptRule Rule { get; } =
        new("acm-approver")
        {
            Recipients =
            [
                "admin@ses.example",
                "administrator@ses.example",
                "hostmaster@ses.example",
                "postmaster@ses.example",
                "webmaster@ses.example",
            ],
            Actions = [Store()],
        };

    internal SimulatedWorld World { get; }

    internal SimulatedNameServer Names { get; } = SimulatedNameServer.Start();

    internal string RetryQueue { get; }

    internal string DeadLetters { get; }

    internal Dictionary<string, string> Outputs { get; }

    internal Dictionary<string, string> Settings { get; } = new() { ["ACM_APPROVER_DOMAINS"] = "*.ses.example,ses.example,google.example" };

    internal static async Task<DoctorWorld> StartAsync() =>
        new(await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken));

    internal static (string, IReadOnlyDictionary<string, string>) Store(params (string Name, string Value)[] more)
    {
        var members = new Dictionary<string, string> { ["BucketName"] = Bucket, ["ObjectKeyPrefix"] = "inbound/" };
        foreach (var (name, value) in more)
        {
            members[name] = value;
        }

        return ("S3Action", members);
    }

    internal static (string, IReadOnlyDictionary<string, string>) Action(string name, params (string Name, string Value)[] members) =>
        (name, members.ToDictionary(member => member.Name, member => member.Value));

    /// <summary>The notifications of a bucket that invokes the function itself, without EventBridge.</summary>
    internal static string Notification(string prefix) =>
        $"""
        <NotificationConfiguration><CloudFunctionConfiguration><Id>mail</Id><Event>s3:ObjectCreated:*</Event>
        <CloudFunction>{FunctionArn}</CloudFunction>
        <Filter><S3Key><FilterRule><Name>prefix</Name><Value>{prefix}</Value></FilterRule></S3Key></Filter>
        </CloudFunctionConfiguration></NotificationConfiguration>
        """;

    /// <summary>Deploys the stack with its outputs as they are.</summary>
    internal void Deploy() =>
        World.CloudFormation.Deploy(
            "111122223333",
            "eu-west-1",
            "acm-approver",
            Outputs,
            new Dictionary<string, string> { ["MailPrefix"] = "inbound/" }
        );

    /// <summary>Puts another rule of EventBridge in the place of the stack's.</summary>
    internal void EventRuleInstead(string pattern, string state = "ENABLED") =>
        World.EventBridge.Rules["mail-stored"] = new SimulatedEventRule(FunctionArn, pattern, state);

    /// <summary>Puts another rule before the approver's.</summary>
    internal void RuleBefore(params (string, IReadOnlyDictionary<string, string>)[] actions) =>
        World.Ses.Rules.Insert(0, new SimulatedReceiptRule("first") { Recipients = ["ses.example"], Actions = actions });

    /// <summary>Puts another rule in the place of the approver's.</summary>
    internal void RuleInstead(SimulatedReceiptRule rule) => World.Ses.Rules[0] = rule;

    internal Task<Transcript> DoctorAsync(params string[] arguments) =>
        Transcript.OfAsync(World, ["doctor", .. arguments, "--stack", "acm-approver", "--dns", $"{Names.Endpoint}"]);

    public async ValueTask DisposeAsync()
    {
        await Names.DisposeAsync();
        await World.DisposeAsync();
    }
}

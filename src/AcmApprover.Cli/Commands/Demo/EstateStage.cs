using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.EventBridge;
using AcmApprover.Simulator.Ses;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>
/// The stage of <c>demo --estate</c>: an organization of three accounts with twenty certificates each, and a stack in the first of them
/// that receives the mail of two of three domains.
/// </summary>
internal sealed class EstateStage
{
    internal const string Region = "eu-west-1";
    internal const string Stack = "acm-approver";
    internal const string Role = "acm-approver-read";
    internal const string Bucket = "acm-approver-mailbucket-1a2b3c4d5e6f";
    internal const string Prefix = "inbound/";

    private const string Own = "111122223333";
    private const string Topic = $"arn:aws:sns:{Region}:{Own}:operator";
    private const string CloudFront = "us-east-1";

    private static readonly (string Account, string Domain)[] owners =
    [
        (Own, "shop.example"),
        ("444455556666", "bank.example"),
        ("777788889999", "media.example"),
    ];

    private static readonly string[] hosts =
    [
        "pay",
        "login",
        "status",
        "images",
        "old",
        "test",
        "www",
        "api",
        "mail",
        "docs",
        "blog",
        "shop",
        "static",
        "search",
        "admin",
        "partner",
        "news",
        "jobs",
        "help",
        "cdn",
    ];

    private readonly SimulatedWorld world;
    private readonly DateTimeOffset now;

    private EstateStage(SimulatedWorld world, DateTimeOffset now)
    {
        (this.world, this.now) = (world, now);
        foreach (var (account, domain) in owners)
        {
            world.Organizations.Add(account, domain.Split('.')[0], isManager: account == Own);
            world.Regions.Choose(account, Region, CloudFront);
            if (account != Own)
            {
                world.Sts.AllowRole(account, Role);
            }

            foreach (var (index, host) in hosts.Index())
            {
                world.Acm.Plant(Certificate(account, domain, host, index));
            }
        }

        Deploy();
    }

    /// <summary>The settings of the function.</summary>
    internal Dictionary<string, string> Settings { get; } =
        new()
        {
            ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
            ["ACM_APPROVER_ACCOUNTS"] = string.Join(',', owners.Select(owner => owner.Account)),
            ["ACM_APPROVER_ACCOUNT_ROLE"] = Role,
            ["ACM_APPROVER_BUCKET"] = Bucket,
            ["ACM_APPROVER_DOMAINS"] = string.Join(',', owners.Select(owner => $"*.{owner.Domain}")),
        };

    /// <summary>Sets it.</summary>
    internal static EstateStage Set(SimulatedWorld world, DateTimeOffset now) => new(world, now);

    /// <summary>Each place in the list of hosts has a fate of its own, the same in every account.</summary>
    private PlantedCertificate Certificate(string account, string domain, string host, int index)
    {
        var certificate = new PlantedCertificate
        {
            Account = account,
            Region = index % 3 == 0 ? CloudFront : Region,
            Names = host == "cdn" ? [$"*.{domain}"] : [$"{host}.{domain}"],
            ValidationDomain = domain,
            KeyAlgorithm = index % 4 == 0 ? "EC_prime256v1" : "RSA_2048",
            Tags = new Dictionary<string, string> { ["team"] = index % 2 == 0 ? "web" : "platform" },
            InUseBy = [$"arn:aws:elasticloadbalancing:{Region}:{account}:loadbalancer/app/{host}/50dc6c495c0c9188"],
            IssuedAt = now.AddDays(-7 * index),
        };
        return index switch
        {
            // Renewals that wait for an answer: two days, and three weeks before the end.
            0 => certificate with { IssuedAt = now.AddDays(-196), IsRenewing = true },
            1 => certificate with { IssuedAt = now.AddDays(-178), IsRenewing = true },
            // A first request that nobody answered yesterday, and one that it is too late for.
            2 => certificate with { IssuedAt = null, RequestedAt = now.AddHours(-30), InUseBy = [] },
            3 => certificate with { IssuedAt = null, RequestedAt = now.AddHours(-80), InUseBy = [] },
            4 => certificate with { IssuedAt = now.AddDays(-203) },
            5 => certificate with { IssuedAt = now.AddDays(-150), InUseBy = [] },
            _ => certificate,
        };
    }

    private void Deploy()
    {
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.CloudFormation.Deploy(
            Own,
            Region,
            Stack,
            new Dictionary<string, string>
            {
                ["MailBucketName"] = Bucket,
                ["FunctionName"] = Stack,
                ["OperatorTopicArn"] = Topic,
                ["RetryQueueUrl"] = world.Sqs.AddQueue(Own, "retries"),
                ["DeadLetterQueueUrl"] = world.Sqs.AddQueue(Own, "dead-letters"),
            },
            new Dictionary<string, string> { ["MailPrefix"] = Prefix }
        );
        world.Functions.Configure(Own, Region, Stack, Settings);
        world.S3.SetPolicy(
            Bucket,
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Action":"s3:PutObject",
            "Resource":"*"}]}
            """
        );
        world.S3.SetNotification(Bucket, "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>");
        world.EventBridge.Rules["mail-stored"] = SimulatedEventRule.OfStack(
            $"arn:aws:lambda:{Region}:{Own}:function:{Stack}",
            Bucket,
            Prefix
        );
        world.S3.Put(Bucket, $"{Prefix}AMAZON_SES_SETUP_NOTIFICATION", Encoding.ASCII.GetBytes("setup"));
        world.Ses.ActiveRuleSet = Stack;
        const string ses = $"@ IN MX 10 inbound-smtp.{Region}.amazonaws.com.";
        string[] received = ["shop.example", "bank.example"];
        foreach (var domain in received)
        {
            world.Ses.Identities[domain] = "Success";
            world.NameServer.AddZone(domain, ses);
        }

        world.Ses.Rules.Add(
            new SimulatedReceiptRule(Stack)
            {
                Recipients = [.. received],
                Actions = [("S3Action", new Dictionary<string, string> { ["BucketName"] = Bucket, ["ObjectKeyPrefix"] = Prefix })],
            }
        );
        world.NameServer.AddZone("media.example", "@ IN MX 1 aspmx.l.google.com.");
    }
}

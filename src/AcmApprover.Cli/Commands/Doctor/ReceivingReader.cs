using System.Globalization;
using System.Net;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.CloudFormation;
using AcmApprover.Aws.CloudWatch;
using AcmApprover.Aws.EventBridge;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Ses;
using AcmApprover.Aws.Sns;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Receiving;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>
/// Reads the receiving side of a stack. What a service refuses is noted with the permission that it needs, and the rest is read.
/// </summary>
internal sealed class ReceivingReader(string stack, AwsSession session)
{
    /// <summary>
    /// In how many listings the last mail is looked for: keys are not in the order of time, and it is for information only.
    /// </summary>
    private const int MostListings = 10;

    /// <summary>Reads it.</summary>
    /// <param name="domains">The domains that ACM writes to.</param>
    /// <param name="accounts">The accounts of the certificates, as far as they are known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">It is no stack of the approver.</exception>
    /// <exception cref="AmazonServiceException">CloudFormation does not show the stack.</exception>
    internal async Task<ReceivingFacts> ReadAsync(
        IEnumerable<DomainName> domains,
        IReadOnlyList<AccountId> accounts,
        CancellationToken cancellationToken
    )
    {
        using var deployed = new CloudFormationStack(stack, session);
        var described =
            await deployed.DescribeAsync(cancellationToken)
            ?? throw new CommandException($"there is no stack '{stack}' in {session.Region}", "give its name, --region and --profile");
        var (bucket, topic) = (Output("MailBucketName"), Output("OperatorTopicArn"));
        var region = Region.Parse(topic.Split(':')[3]);
        var functionArn = $"arn:{topic.Split(':')[1]}:lambda:{region}:{topic.Split(':')[4]}:function:{Output("FunctionName")}";
        var here = session.In(region);
        using var ses = new SesReceiving(here);
        using var s3 = S3MailStore.CreateClient(here);
        using var sqs = new AmazonSQSClient(here.Credentials, here.Configure(new AmazonSQSConfig()));
        using var alarms = new Alarms(here);
        using var lambda = new LambdaFunction(Output("FunctionName"), here);
        using var bus = new EventRules(here);
        using var operatorTopic = new SnsTopic(topic, here);
#pragma warning disable CA2025 // All of them are awaited below; AskAsync lets nothing through but an interrupt, which ends the program.
        var events = AskAsync("s3:GetBucketNotification", () => BucketEventsAsync(s3, bucket, cancellationToken));
        var eventRules = RulesAfterAsync(events);
        var policy = AskAsync("s3:GetBucketPolicy", () => BucketPolicyAsync(s3, bucket, cancellationToken));
        var function = AskAsync("lambda:GetFunctionConfiguration", () => FunctionAsync(lambda, here, accounts, cancellationToken));
        var listeners = AskAsync("sns:ListSubscriptionsByTopic", () => ListenersAsync(operatorTopic, cancellationToken));
        var raised = AskAsync("cloudwatch:DescribeAlarms", () => alarms.ListRaisedAsync(stack + "-", cancellationToken));
        var queues = AskAsync("sqs:GetQueueAttributes", () => QueuesAsync(sqs, cancellationToken));
        var prefix = described.Parameters.GetValueOrDefault("MailPrefix", "");
        var lastMail = AskAsync("s3:ListBucket", () => LastMailAsync(s3, bucket, prefix, cancellationToken));
#pragma warning restore CA2025
        // SES answers one question a second.
        var rules = await AskAsync("ses:DescribeActiveReceiptRuleSet", () => ses.ReadActiveRuleSetAsync(cancellationToken));
        var filters = await AskAsync("ses:ListReceiptFilters", () => ses.ListFiltersAsync(cancellationToken));
        var candidates = domains.SelectMany(ReceivedDomain.IdentitiesFor).Distinct().ToList();
        var identities = await AskAsync(
            "ses:GetIdentityVerificationAttributes",
            () => ses.ReadIdentitiesAsync(candidates, cancellationToken)
        );
        return new ReceivingFacts
        {
            Stack = stack,
            Region = region,
            Identities = identities,
            Account = topic.Split(':')[4],
            RuleSet = rules,
            OwnRoles = await AskAsync(
                "cloudformation:DescribeStackResources",
                () => OwnRolesAsync(deployed, rules.Value, cancellationToken)
            ),
            Filters = filters,
            Bucket = bucket,
            BucketPolicy = await policy,
            BucketEvents = await events,
            EventRules = await eventRules,
            Function = await function,
            Listeners = await listeners,
            RaisedAlarms = await raised,
            Queues = await queues,
            LastMail = await lastMail,
        };

        string Output(string name) =>
            described.Outputs.GetValueOrDefault(name)
            ?? throw new CommandException($"the stack {stack} has no output {name}", "give the name of the stack of template.yaml");

        // Only a bucket that tells EventBridge alone depends on a rule there.
        async Task<ServiceAnswer<IReadOnlyList<EventRule>>> RulesAfterAsync(Task<ServiceAnswer<BucketEvents>> bucketEvents) =>
            (await bucketEvents).Value is { HasEventBridge: true, Functions: [] }
                ? await AskAsync(
                    "events:ListRuleNamesByTarget and events:DescribeRule",
                    () => RulesForAsync(bus, functionArn, cancellationToken)
                )
                : new ServiceAnswer<IReadOnlyList<EventRule>>(null);

        async Task<QueueDepths> QueuesAsync(AmazonSQSClient client, CancellationToken token) =>
            new(await DepthAsync(client, Output("RetryQueueUrl"), token), await DepthAsync(client, Output("DeadLetterQueueUrl"), token));
    }

    private static async Task<ServiceAnswer<T>> AskAsync<T>(string permission, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return new ServiceAnswer<T>(await ask());
        }
        catch (AmazonServiceException e)
        {
            return new ServiceAnswer<T>(null, new MissingAnswer($"{e.Message.TrimEnd('.')} ({e.ErrorCode})", permission));
        }
        catch (TemporarilyUnavailableException e)
        {
            return new ServiceAnswer<T>(null, new MissingAnswer(e.Message.TrimEnd('.'), permission));
        }
    }

    /// <summary>Those of the roles with which rules store mail that the stack made.</summary>
    private static async Task<IReadOnlySet<string>> OwnRolesAsync(
        CloudFormationStack deployed,
        RuleSet? rules,
        CancellationToken cancellationToken
    )
    {
        var used = (rules?.Rules ?? []).SelectMany(rule => rule.Actions).OfType<ReceiptAction.Store>().Select(store => store.Role);
        HashSet<string> own = [];
        foreach (var role in used.OfType<string>().Distinct())
        {
            if (await deployed.OwnsAsync(role[(role.LastIndexOf('/') + 1)..], cancellationToken))
            {
                own.Add(role);
            }
        }

        return own;
    }

    private static async Task<FunctionFacts> FunctionAsync(
        LambdaFunction lambda,
        AwsSession here,
        IReadOnlyList<AccountId> accounts,
        CancellationToken cancellationToken
    )
    {
        var configuration = await lambda.DescribeAsync(cancellationToken);
        try
        {
            var settings = Settings.Read(configuration.Variables);
            var own = AccountId.Parse(configuration.Arn.Split(':')[4]);
            using var organization = settings.Organization is { } id ? new OrganizationMembership(id, here, TimeProvider.System) : null;
            var trusted = organization is null
                ? new ServiceAnswer<IReadOnlyList<AccountId>>(settings.Accounts ?? [own])
                : await AskAsync("organizations:DescribeAccount", () => organization.MembersAmongAsync(accounts, cancellationToken));
            var allowed = new AllowedMail(trusted, settings.Domains, settings.Mode is Mode.Notify)
            {
                Organization = settings.Organization,
            };
            return new FunctionFacts(configuration.Arn, configuration.State, allowed, null);
        }
        catch (SettingsException e)
        {
            return new FunctionFacts(configuration.Arn, configuration.State, null, e.Message);
        }
    }

    private static async Task<Listeners> ListenersAsync(SnsTopic topic, CancellationToken cancellationToken)
    {
        var (confirmed, unconfirmed) = (0, 0);
        await foreach (var subscription in topic.ListSubscriptionsAsync(cancellationToken))
        {
            _ = subscription.IsConfirmed ? confirmed++ : unconfirmed++;
        }

        return new Listeners(confirmed, unconfirmed);
    }

    private static async Task<string> BucketPolicyAsync(AmazonS3Client s3, string bucket, CancellationToken cancellationToken)
    {
        // The SDK takes the error that there is no policy for the policy.
        var answer = await s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket }, cancellationToken);
        return answer.HttpStatusCode == HttpStatusCode.NotFound ? "" : answer.Policy ?? "";
    }

    private static async Task<BucketEvents> BucketEventsAsync(AmazonS3Client s3, string bucket, CancellationToken cancellationToken)
    {
        var answer = await s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        var functions =
            from configuration in answer.LambdaFunctionConfigurations ?? []
            where configuration.Events.Any(e => e.Value.StartsWith("s3:ObjectCreated", StringComparison.OrdinalIgnoreCase))
            let rules = configuration.Filter?.S3KeyFilter?.FilterRules ?? []
            let prefix = rules.FirstOrDefault(rule => string.Equals(rule.Name, "prefix", StringComparison.OrdinalIgnoreCase))?.Value ?? ""
            select (configuration.FunctionArn, prefix);
        return new BucketEvents([.. functions], answer.EventBridgeConfiguration is not null);
    }

    private static async Task<IReadOnlyList<EventRule>> RulesForAsync(EventRules bus, string function, CancellationToken cancellationToken)
    {
        List<EventRule> rules = [];
        foreach (var name in await bus.ListNamesAsync(function, cancellationToken))
        {
            if (await bus.DescribeAsync(name, cancellationToken) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    private static async Task<string> LastMailAsync(
        AmazonS3Client s3,
        string bucket,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        DateTime? last = null;
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        for (var listings = 0; listings < MostListings; listings++)
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            var newest = (page.S3Objects ?? []).Where(o => MailKeys.IsMail(o.Key)).Max(o => o.LastModified);
            last = newest is { } time && !(last >= time) ? time : last;
            if (page.IsTruncated != true)
            {
                break;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }

        return last?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<int> DepthAsync(AmazonSQSClient sqs, string url, CancellationToken cancellationToken)
    {
        string[] names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
        var answer = await sqs.GetQueueAttributesAsync(url, [.. names], cancellationToken);
        return names.Sum(name => int.Parse(answer.Attributes[name], CultureInfo.InvariantCulture));
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Approval.Records;
using AcmApprover.MailPath.Receiving;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AcmApprover.Template.Tests;

/// <summary>
/// The template's stack at work. S3, SQS, SNS, STS and EventBridge are moto's, with what the stack made in them; ACM and the approval
/// site are the simulated world's; and the function is a process that has the settings of the stack's function. Between them the test
/// plays Lambda.
/// </summary>
internal sealed class DeployedStack : IAsyncDisposable
{
    private static readonly BasicAWSCredentials credentials = new("AKIAEXAMPLE", "secret");

    private readonly MotoServer moto;
    private readonly FunctionProcess function;
    private readonly AmazonS3Client s3;
    private readonly AmazonSQSClient sqs;
    private string eventsUrl = "";

    private DeployedStack(MotoServer moto, Stack stack, SimulatedWorld world)
    {
        (this.moto, Stack, World) = (moto, stack, world);
        var endpoint = moto.Endpoint.OriginalString;
        s3 = new(
            credentials,
            new AmazonS3Config
            {
                ServiceURL = endpoint,
                AuthenticationRegion = Stack.Region,
                ForcePathStyle = true,
            }
        );
        sqs = new(credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = Stack.Region });
        // The name server is the simulated one.
        var settings = CommandHost.UnionBy(stack.Settings, each => each.Key);
        function = FunctionProcess.Start(FunctionUnderTest.Path, new Dictionary<string, string>(settings));
    }

    public Stack Stack { get; }

    public SimulatedWorld World { get; }

    public string Bucket => Stack.Outputs["MailBucketName"];

    /// <summary>AWS as a program is led to it: moto, but for ACM.</summary>
    private Dictionary<string, string> CommandHost =>
        new(
            World
                .EnvironmentFor()
                .Where(each => !each.Key.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal) || each.Key == "AWS_ENDPOINT_URL_ACM")
                .Append(KeyValuePair.Create("AWS_ENDPOINT_URL", moto.Endpoint.OriginalString))
        );

    public static async Task<DeployedStack> StartAsync(MotoServer moto, Dictionary<string, string> parameters)
    {
        var stack = Stack.Create(moto, parameters);
        var world = await SimulatedWorld.StartAsync(
            new WorldOptions
            {
                Account = MotoServer.Account,
                Region = Stack.Region,
                FunctionName = stack.Outputs["FunctionName"],
            }
        );
        var deployed = new DeployedStack(moto, stack, world);
        try
        {
            await deployed.LeadEventsToTheTestAsync();
        }
        catch
        {
            await deployed.DisposeAsync();
            throw;
        }

        return deployed;
    }

    /// <summary>A flawless mail for a certificate of ours that is pending, stored as SES does; its key, and the certificate.</summary>
    public async Task<(string Key, string CertificateArn)> ReceiveMailAsync()
    {
        var request = World.Acm.RequestCertificate(MotoServer.Account, "us-east-1", ["www.example.com"])[0];
        var mail = MailDraft.For(request);
        var key = Template.Main.At("Parameters", "MailPrefix", "Default").Text() + mail.MessageId;
        await StoreAsync(key, mail.ToBytes());
        return (key, request.CertificateArn);
    }

    public async Task StoreAsync(string key, byte[] body)
    {
        using var stream = new MemoryStream(body);
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = Bucket,
                Key = key,
                InputStream = stream,
            }
        );
    }

    /// <summary>The events that moto's S3 has sent since this was last called.</summary>
    public async Task<IReadOnlyList<string>> TakeEventsAsync()
    {
        List<string> events = [];
        var request = new ReceiveMessageRequest { QueueUrl = eventsUrl, MaxNumberOfMessages = 10 };
        while ((await sqs.ReceiveMessageAsync(request)).Messages is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                events.Add(message.Body);
                await sqs.DeleteMessageAsync(eventsUrl, message.ReceiptHandle);
            }
        }

        return events;
    }

    /// <summary>
    /// Lambda's asynchronous invocation (Lambda developer guide, invocation-async): tried again as often as the template says, and at
    /// last sent where the template says. The minutes between the tries are left out.
    /// </summary>
    /// <param name="payload">The event.</param>
    /// <param name="limit">The function's time limit; null for the template's.</param>
    /// <returns>The result of the last try.</returns>
    public async Task<InvocationResult> InvokeAsync(string payload, TimeSpan? limit = null)
    {
        var configuration = Stack.PropertiesOf("AWS::Lambda::EventInvokeConfig");
        Assert.Equal(Stack.Outputs["FunctionName"], Stack.PhysicalIds[configuration["FunctionName"]!["Ref"]!.GetValue<string>()]);
        var tries = 1 + configuration["MaximumRetryAttempts"]!.GetValue<int>();
        var timeout = limit ?? TimeSpan.FromSeconds(Stack.PropertiesOf("AWS::Lambda::Function")["Timeout"]!.GetValue<int>());
        InvocationResult result;
        var tried = 0;
        do
        {
            result = await World.Lambda.InvokeAsync(payload, timeout);
            tried++;
        } while (result.Payload is null && tried < tries);
        if (result.Payload is null)
        {
            var queueUrl = Stack.OwnerOf(configuration["DestinationConfig"]!["OnFailure"]!["Destination"]!, "Arn");
            await sqs.SendMessageAsync(queueUrl, FailureRecord(payload, result, tried));
        }

        return result;
    }

    /// <summary>The records of a mail.</summary>
    public async Task<IReadOnlyList<Decision>> RecordsAsync(string key)
    {
        var prefix = Stack.Settings["ACM_APPROVER_RECORDS_PREFIX"] + key;
        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix });
        List<Decision> records = [];
        foreach (var each in listed.S3Objects ?? [])
        {
            using var record = await s3.GetObjectAsync(Bucket, each.Key);
            records.Add((await JsonSerializer.DeserializeAsync(record.ResponseStream, DecisionJson.Default.Decision))!);
        }

        return records;
    }

    /// <summary>How many messages the dead-letter queue has, in sight or not.</summary>
    public Task<int> CountDeadLettersAsync() => CountAsync("DeadLetterQueueUrl");

    /// <summary>How many messages the retry queue has, in sight or not.</summary>
    public Task<int> CountRetriesAsync() => CountAsync("RetryQueueUrl");

    /// <summary>Takes a message out of the retry queue as often as the template allows, without its hours of waiting, and once
    /// more.</summary>
    public async Task ExhaustRetriesAsync()
    {
        var tries = Stack.AllPropertiesOf("AWS::SQS::Queue").Single(queue => queue["RedrivePolicy"] is not null)["RedrivePolicy"]![
            "maxReceiveCount"
        ]!.GetValue<int>();
        var request = new ReceiveMessageRequest { QueueUrl = Stack.Outputs["RetryQueueUrl"], VisibilityTimeout = 0 };
        for (var i = 0; i < tries; i++)
        {
            Assert.Single((await sqs.ReceiveMessageAsync(request)).Messages);
        }

        Assert.Empty((await sqs.ReceiveMessageAsync(request)).Messages ?? []);
    }

    private async Task<int> CountAsync(string output)
    {
        var queue = await AttributesAsync(Stack.Outputs[output]);
        return queue.ApproximateNumberOfMessages + queue.ApproximateNumberOfMessagesNotVisible + queue.ApproximateNumberOfMessagesDelayed;
    }

    /// <summary>
    /// Whether the template's alarm on the dead letters is due. Its metric is taken from where CloudWatch has it: what SQS calls
    /// ApproximateNumberOfMessagesVisible there, its own API calls ApproximateNumberOfMessages (SQS developer guide,
    /// sqs-available-cloudwatch-metrics).
    /// </summary>
    public async Task<bool> IsAlarmDueAsync()
    {
        var alarm = Assert.Single(
            Stack.AllPropertiesOf("AWS::CloudWatch::Alarm"),
            each => (string?)each["MetricName"] == "ApproximateNumberOfMessagesVisible"
        );
        Assert.Equal("AWS/SQS", alarm["Namespace"]!.GetValue<string>());
        var dimension = Assert.Single(alarm["Dimensions"]!.AsArray())!;
        var queue = await AttributesAsync(Stack.OwnerOf(dimension["Value"]!, dimension["Name"]!.GetValue<string>()));
        var (value, threshold) = (queue.ApproximateNumberOfMessages, alarm["Threshold"]!.GetValue<int>());
        return alarm["ComparisonOperator"]!.GetValue<string>() switch
        {
            "GreaterThanThreshold" => value > threshold,
            "GreaterThanOrEqualToThreshold" => value >= threshold,
            var other => throw new NotSupportedException(other),
        };
    }

    /// <summary>The operator's <c>replay --dead-letters</c>, as the handbook has it.</summary>
    /// <param name="byTheFunction">Whether the function does it; else the command does, with the function's settings taken over.</param>
    /// <param name="options">Further options.</param>
    public async Task<IReadOnlyList<Decision>> ReplayDeadLettersAsync(bool byTheFunction, params IReadOnlyList<string> options)
    {
        using var lambda = new LambdaEndpoint(World);
        (string, string)[] settings = byTheFunction
            ? [("AWS_ENDPOINT_URL_LAMBDA", lambda.Url)]
            : [.. Stack.Settings.Select(setting => (setting.Key, setting.Value))];
        IReadOnlyList<string> function = byTheFunction ? ["--function", Stack.Outputs["FunctionName"]] : [];
        using var program = Transcript.Start(
            CommandHost,
            ["replay", "--dead-letters", Stack.Outputs["DeadLetterQueueUrl"], "--json", .. function, .. options],
            settings
        );
        var transcript = await program.WaitAsync();
        Assert.True(transcript.ExitCode == 0, transcript.Error);
        return [.. transcript.Lines.Select(line => JsonSerializer.Deserialize(line, DecisionJson.Default.Decision)!)];
    }

    public async ValueTask DisposeAsync()
    {
        await function.DisposeAsync();
        await World.DisposeAsync();
        s3.Dispose();
        sqs.Dispose();
    }

    /// <summary>
    /// moto would invoke a function in a container, which is not ours to test. So the route from the bucket to the function gets a queue
    /// at its end, and is otherwise left as the template has it.
    /// </summary>
    private async Task LeadEventsToTheTestAsync()
    {
        eventsUrl = (await sqs.CreateQueueAsync("events")).QueueUrl;
        var queueArn = (await AttributesAsync(eventsUrl)).QueueARN;
        await TurnOnBucketEventsAsync();
        var rule = Stack.PhysicalIds["MailStoredRule"];
        var listed = await AskEventBridgeAsync("ListTargetsByRule", new JsonObject { ["Rule"] = rule });
        var target = Assert.Single(listed["Targets"]!.AsArray())!;
        Assert.Equal(Stack.FunctionArn, target["Arn"]!.GetValue<string>());
        target["Arn"] = queueArn;
        await AskEventBridgeAsync("PutTargets", new JsonObject { ["Rule"] = rule, ["Targets"] = new JsonArray(target.DeepClone()) });
    }

    /// <summary>
    /// A bucket of the stack says itself that its events go to EventBridge; moto makes it without. For an operator's bucket the output
    /// TurnOnBucketEvents asks for it.
    /// </summary>
    private async Task TurnOnBucketEventsAsync()
    {
        if (Stack.AllPropertiesOf("AWS::S3::Bucket") is [var bucket])
        {
            Assert.True(bucket["NotificationConfiguration"]!["EventBridgeConfiguration"]!["EventBridgeEnabled"]!.GetValue<bool>());
        }
        else
        {
            await s3.PutBucketAsync(
                new PutBucketRequest
                {
                    BucketName = Bucket,
                    PutBucketConfiguration = new() { LocationConstraint = Stack.Region },
                }
            );
        }

        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = Bucket, EventBridgeConfiguration = new EventBridgeConfiguration() }
        );
    }

    /// <summary>The rule that hands the events of the bucket on, as EventBridge describes it.</summary>
    public async Task<EventRule> DescribeMailRuleAsync()
    {
        var name = Stack.PhysicalIds["MailStoredRule"];
        var rule = await AskEventBridgeAsync("DescribeRule", new JsonObject { ["Name"] = name });
        return new EventRule(name, rule["State"]!.GetValue<string>() == "ENABLED", rule["EventPattern"]!.GetValue<string>());
    }

    private async Task<JsonNode> AskEventBridgeAsync(string operation, JsonObject input) =>
        JsonNode.Parse(await moto.AskJsonAsync("events", $"AWSEvents.{operation}", input.ToJsonString(), Stack.Region))!;

    private Task<GetQueueAttributesResponse> AttributesAsync(string queueUrl) =>
        sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = ["All"] });

    /// <summary>What Lambda sends to an on-failure destination (Lambda developer guide, invocation-async-retain-records).</summary>
    private string FailureRecord(string payload, InvocationResult last, int tried) =>
        new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = last.RequestId,
                ["functionArn"] = $"{Stack.FunctionArn}:$LATEST",
                ["condition"] = "RetriesExhausted",
                ["approximateInvokeCount"] = tried,
            },
            ["requestPayload"] = JsonNode.Parse(payload),
            ["responseContext"] = new JsonObject
            {
                ["statusCode"] = 200,
                ["executedVersion"] = "$LATEST",
                ["functionError"] = "Unhandled",
            },
            ["responsePayload"] = new JsonObject { ["errorType"] = last.ErrorType, ["errorMessage"] = last.ErrorMessage },
        }.ToJsonString();
}

using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>
/// The unchanged function as a process between simulated services, driven through the Runtime API.
/// </summary>
public sealed class FunctionWorld : IAsyncDisposable
{
    public const string Own = "111122223333";
    public const string Second = "444455556666";
    public const string Stranger = "999988887777";
    public const string Region = "eu-west-1";
    public const string Bucket = "mail-of-ours";
    public const string Topic = $"arn:aws:sns:{Region}:{Own}:operator";
    public const string Role = "AcmApproverReader";

    private readonly Dictionary<string, string> settings;
    private readonly List<FunctionProcess> processes = [];

    private FunctionWorld(SimulatedWorld world, Dictionary<string, string> settings) => (World, this.settings) = (world, settings);

    public SimulatedWorld World { get; }

    public IReadOnlyList<FunctionProcess> Processes => processes;

    /// <summary>All that the processes have written. It ends them: what is on its way when an answer is there could else be
    /// missed.</summary>
    public async Task<IReadOnlyList<string>> EndAndReadOutputAsync()
    {
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        return [.. processes.SelectMany(p => p.Output)];
    }

    /// <summary>
    /// A world with one function process in it, which waits for its first event, and settings over those of a usual installation; null
    /// takes one away. The requests of the start are not in the log: what is there was caused by an event.
    /// </summary>
    public static Task<FunctionWorld> StartAsync(params (string Name, string? Value)[] changes) => StartAsync(TimeProvider.System, changes);

    /// <summary>The same where the services, but not the process, go by this clock.</summary>
    public static async Task<FunctionWorld> StartAsync(TimeProvider time, params (string Name, string? Value)[] changes)
    {
        var function = await WithoutProcessAsync(time, changes);
        await function.ReadyAsync(function.StartProcess());
        function.World.Requests.Clear();
        return function;
    }

    /// <summary>The same without a process.</summary>
    public static Task<FunctionWorld> WithoutProcessAsync(params (string Name, string? Value)[] changes) =>
        WithoutProcessAsync(TimeProvider.System, changes);

    private static async Task<FunctionWorld> WithoutProcessAsync(TimeProvider time, (string Name, string? Value)[] changes)
    {
        var world = await SimulatedWorld.StartAsync(
            new WorldOptions
            {
                Account = Own,
                Region = Region,
                Time = time,
            }
        );
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.Accounts.Add(Second);
        world.Accounts.Add(Stranger);
        world.Sts.AllowRole(Second, Role);
        Dictionary<string, string> settings = new()
        {
            ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
            ["ACM_APPROVER_ACCOUNTS"] = $"{Own},{Second}",
            ["ACM_APPROVER_ACCOUNT_ROLE"] = Role,
            ["ACM_APPROVER_BUCKET"] = Bucket,
        };
        foreach (var (name, value) in changes)
        {
            settings[name] = value ?? "";
        }

        return new FunctionWorld(world, settings);
    }

    public FunctionProcess StartProcess()
    {
        var process = World.StartFunction(FunctionUnderTest.Path, settings);
        processes.Add(process);
        return process;
    }

    /// <summary>Waits until the first process asks for an event, or has ended because it could not start.</summary>
    public async Task ReadyAsync(FunctionProcess process)
    {
        var ended = process.WaitForExitAsync();
        while (!ended.IsCompleted && World.Requests.Of(ServiceName.Lambda, "Next").Count == 0)
        {
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }
    }

    /// <summary>A pending certificate of one name, and its mailing.</summary>
    public ValidationRequest Request(string name = "www.example.com", string account = Own, string region = Region) =>
        World.Acm.RequestCertificate(account, region, [name])[0];

    /// <summary>Stores a mail as SES would; returns its key.</summary>
    public string Store(MailDraft draft) => Store(draft.MessageId, draft.ToBytes());

    public string Store(string name, byte[] bytes)
    {
        var key = $"inbound/{name}";
        World.S3.Put(Bucket, key, bytes);
        return key;
    }

    /// <summary>Stores mails and delivers the notification that names them all.</summary>
    public Task<InvocationResult> DeliverAsync(params MailDraft[] drafts) => NotifyAsync([.. drafts.Select(Store)]);

    /// <summary>
    /// Lets the process handle a first mail, without any consequence: that takes as long as its code takes to compile, which tests of
    /// little time leave out.
    /// </summary>
    public async Task WarmUpAsync()
    {
        World.S3.Put(Bucket, "warm-up", MailDraft.For(Request("warm-up.example.org")).ToBytes());
        var result = await World.Lambda.InvokeAsync("""{"replay": {"keys": ["warm-up"]}}""", TimeSpan.FromMinutes(2));
        Assert.Equal("WouldApprove", result.Decision().Outcome());
    }

    public Task<InvocationResult> NotifyAsync(params string[] keys) =>
        World.Lambda.InvokeAsync(Events.Stored(Bucket, keys), TimeSpan.FromSeconds(40));

    /// <summary>The record of a mail, or null.</summary>
    public JsonNode? Record(string key) =>
        World.S3.Find(Bucket, $"decisions/{key}.json") is { } stored ? JsonNode.Parse(stored.Body.Span) : null;

    public int Pressed => World.Requests.Of(ServiceName.ApprovalSite, "PressButton").Count;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        await World.DisposeAsync();
    }
}

/// <summary>The events that AWS sends.</summary>
internal static class Events
{
    public static string Stored(string bucket, params string[] keys) =>
        new JsonObject { ["Records"] = new JsonArray([.. keys.Select(k => Record(bucket, k, "ObjectCreated:Put"))]) }.ToJsonString();

    public static JsonNode Record(string bucket, string key, string name) =>
        new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = FunctionWorld.Region,
            ["eventTime"] = "2026-11-23T22:00:00.000Z",
            ["eventName"] = name,
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["bucket"] = new JsonObject { ["name"] = bucket, ["arn"] = $"arn:aws:s3:::{bucket}" },
                ["object"] = new JsonObject
                {
                    ["key"] = System.Net.WebUtility.UrlEncode(key),
                    ["size"] = 1,
                    ["sequencer"] = "0055AED6DCD90281E5",
                },
            },
        };

    /// <summary>What Lambda sends to an on-failure destination (Lambda developer guide, invocation-async-retain-records).</summary>
    public static string Failure(string payload) =>
        new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = "2026-11-23T22:05:00.000Z",
            ["requestContext"] = new JsonObject { ["condition"] = "RetriesExhausted", ["approximateInvokeCount"] = 3 },
            ["requestPayload"] = JsonNode.Parse(payload),
            ["responsePayload"] = new JsonObject { ["errorType"] = "MailsNotHandledException" },
        }.ToJsonString();

    public static string EventBridge(string bucket, string key) =>
        new JsonObject
        {
            ["version"] = "0",
            ["detail-type"] = "Object Created",
            ["source"] = "aws.s3",
            ["account"] = FunctionWorld.Own,
            ["detail"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = bucket },
                ["object"] = new JsonObject { ["key"] = key, ["size"] = 1 },
            },
        }.ToJsonString();
}

/// <summary>Answers, read.</summary>
internal static class InvocationResultExtensions
{
    public static JsonObject Answer(this InvocationResult result)
    {
        Assert.True(result.Payload is not null, $"the function failed: {result.ErrorType}: {result.ErrorMessage}");
        return JsonNode.Parse(result.Payload)!.AsObject();
    }

    public static IReadOnlyList<JsonNode> Decisions(this InvocationResult result) =>
        [.. result.Answer()["decisions"]!.AsArray().Select(d => d!)];

    public static JsonNode Decision(this InvocationResult result) => Assert.Single(result.Decisions());

    public static string Outcome(this JsonNode decision) => decision["outcome"]!.GetValue<string>();

    /// <summary>Fails with the reasons if a mail was not approved.</summary>
    public static void AssertApproved(this InvocationResult result) =>
        Assert.Equal(("Approved", "[]"), (result.Decision().Outcome(), result.Decision()["reasons"]!.ToJsonString()));

    public static IReadOnlyList<string> Codes(this JsonNode decision) =>
        [.. decision["reasons"]!.AsArray().Select(r => r!["code"]!.GetValue<string>())];
}

using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;

namespace AcmApprover.LongRun;

/// <summary>One world with two processes of the function. When one of them dies, both do, and two new ones start.</summary>
internal sealed class Lane : IAsyncDisposable
{
    public const string Bucket = "mail-bucket";
    private const string Topic = $"arn:aws:sns:eu-west-1:{Accounts.Own}:operator";
    private const string Role = "AcmApproverReader";
    private const int Processes = 2;

    private readonly string functionPath;
    private readonly SemaphoreSlim gate = new(1);
    private readonly List<FunctionProcess> processes = [];
    private CancellationTokenSource life = new();

    private Lane(SimulatedWorld world, string functionPath, Random random)
    {
        (World, this.functionPath) = (world, functionPath);
        Chaos = new Chaos(world, random, Ledger, CrashAsync);
    }

    public SimulatedWorld World { get; }

    public Ledger Ledger { get; } = new();

    public Chaos Chaos { get; }

    public static async Task<Lane> StartAsync(string functionPath, Random random)
    {
        var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Accounts.Own, Region = "eu-west-1" });
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.Accounts.Add(Accounts.Second);
        world.Accounts.Add(Accounts.Stranger);
        world.Sts.AllowRole(Accounts.Second, Role);

        // How long a process takes to start is none of an invocation's time.
        world.Lambda.StartTime = TimeSpan.FromMinutes(2);
        var lane = new Lane(world, functionPath, random);
        lane.StartProcesses();
        return lane;
    }

    /// <summary>Has somebody subscribe to the topic, or everybody leave it.</summary>
    public void Listen(bool isSomebody)
    {
        Chaos.IsDeaf = !isSomebody;
        World.Sns.UnsubscribeAll(Topic);
        if (isSomebody)
        {
            World.Sns.Subscribe(Topic, "operator@example.com");
        }
    }

    /// <summary>The record of a mail, or null.</summary>
    public JsonNode? Record(string key) =>
        World.S3.Find(Bucket, $"decisions/{key}.json") is { } stored ? JsonNode.Parse(stored.Body.Span) : null;

    /// <summary>Invokes the function.</summary>
    /// <returns>Whether it has handled the mail: it answered, and names no message that is to come again.</returns>
    public async Task<bool> InvokeAsync(GeneratedMail mail, string payload, TimeSpan limit)
    {
        var alive = await LifeAsync();
        var (published, troubles) = (Ledger.Publications.Count, Ledger.TellingTroubles);
        Ledger.Count("invocations");
        if (Chaos.IsDeaf)
        {
            Ledger.Count("invocations while nobody listens");
        }

        InvocationResult? result = null;
        try
        {
            result = await World.Lambda.InvokeAsync(payload, limit, alive);
        }
        catch (OperationCanceledException)
        {
            Ledger.Count("invocations that died");
        }

        if (result?.ErrorType == "Sandbox.Timedout")
        {
            // Lambda ends a function that is too late.
            Ledger.Count("invocations that were too late");
            await CrashAsync(alive);
        }

        var isHandled = result?.Payload is { } answer && !HasFailures(answer);
        if (!isHandled && (alive.IsCancellationRequested || Ledger.TellingTroubles > troubles))
        {
            Ledger.Excuse(published, mail.Request?.CertificateArn);
        }

        return isHandled;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        life.Dispose();
        gate.Dispose();
        await World.DisposeAsync();
    }

    /// <summary>Whether the function leaves messages in the queue (Lambda developer guide, services-sqs-errorhandling).</summary>
    private static bool HasFailures(string answer) => JsonNode.Parse(answer)?["batchItemFailures"] is JsonArray { Count: > 0 };

    /// <summary>Ends with the processes that run now.</summary>
    private async Task<CancellationToken> LifeAsync()
    {
        await gate.WaitAsync();
        try
        {
            return life.Token;
        }
        finally
        {
            gate.Release();
        }
    }

    private Task CrashAsync() => CrashAsync(life.Token);

    /// <summary>All processes of this life end at once, and with them what they were at; new ones start.</summary>
    private async Task CrashAsync(CancellationToken alive)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            if (alive.IsCancellationRequested)
            {
                return;
            }

            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }

            processes.Clear();

            // An invocation that is handed to a process that is dead already would be lost until its time is over.
            while (World.Lambda.Idle > 0)
            {
                await Task.Delay(1, CancellationToken.None);
            }

            StartProcesses();
            var over = life;
            life = new CancellationTokenSource();
            await over.CancelAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    private void StartProcesses()
    {
        for (var i = 0; i < Processes; i++)
        {
            processes.Add(
                World.StartFunction(
                    functionPath,
                    new Dictionary<string, string>
                    {
                        ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
                        ["ACM_APPROVER_ACCOUNTS"] = $"{Accounts.Own},{Accounts.Second}",
                        ["ACM_APPROVER_ACCOUNT_ROLE"] = Role,
                        ["ACM_APPROVER_BUCKET"] = Bucket,
                    }
                )
            );
        }
    }
}

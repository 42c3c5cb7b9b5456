using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;

namespace AcmApprover.LongRun;

/// <summary>One world with two processes of the function. When one of them dies, both do, and two new ones start.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private const string Bucket = "mail-bucket";
    private const string Topic = $"arn:aws:sns:eu-west-1:{Accounts.Own}:operator";
    private const string Role = "AcmApproverReader";
    private const int Processes = 2;

    private readonly string functionPath;
    private readonly Lock gate = new();
    private readonly List<FunctionProcess> processes = [];
    private readonly List<FunctionProcess> dead = [];
    private CancellationTokenSource life = new();

    private Lane(SimulatedWorld world, string functionPath, Random random)
    {
        (World, this.functionPath) = (world, functionPath);
        Chaos = new Chaos(world, random, Ledger, Crash);
        Post = new Post(world, random, Bucket);
    }

    public SimulatedWorld World { get; }

    public Ledger Ledger { get; } = new();

    public Chaos Chaos { get; }

    public Post Post { get; }

    public static async Task<Lane> StartAsync(string functionPath, Random random)
    {
        var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Accounts.Own, Region = "eu-west-1" });
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.Accounts.Add(Accounts.Second);
        world.Accounts.Add(Accounts.Stranger);
        world.Sts.AllowRole(Accounts.Second, Role);
        var lane = new Lane(world, functionPath, random);
        lane.Listen(true);
        lane.StartProcesses();
        return lane;
    }

    /// <summary>Whether somebody is subscribed to the topic.</summary>
    public void Listen(bool isSomebody)
    {
        World.Sns.UnsubscribeAll(Topic);
        if (isSomebody)
        {
            World.Sns.Subscribe(Topic, "operator@example.com");
        }

        Chaos.IsDeaf = !isSomebody;
    }

    /// <summary>The record of a mail, or null.</summary>
    public string? Record(string key) =>
        World.S3.Find(Bucket, $"decisions/{key}.json") is { } stored ? System.Text.Encoding.UTF8.GetString(stored.Body.Span) : null;

    /// <summary>The event of a stored mail.</summary>
    public static string Stored(string key) => Events.Stored(Bucket, key);

    /// <summary>Invokes the function.</summary>
    /// <returns>What it answered; null if it failed, was too late, or died.</returns>
    public async Task<string?> InvokeAsync(string payload, TimeSpan limit)
    {
        CancellationToken alive;
        lock (gate)
        {
            alive = life.Token;
        }

        var before = Ledger.Publications.Count;
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
            Crash();
        }

        Ledger.Count("invocations");
        if (result?.Payload is null)
        {
            LongRun.Ledger.Excuse(Ledger.Publications.Skip(before));
        }

        return result?.Payload;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Concat(dead))
        {
            await process.DisposeAsync();
        }

        life.Dispose();
        await World.DisposeAsync();
    }

    /// <summary>All processes end at once, and with them what they were at.</summary>
    private void Crash()
    {
        CancellationTokenSource over;
        lock (gate)
        {
            foreach (var process in processes)
            {
                process.Kill();
                dead.Add(process);
            }

            processes.Clear();
            over = life;
            life = new CancellationTokenSource();
            StartProcesses();
        }

        over.Cancel();
    }

    private void StartProcesses()
    {
        for (var i = 0; i < Processes; i++)
        {
            processes.Add(World.StartFunction(functionPath, new Dictionary<string, string>
            {
                ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
                ["ACM_APPROVER_ACCOUNTS"] = $"{Accounts.Own},{Accounts.Second}",
                ["ACM_APPROVER_ACCOUNT_ROLE"] = Role,
                ["ACM_APPROVER_BUCKET"] = Bucket,
            }));
        }
    }
}

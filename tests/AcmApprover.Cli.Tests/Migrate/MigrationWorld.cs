using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Dns;
using AcmApprover.Simulator.Route53;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests.Migrate;

/// <summary>An account with a hosted zone and certificates in use, a public DNS that is fed by the zone, and a folder for files.</summary>
internal sealed class MigrationWorld : IAsyncDisposable
{
    public const string Own = "111122223333";
    public const string Second = "444455556666";
    public const string Role = "acm-approver-migrate";

    private readonly SimulatedNameServer names = SimulatedNameServer.Start();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private MigrationWorld(SimulatedWorld world)
    {
        World = world;
        Dns = new PublicDns(world.Route53, names);
        world.Acm.Resolve = names.AliasOf;
        world.Sts.AllowRole(Second, Role);
        Zone = world.Route53.AddZone(Own, "example.com");
        foreach (var account in (string[])[Own, Second])
        {
            world.Regions.Choose(account, "eu-west-1", "us-east-1");
        }
    }

    public SimulatedWorld World { get; }

    public PublicDns Dns { get; }

    public SimulatedNameServer Names => names;

    /// <summary>The zone <c>example.com</c>.</summary>
    public SimulatedZone Zone { get; }

    public string PlanPath => Path.Combine(folder.FullName, "plan.json");

    public static async Task<MigrationWorld> StartAsync() =>
        new(await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken));

    /// <summary>A certificate that is issued, used, and validated by e-mail.</summary>
    public string Plant(IReadOnlyList<string> domains, string account = Own, int issuedDaysAgo = 30) =>
        World.Acm.Plant(
            new PlantedCertificate
            {
                Account = account,
                Region = "eu-west-1",
                Names = domains,
                IssuedAt = TimeProvider.System.GetUtcNow().AddDays(-issuedDaysAgo),
                InUseBy = [$"arn:aws:elasticloadbalancing:eu-west-1:{account}:loadbalancer/app/shop/50dc6c495c0c9188"],
            }
        );

    /// <summary>Takes an inventory and makes a plan of it.</summary>
    public async Task<Transcript> PlanAsync(params IReadOnlyList<string> arguments)
    {
        var inventory = Path.Combine(folder.FullName, "inventory.json");
        var taken = await Transcript.OfAsync(
            World,
            ["inventory", "--accounts", $"{Own},{Second}", "--role", Role, "--output", $"json={inventory}"]
        );
        Assert.True(taken.ExitCode is 0, taken.Error);
        return await MigrateAsync(["plan", "--inventory", inventory, "--out", PlanPath, .. arguments]);
    }

    /// <summary>Runs a command below <c>migrate</c> with the world's DNS and role.</summary>
    public Task<Transcript> MigrateAsync(params IReadOnlyList<string> arguments) =>
        Transcript.OfAsync(
            World,
            [
                "migrate",
                .. arguments,
                "--role",
                Role,
                .. arguments[0] is "publish" or "replace" ? (string[])[] : ["--dns", names.Endpoint.ToString()],
            ]
        );

    /// <summary>A file with a content.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>What of the simulated services was asked that changes something.</summary>
    public IEnumerable<string> Changes =>
        World
            .Requests.All.Select(request => request.Operation)
            .Where(operation =>
                operation is "UpdateCertificateOptions" or "RequestCertificate" or "DeleteCertificate" or "ChangeResourceRecordSets"
            );

    public async ValueTask DisposeAsync()
    {
        Dns.Dispose();
        folder.Delete(recursive: true);
        await names.DisposeAsync();
        await World.DisposeAsync();
    }
}

using System.Text;
using AcmApprover.Estate;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests.Estate;

/// <summary>An organisation of two accounts, one certificate for each way in which one can be listed, and a folder for files.</summary>
internal sealed class EstateWorld : IAsyncDisposable
{
    public const string Own = "111122223333";
    public const string Second = "444455556666";
    public const string Closed = "777788889999";
    public const string Role = "acm-approver-read";
    public const string Balancer = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188";

    private EstateWorld(SimulatedWorld world) => World = world;

    public SimulatedWorld World { get; }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory();

    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>One certificate that is issued, used, and far from its next mail.</summary>
    public static PlantedCertificate Fine { get; } =
        new()
        {
            Account = Own,
            Region = "eu-west-1",
            Names = ["www.example.com"],
            IssuedAt = Now.AddDays(-10),
            InUseBy = [Balancer],
        };

    public static async Task<EstateWorld> StartAsync()
    {
        var world = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        world.Organizations.Add(Own, "shop", isManager: true);
        world.Organizations.Add(Second, "bank");
        world.Organizations.Add(Closed, "old", "SUSPENDED");
        world.Sts.AllowRole(Second, Role);
        foreach (var account in (string[])[Own, Second])
        {
            world.Regions.Choose(account, "eu-west-1", "us-east-1");
        }

        return new EstateWorld(world);
    }

    public string Plant(PlantedCertificate certificate) => World.Acm.Plant(certificate);

    public Task<Transcript> InventoryAsync(params IReadOnlyList<string> arguments) =>
        Transcript.OfAsync(World, ["inventory", .. arguments]);

    /// <summary>The inventory of the caller's own account, or of what the arguments name.</summary>
    public async Task<Inventory> TakeAsync(params IReadOnlyList<string> arguments)
    {
        var transcript = await InventoryAsync([.. arguments, "--json"]);
        return transcript.Output.Length > 0 ? Read(transcript.Output) : throw new InvalidOperationException(transcript.Error);
    }

    public static Inventory Read(string json) => InventoryJson.Read(Encoding.UTF8.GetBytes(json));

    public string File(string name, string? content = null)
    {
        var path = Path.Combine(Folder.FullName, name);
        if (content is not null)
        {
            System.IO.File.WriteAllText(path, content);
        }

        return path;
    }

    public void Refuse(ServiceName service, string operation) =>
        World.Faults.Add(service, operation, Misbehave.Error(403, "AccessDeniedException"), times: 100);

    public async ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        await World.DisposeAsync();
    }
}

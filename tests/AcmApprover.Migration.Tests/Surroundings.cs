using System.Diagnostics.CodeAnalysis;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Route53;
using AcmApprover.Testing;

[assembly: SuppressMessage(
    "Security",
    "CA5394",
    Scope = "namespaceanddescendants",
    Target = "~N:AcmApprover.Migration.Tests",
    Justification = "The same points each time."
)]
[assembly: AssemblyFixture(typeof(AcmApprover.Migration.Tests.Surroundings))]
// The world, its faults and the environment are one for all tests.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace AcmApprover.Migration.Tests;

/// <summary>The world that this process is put into, so that hundreds of commands need no process each.</summary>
public sealed class Surroundings : IAsyncLifetime
{
    private SimulatedWorld? world;
    private PublicDns? dns;

    public SimulatedWorld World => world!;

    public async ValueTask InitializeAsync()
    {
        world = await SimulatedWorld.StartAsync();
        dns = new PublicDns(world.Route53, world.NameServer);
        world.Acm.Resolve = world.NameServer.AliasOf;
        ThisProcess.Enter(world);
    }

    public async ValueTask DisposeAsync()
    {
        dns?.Dispose();
        await World.DisposeAsync();
    }
}

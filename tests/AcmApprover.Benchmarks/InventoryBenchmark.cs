using System.Diagnostics;
using System.Globalization;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Regions;

namespace AcmApprover.Benchmarks;

/// <summary>
/// <c>acm-approver inventory</c> over whole organisations, throttled at ACM's published quotas, as a process in a simulated world on this
/// machine: how long it takes, measured against what its rate allows, and how much memory.
/// </summary>
internal static class InventoryBenchmark
{
    private const string Own = "111122223333";
    private const string Role = "acm-approver-read";

    /// <summary>60 % of ten descriptions a second (ACM user guide, acm-limits).</summary>
    private const double DescribesPerSecond = 6;

    private static readonly string Command = Path.Combine(AppContext.BaseDirectory, "acm-approver.dll");

    internal static async Task<int> RunAsync(Options options)
    {
        var accounts = options.Number("accounts", 5);
        var regions = options.Number("regions", 17);
        var certificates = options.Number("certificates", 2500);
        await MeasureAsync(1, 1, 10);
        await MeasureAsync(accounts, regions, certificates / 10);
        return await MeasureAsync(accounts, regions, certificates) ? 0 : 1;
    }

    /// <returns>Whether it found everything within 1.2 times what the rate allows, and an approval beside it was not throttled.</returns>
    private static async Task<bool> MeasureAsync(int accounts, int regions, int certificates)
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Own });
        Plant(world, accounts, regions, certificates);
        world.Limits.SetAcmQuotas();
        var file = Path.Combine(Path.GetDirectoryName(world.AuthorityFile)!, "estate.json");
        string[] arguments = ["inventory", "--role", Role, "--output", $"json={file}"];
        var start = Stopwatch.GetTimestamp();
        await using var inventory = FunctionProcess.Start(Command, world.EnvironmentFor(), arguments);
        var end = inventory.WaitForExitAsync();
        long peak = 0;
        do
        {
            peak = Math.Max(peak, PeakOf(inventory));
        } while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(100))) != end);

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var exitCode = await end;
        var allowed = certificates / DescribesPerSecond;
        var asked = world.Requests.Of(ServiceName.Acm);
        var throttled = asked.Count(r => r.Status != 200);
        var found = File.Exists(file) ? (await File.ReadAllTextAsync(file)).Split("\"arn\":").Length - 1 : 0;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{accounts} x {regions} x {certificates,5}: found {found:N0}, {seconds:0.0} s (the rate allows {allowed:0.0} s), "
                    + $"{asked.Count / seconds:0} requests/s, {throttled} throttled, peak memory {peak / 1048576.0:0} MiB, "
                    + $"ended with {exitCode}"
            )
        );
        if (exitCode != 0)
        {
            Console.WriteLine(string.Join('\n', inventory.Output.TakeLast(6)));
        }

        return found == accounts * regions * certificates && seconds <= Math.Max(3, 1.2 * allowed);
    }

    private static void Plant(SimulatedWorld world, int accounts, int regions, int certificates)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var account in Enumerable.Range(0, accounts).Select(i => i == 0 ? Own : $"{222233334444 + i}"))
        {
            world.Organizations.Add(account, $"account {account}", isManager: account == Own);
            world.Sts.AllowRole(account, Role);
            world.Regions.Choose(account, [.. RegionCatalog.EnabledByDefault.Take(regions)]);
            foreach (var region in RegionCatalog.EnabledByDefault.Take(regions))
            {
                for (var i = 0; i < certificates; i++)
                {
                    world.Acm.Plant(
                        new PlantedCertificate
                        {
                            Account = account,
                            Region = region,
                            Names = [$"www{i}.example.com"],
                            IssuedAt = now.AddDays(-(i % 190)),
                            InUseBy = [$"arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/web/{i}"],
                        }
                    );
                }
            }
        }
    }

    private static long PeakOf(FunctionProcess process)
    {
        try
        {
            return process.PeakMemory;
        }
        catch (InvalidOperationException)
        {
            // It has ended in between.
            return 0;
        }
    }
}

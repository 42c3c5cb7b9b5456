using System.Diagnostics;
using System.Globalization;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;
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
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var accounts = options.Number("accounts", 5);
        var regions = options.Number("regions", 17);
        var certificates = options.Number("certificates", 2500);
        await MeasureAsync(1, 1, 10, shell: 0);
        await MeasureAsync(accounts, regions, certificates / 10, shell: 0);
        return await MeasureAsync(accounts, regions, certificates, options.Number("shell", 40)) ? 0 : 1;
    }

    /// <returns>Whether it found everything within 1.2 times what the rate allows, and an approval beside it worked.</returns>
    private static async Task<bool> MeasureAsync(int accounts, int regions, int certificates, int shell)
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Own });
        Plant(world, accounts, regions, certificates);
        world.Limits.SetAcmQuotas();
        var file = Path.Combine(Path.GetDirectoryName(world.AuthorityFile)!, "estate.json");
        string[] arguments = ["inventory", "--role", Role, "--output", $"json={file}"];
        var start = Stopwatch.GetTimestamp();
        await using var inventory = FunctionProcess.Start(Command, world.EnvironmentFor(), arguments);
        var end = inventory.WaitForExitAsync();
        var allowed = certificates / DescribesPerSecond;
        // In the middle of it, where it asks as much as it may.
        var approval = Task.Run(() => ApproveAsync(world, TimeSpan.FromSeconds(allowed / 2)));
        long peak = 0;
        do
        {
            peak = Math.Max(peak, PeakOf(inventory));
        } while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(100))) != end);

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var exitCode = await end;
        var (problem, approvalTime) = await approval;
        var asked = world.Requests.Of(ServiceName.Acm);
        var throttled = asked.Count(r => r.Status != 200);
        var found = File.Exists(file) ? CountOf("\"arn\":", file) : 0;
        var total = accounts * regions * certificates;
        Console.WriteLine(
            $"{accounts} x {regions} x {certificates,5}: found {found:N0}, {seconds:0.0} s (the rate allows {allowed:0.0} s), "
                + $"{asked.Count / seconds:0} requests/s, {throttled} throttled, peak memory {peak / 1048576.0:0} MiB, "
                + $"ended with {exitCode}"
        );
        Console.WriteLine($"    an approval beside it, in one of its regions: {problem ?? "worked"}, {approvalTime.TotalSeconds:0.0} s");
        if (exitCode != 0)
        {
            Console.WriteLine(string.Join('\n', inventory.Output.TakeLast(6)));
        }

        if (shell > 0)
        {
            await RunShellLoopAsync(world, Math.Min(shell, certificates), total);
        }

        // The certificate that is approved beside it may be found, too.
        return problem is null && found >= total && found <= total + 1 && seconds <= Math.Max(3, 1.2 * allowed);
    }

    /// <summary>Has a mail approved that comes while the inventory runs.</summary>
    private static async Task<(string? Problem, TimeSpan Time)> ApproveAsync(SimulatedWorld world, TimeSpan after)
    {
        const string bucket = "mail-of-ours";
        await Task.Delay(after);
        world.S3.AddBucket(bucket);
        var request = world.Acm.RequestCertificate(Own, RegionCatalog.EnabledByDefault[0], ["beside.example.com"])[0];
        world.S3.Put(bucket, "inbound/beside", MailDraft.For(request).ToBytes());
        var start = Stopwatch.GetTimestamp();
        await using var replay = FunctionProcess.Start(
            Command,
            world.EnvironmentFor(),
            ["replay", $"s3://{bucket}/inbound/", "--approve"]
        );
        await replay.WaitForExitAsync();
        var isIssued = world.Acm.StatusOf(request.CertificateArn) == "ISSUED";
        return (isIssued ? null : string.Join(' ', replay.Output.TakeLast(3)), Stopwatch.GetElapsedTime(start));
    }

    /// <summary>
    /// What people use today, over some of the certificates of one region: list-certificates, and describe-certificate for each. Its time
    /// for all of them is scaled: one after the other, as the loop goes.
    /// </summary>
    private static async Task RunShellLoopAsync(SimulatedWorld world, int certificates, int total)
    {
        var loop =
            $"for arn in $(aws acm list-certificates --max-items {certificates} --output text "
            + "--query CertificateSummaryList[].CertificateArn); "
            + "do [ \"$arn\" = None ] || aws acm describe-certificate --certificate-arn $arn --query Certificate.[DomainName,NotAfter] "
            + "--output text || exit; done";
        var environment = world.EnvironmentFor();
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = RegionCatalog.EnabledByDefault[0];
        environment["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var start = Stopwatch.GetTimestamp();
        await using var bash = FunctionProcess.Start("/bin/bash", environment, ["-c", loop]);
        var exitCode = await bash.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var described = bash.Output.Count(line => line.Contains(".example.com", StringComparison.Ordinal));
        Console.WriteLine(
            exitCode == 0 && described > 0
                ? $"    the shell loop over the AWS CLI: {described} in {seconds:0.0} s; {total:N0} at that pace: "
                    + $"{TimeSpan.FromSeconds(seconds / described * total).TotalHours:0.0} hours (scaled)"
                : $"    the shell loop over the AWS CLI: not measured ({string.Join(' ', bash.Output.TakeLast(1))})"
        );
    }

    private static int CountOf(string text, string file) =>
        File.ReadLines(file).Count(line => line.Contains(text, StringComparison.Ordinal));

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

using System.Diagnostics;
using System.Globalization;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Benchmarks;

/// <summary>
/// <c>acm-approver replay --approve</c> over a bucket of stored mails, as a process in a simulated world on this machine: how fast it
/// is one after the other and in parallel, how much memory it takes, and what a run that is killed and resumed does twice.
/// </summary>
internal static class ReplayBenchmark
{
    private const string Account = "111122223333";
    private const string Region = "eu-west-1";
    private const string Bucket = "mail-bucket";
    private static readonly string Command = Path.Combine(AppContext.BaseDirectory, "acm-approver.dll");

    internal static async Task<int> RunAsync(Options options)
    {
        var mails = options.Number("mails", 10_000);
        var latency = TimeSpan.FromMilliseconds(options.Number("latency", 0));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"of {mails} mails: 70 % other mail, 25 % approved before (five copies each), 5 % to be approved; a service answers "
                    + $"after {latency.TotalMilliseconds} ms"
            )
        );
        await MeasureAsync(mails / 10, latency, "a tenth of them, default");
        await MeasureAsync(mails, latency, "all, default");
        await MeasureAsync(mails, latency, "all, --parallel 1", "--parallel", "1");
        return await KillAndResumeAsync(mails, latency) ? 0 : 1;
    }

    private static async Task MeasureAsync(int mails, TimeSpan latency, string title, params string[] options)
    {
        await using var world = await StartAsync(mails, latency);
        var start = Stopwatch.GetTimestamp();
        await using var replay = Start(world, options);
        var peak = await EndAsync(replay);
        var time = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{title,-26} {time.TotalSeconds,6:0.0} s {mails / time.TotalSeconds,6:0} mails/s, peak memory {peak / 1048576.0:0} "
                    + $"MiB; {replay.Output[^1]}"
            )
        );
    }

    /// <returns>Whether nothing is missing, no button was pressed twice, and no mail was handled twice that the kill did not
    /// catch.</returns>
    private static async Task<bool> KillAndResumeAsync(int mails, TimeSpan latency)
    {
        await using var world = await StartAsync(mails, latency);
        var resume = Path.Combine(Path.GetDirectoryName(world.AuthorityFile)!, "resume.jsonl");
        await using (var first = Start(world, "--resume", resume))
        {
            while (RecordsOf(world).Count < mails / 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            first.Kill();
            await first.WaitForExitAsync();
        }

        var before = RecordsOf(world).Count;
        await using var second = Start(world, "--resume", resume);
        await EndAsync(second);

        var handled = RecordsOf(world).GroupBy(MailOf, StringComparer.Ordinal).ToList();
        var twice = handled.Count(records => records.Count() > 1);
        var pressed = world.Requests.Of(ServiceName.ApprovalSite, "PressButton").GroupBy(press => press.Form["validationToken"]).ToList();
        var pressedTwice = pressed.Count(presses => presses.Count() > 1);
        var pending = world.Acm.Arns.Count(world.Acm.IsPending);
        Console.WriteLine($"killed after {before} mails and resumed: {second.Output[^1]}");
        Console.WriteLine($"  mails handled {handled.Count} of {mails}, of them twice {twice} (in flight when it was killed: at most 8)");
        Console.WriteLine($"  buttons pressed {pressed.Count}, of them twice {pressedTwice}; certificates still pending {pending}");
        return handled.Count == mails && twice <= 8 && pressedTwice == 0 && pending == 0;
    }

    /// <summary>A world with so many stored mails, in the order in which a year might have brought them.</summary>
    private static async Task<SimulatedWorld> StartAsync(int mails, TimeSpan latency)
    {
        var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Account, Region = Region });
        world.S3.AddBucket(Bucket);
        var other = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "mails", "newsletter.eml"));
        for (var i = 0; i < mails; i++)
        {
            switch (i % 20)
            {
                case 0:
                    Store(i, MailDraft.For(Request(i)).ToBytes());
                    break;
                case 1:
                    var request = Request(i);
                    world.Acm.ApproveAll(request.CertificateArn);
                    for (var copy = 0; copy < 5 && i + copy < mails; copy++)
                    {
                        Store(i + copy, MailDraft.For(request, ValidationRequest.Mailboxes[copy]).ToBytes());
                    }

                    break;
                case > 5:
                    Store(i, other);
                    break;
            }
        }

        foreach (var service in latency > TimeSpan.Zero ? Enum.GetValues<ServiceName>() : [])
        {
            world.Faults.Add(service, null, Misbehave.Delay(latency), int.MaxValue);
        }

        return world;

        ValidationRequest Request(int number) => world.Acm.RequestCertificate(Account, Region, [$"www{number}.example.com"])[0];

        void Store(int number, byte[] mail) => world.S3.Put(Bucket, $"inbound/{number:000000}", mail);
    }

    private static FunctionProcess Start(SimulatedWorld world, params string[] options) =>
        FunctionProcess.Start(Command, world.EnvironmentFor(), ["replay", $"s3://{Bucket}/inbound/", "--approve", .. options]);

    /// <summary>Waits until a replay has ended as it shall.</summary>
    /// <returns>The most memory that it was seen to have held, in bytes.</returns>
    private static async Task<long> EndAsync(FunctionProcess replay)
    {
        var end = replay.WaitForExitAsync();
        long peak = 0;
        do
        {
            peak = Math.Max(peak, PeakOf(replay));
        } while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(20))) != end);
        return await end == 0
            ? peak
            : throw new InvalidOperationException($"The replay failed:\n{string.Join('\n', replay.Output.TakeLast(20))}");
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

    private static List<string> RecordsOf(SimulatedWorld world) => [.. world.S3.Objects(Bucket, "decisions/").Select(record => record.Key)];

    /// <summary>The mail that a record is of: <c>decisions/inbound/000042.20261123T120000.000Z.json</c>.</summary>
    private static string MailOf(string record) => record[..record.IndexOf('.', StringComparison.Ordinal)];
}

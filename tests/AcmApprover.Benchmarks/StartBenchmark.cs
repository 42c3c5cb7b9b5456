using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Benchmarks;

/// <summary>
/// The function's start, memory and work, beside those of a Python function that does the same: each in turn, each time as a new
/// process in a new simulated world on this machine.
/// </summary>
internal static class StartBenchmark
{
    private const string Bucket = "mail-bucket";
    private static readonly string PythonFunction = Path.Combine(AppContext.BaseDirectory, "python", "function.py");

    internal static async Task<int> RunAsync(Options options)
    {
        var function = Path.GetFullPath(options.Text("function"));
        var runs = options.Number("runs", 10);
        var mails = options.Number("mails", 200);
        List<Sample> native = [],
            python = [];
        var interpreter = FindPython();
        if (interpreter is null)
        {
            Console.WriteLine("Python is not measured: there is no python3 with boto3 here.");
        }

        // The first of each warms the simulated world up, and is not counted.
        for (var run = 0; run <= runs; run++)
        {
            var one = await MeasureAsync(mails, function);
            var other = interpreter is null ? null : await MeasureAsync(mails, interpreter, PythonFunction);
            if (run == 0)
            {
                continue;
            }

            native.Add(one);
            if (other is not null)
            {
                python.Add(other);
            }

            Console.WriteLine($"run {run}: {one}{(other is null ? "" : $"; Python {other}")}");
        }

        Console.WriteLine($"{Environment.NewLine}{runs} runs, medians (lowest to highest)");
        Print("start to first decision, ms", s => s.Start.TotalMilliseconds);
        Print("peak memory after it, MiB", s => s.PeakAtStart / 1048576.0);
        Print($"peak memory after {mails} more, MiB", s => s.Peak / 1048576.0);
        Print("CPU of a warm mail, ms", s => s.CpuPerMail.TotalMilliseconds);
        return 0;

        void Print(string what, Func<Sample, double> value)
        {
            var ours = new Figures(native.Select(value));
            Console.WriteLine($"{what,-36} native {ours}");
            if (python.Count == 0)
            {
                return;
            }

            var theirs = new Figures(python.Select(value));
            Console.WriteLine($"{"",-36} Python {theirs}");
            Console.WriteLine(FormattableString.Invariant($"{"",-36} ratio  {ours.Median / theirs.Median,9:0.00}"));
        }
    }

    private static async Task<Sample> MeasureAsync(int mails, string executable, params string[] arguments)
    {
        await using var world = await SimulatedWorld.StartAsync();
        world.S3.AddBucket(Bucket);
        var first = Store(world);
        var start = Stopwatch.GetTimestamp();
        await using var process = FunctionProcess.Start(executable, world.EnvironmentFor(), arguments);
        await DecideAsync(world, process, first);
        var started = Stopwatch.GetElapsedTime(start);
        var peakAtStart = process.PeakMemory;

        var before = process.ProcessorTime;
        for (var mail = 0; mail < mails; mail++)
        {
            await DecideAsync(world, process, Store(world));
        }

        return new Sample(started, peakAtStart, process.PeakMemory, (process.ProcessorTime - before) / mails);
    }

    /// <summary>Stores a mail for a certificate of its own.</summary>
    private static string Store(SimulatedWorld world)
    {
        var request = world.Acm.RequestCertificate("111122223333", "eu-west-1", ["www.example.com"])[0];
        var draft = MailDraft.For(request);
        var key = $"inbound/{draft.MessageId}";
        world.S3.Put(Bucket, key, draft.ToBytes());
        return key;
    }

    private static async Task DecideAsync(SimulatedWorld world, FunctionProcess process, string key)
    {
        var notification = new JsonObject
        {
            ["Records"] = new JsonArray(
                new JsonObject
                {
                    ["eventSource"] = "aws:s3",
                    ["eventName"] = "ObjectCreated:Put",
                    ["s3"] = new JsonObject
                    {
                        ["bucket"] = new JsonObject { ["name"] = Bucket },
                        ["object"] = new JsonObject { ["key"] = key },
                    },
                }
            ),
        };
        var result = await world.Lambda.InvokeAsync(notification.ToJsonString());
        var outcome = result.Payload is null ? result.ErrorMessage : (string?)JsonNode.Parse(result.Payload)!["decisions"]![0]!["outcome"];
        if (outcome != "Approved")
        {
            throw new InvalidOperationException($"A mail was not approved, but {outcome}:\n{string.Join('\n', process.Output)}");
        }
    }

    /// <summary>The interpreter itself: <c>python3</c> can be a script that looks for one, whose time is not to be measured.</summary>
    private static string? FindPython()
    {
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", "import boto3, sys; print(sys.executable)"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var python = Process.Start(start)!;
            var path = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return python.ExitCode == 0 ? path : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed record Sample(TimeSpan Start, long PeakAtStart, long Peak, TimeSpan CpuPerMail)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Start.TotalMilliseconds:0} ms, {PeakAtStart / 1048576.0:0.0} MiB, {Peak / 1048576.0:0.0} MiB, "
                    + $"{CpuPerMail.TotalMilliseconds:0.00} ms"
            );
    }
}

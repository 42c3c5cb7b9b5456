using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Benchmarks;

/// <summary>
/// The function's start, memory and work, beside those of a Python function that does the same: each in turn, each time as a new
/// process in a new simulated world on this machine. As on a network, all services but the Runtime API speak TLS, the body of an answer
/// is sent after its head, and the process trusts what the machine trusts.
/// </summary>
internal static class StartBenchmark
{
    private const string Bucket = "mail-bucket";
    private static readonly string PythonFunction = Path.Combine(AppContext.BaseDirectory, "python", "function.py");

    internal static async Task<int> RunAsync(Options options)
    {
        var runs = options.Number("runs", 10);
        var mails = options.Number("mails", 200);
        var delivery = new Delivery { Latency = TimeSpan.FromMilliseconds(options.Number("latency", 0)) };
        List<Subject> subjects = [.. options.Text("function").Split(',').Select(path => new Subject(Path.GetFullPath(path)))];
        if (FindPython() is { } interpreter)
        {
            subjects.Add(new Subject(interpreter, PythonFunction));
        }
        else
        {
            Console.WriteLine("Python is not measured: there is no python3 with boto3 here.");
        }

        // The first of each warms the simulated world up, and is not counted.
        for (var run = 0; run <= runs; run++)
        {
            foreach (var subject in subjects)
            {
                var sample = await MeasureAsync(mails, delivery, subject);
                if (run > 0)
                {
                    subject.Samples.Add(sample);
                }
            }
        }

        Console.WriteLine($"{runs} runs, latency {delivery.Latency.TotalMilliseconds} ms, medians (lowest to highest); ratios to the last");
        Print("start to first decision, ms", s => s.Start.TotalMilliseconds);
        Print("of it, before the first event, ms", s => s.Init.TotalMilliseconds);
        Print("of it, the first event, ms", s => (s.Start - s.Init).TotalMilliseconds);
        Print("CPU before the first event, ms", s => s.InitCpu.TotalMilliseconds);
        Print("CPU of the first event, ms", s => s.FirstCpu.TotalMilliseconds);
        Print("peak memory after it, MiB", s => s.PeakAtStart / 1048576.0);
        Print($"peak memory after {mails} more, MiB", s => s.Peak / 1048576.0);
        Print("CPU of a warm mail, ms", s => s.MailCpu.TotalMilliseconds);
        Print("a warm mail, ms", s => s.Mail.TotalMilliseconds);
        return 0;

        void Print(string what, Func<Sample, double> value)
        {
            var last = new Figures(subjects[^1].Samples.Select(value)).Median;
            foreach (var subject in subjects)
            {
                var figures = new Figures(subject.Samples.Select(value));
                Console.WriteLine(FormattableString.Invariant($"{what,-36} {subject.Name,-32} {figures}  {figures.Median / last:0.00}"));
            }
        }
    }

    private static async Task<Sample> MeasureAsync(int mails, Delivery delivery, Subject subject)
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Delivery = delivery });
        world.S3.AddBucket(Bucket);
        var first = Store(world);
        var environment = await EnvironmentAsync(world);
        var start = Stopwatch.GetTimestamp();
        await using var process = FunctionProcess.Start(subject.Executable, environment, subject.Arguments);
        while (world.Requests.Of(ServiceName.Lambda, "Next").Count == 0)
        {
            await Task.Delay(1);
        }

        var (init, initCpu) = (Stopwatch.GetElapsedTime(start), ProcessorTime(process));
        await DecideAsync(world, process, first);
        var (started, startedCpu, peakAtStart) = (Stopwatch.GetElapsedTime(start), ProcessorTime(process), process.PeakMemory);

        for (var mail = 0; mail < mails; mail++)
        {
            await DecideAsync(world, process, Store(world));
        }

        var (allMails, allCpu) = (Stopwatch.GetElapsedTime(start) - started, ProcessorTime(process) - startedCpu);
        return new Sample(
            init,
            started,
            initCpu,
            startedCpu - initCpu,
            peakAtStart,
            process.PeakMemory,
            allMails / Math.Max(mails, 1),
            allCpu / Math.Max(mails, 1)
        );
    }

    /// <summary>
    /// That of the world, but with the authorities that the machine trusts beside the world's own, and these laid out as on Amazon Linux
    /// 2023: one bundle, which is the file of the trust store and, by a link, all that is in its folder.
    /// </summary>
    private static async Task<Dictionary<string, string>> EnvironmentAsync(SimulatedWorld world)
    {
        var machine = ((string[])["/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt"]).First(File.Exists);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(world.AuthorityFile)!, "trust")).FullName;
        var bundle = Path.Combine(folder, "..", "trust.pem");
        await File.WriteAllTextAsync(bundle, await File.ReadAllTextAsync(machine) + await File.ReadAllTextAsync(world.AuthorityFile));
        File.CreateSymbolicLink(Path.Combine(folder, "ca-bundle.crt"), bundle);
        return new(world.EnvironmentFor())
        {
            ["ACM_APPROVER_BUCKET"] = Bucket,
            ["SSL_CERT_FILE"] = bundle,
            ["SSL_CERT_DIR"] = folder,
            // boto3 has a bundle of its own, of the same authorities.
            ["AWS_CA_BUNDLE"] = bundle,
        };
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

    /// <summary>
    /// What the process's threads have used, to the nanosecond (proc(5), schedstat): the process's total counts in hundredths of a second.
    /// </summary>
    private static TimeSpan ProcessorTime(FunctionProcess process) =>
        TimeSpan.FromMicroseconds(
            Directory
                .EnumerateDirectories($"/proc/{process.Id}/task")
                .Sum(thread => long.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)) / 1000.0
        );

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

    /// <summary>What is measured.</summary>
    private sealed record Subject(string Executable, params string[] Arguments)
    {
        public string Name => Arguments is [] ? Path.GetRelativePath(Environment.CurrentDirectory, Executable) : "Python";

        public List<Sample> Samples { get; } = [];
    }

    /// <param name="Init">From the process's start until it asks for its first event.</param>
    /// <param name="Start">From there to the first decision too.</param>
    /// <param name="InitCpu">Processor time before the first event.</param>
    /// <param name="FirstCpu">Processor time of the first event.</param>
    /// <param name="PeakAtStart">The most memory held until the first decision, in bytes.</param>
    /// <param name="Peak">The most memory held until the end, in bytes.</param>
    /// <param name="Mail">The time that a later mail takes.</param>
    /// <param name="MailCpu">Its processor time.</param>
    private sealed record Sample(
        TimeSpan Init,
        TimeSpan Start,
        TimeSpan InitCpu,
        TimeSpan FirstCpu,
        long PeakAtStart,
        long Peak,
        TimeSpan Mail,
        TimeSpan MailCpu
    );
}

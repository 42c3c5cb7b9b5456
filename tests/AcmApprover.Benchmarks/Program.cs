using AcmApprover.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

return args switch
{
    ["start", .. var options] => await StartBenchmark.RunAsync(Options.Read(options, "function", "runs", "mails", "latency")),
    ["replay", .. var options] => await ReplayBenchmark.RunAsync(Options.Read(options, "mails", "latency")),
    ["inventory", .. var options] => await InventoryBenchmark.RunAsync(
        Options.Read(options, "accounts", "regions", "certificates", "shell")
    ),
    ["long-run", .. var options] => await LongRunCommand.RunAsync(Options.Read(options, "function", "mails", "seed", "lanes")),
    ["scenes", .. var options] => await ScenesCommand.RunAsync(Options.Read(options, "count", "seed", "show")),
    _ => Read(args),
};

// In this process: BenchmarkDotNet would else build a project of its own, which the repository's build settings do not know.
static int Read(string[] args)
{
    var job = Job
        .Default.WithToolchain(InProcessEmitToolchain.Instance)
        .WithWarmupCount(5)
        .WithIterationCount(15)
        .WithIterationTime(TimeInterval.FromMilliseconds(200));
    BenchmarkSwitcher.FromAssembly(typeof(Options).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
    return 0;
}

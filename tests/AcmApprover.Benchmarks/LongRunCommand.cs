using System.Diagnostics;
using AcmApprover.LongRun;

namespace AcmApprover.Benchmarks;

/// <summary>Very many mails through the function, while everything around it fails and it dies itself.</summary>
internal static class LongRunCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    internal static async Task<int> RunAsync(Options options)
    {
        var (start, seed, run) = (Stopwatch.GetTimestamp(), options.Number("seed", 0), new LongRunner());
        var play = new LongRunOptions
        {
            FunctionPath = Path.GetFullPath(options.Text("function")),
            Mails = options.Number("mails", 10_000),
            Seed = seed,
            Lanes = options.Number("lanes", 4),
        };
        var playing = run.PlayAsync(play, CancellationToken.None);
        while (await Task.WhenAny(playing, Task.Delay(Tick)) != playing)
        {
            await Console.Error.WriteLineAsync($"{run.Mails:N0} of {play.Mails:N0} mails, {run.Invocations:N0} invocations");
        }

        await playing;

        foreach (var (what, count) in run.Counts)
        {
            Console.WriteLine($"{count,8:N0}  {what}");
        }

        foreach (var violation in run.Violations)
        {
            Console.WriteLine($"! {violation}");
        }

        var time = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"seed {seed}, {run.Mails:N0} mails in {time.TotalMinutes:N1} minutes: {run.Violations.Count} violations");
        return run.Violations.Count == 0 ? 0 : 1;
    }
}

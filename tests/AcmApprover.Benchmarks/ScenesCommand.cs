using System.Diagnostics;
using System.Text;
using AcmApprover.Scenes;

namespace AcmApprover.Benchmarks;

/// <summary>
/// Generated scenes by the million: what becomes of each is compared with how it was built. A scene that ends otherwise is named by its
/// number, and <c>--show</c> draws it again.
/// </summary>
internal static class ScenesCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    internal static Task<int> RunAsync(Options options)
    {
        var show = options.Number("show", -1);
        return show >= 0 ? ShowAsync(show) : PlayAsync(options.Number("seed", 0), options.Number("count", 1_000_000));
    }

    private static async Task<int> PlayAsync(int seed, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var run = new SceneRun();
        var playing = run.PlayAsync(seed, count, CancellationToken.None);
        while (await Task.WhenAny(playing, Task.Delay(Tick)) != playing)
        {
            await Console.Error.WriteLineAsync($"{run.Played:N0} of {count:N0} scenes, {run.Violated:N0} violations");
        }

        await playing;

        foreach (var kind in run.Counts.GroupBy(c => c.Kind))
        {
            Console.WriteLine(
                $"{kind.Sum(c => c.Count),8:N0}  {kind.Key,-60} {string.Join(", ", kind.Select(c => $"{c.Outcome} {c.Count:N0}"))}"
            );
        }

        foreach (var group in (await Task.WhenAll(run.Broken.Select(ReduceAsync))).GroupBy(b => b.Scene.Cause))
        {
            var (scene, result) = group.First();
            Console.WriteLine(
                $"\n{group.Count()} broken as {scene}{result.Words}\n{Marked(result)}\nshow it with: scenes --show {scene.Number}"
            );
        }

        var kinds = $"{run.Played:N0} scenes of {Scene.KindNames.Count} kinds";
        Console.WriteLine($"\nseed {seed}, {kinds} in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s: {run.Violated:N0} violations");
        return run.Violated == 0 ? 0 : 1;
    }

    /// <summary>Scenes that break by the same kinds are told once.</summary>
    private static async Task<(Scene Scene, SceneResult Result)> ReduceAsync((Scene Scene, SceneResult Result) broken)
    {
        var scene = await broken.Scene.ReduceAsync();
        return (scene, await scene.PlayAsync());
    }

    private static async Task<int> ShowAsync(int number)
    {
        var scene = await Scene.Draw(number).ReduceAsync();
        var result = await scene.PlayAsync();
        Console.WriteLine($"{scene}\n{Encoding.UTF8.GetString(scene.Mail.Span)}\n\n{scene.Page}\n\n{result.Words}\n{Marked(result)}");
        return result.Violations.Count == 0 ? 0 : 1;
    }

    private static string Marked(SceneResult result) => string.Join('\n', result.Violations.Select(v => $"! {v}"));
}

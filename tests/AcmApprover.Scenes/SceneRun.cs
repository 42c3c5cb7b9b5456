using System.Collections.Concurrent;

namespace AcmApprover.Scenes;

/// <summary>Many scenes at once, counted by kind.</summary>
public sealed class SceneRun
{
    /// <summary>As many broken scenes are kept to be shown.</summary>
    private const int MaxShown = 1000;

    private readonly ConcurrentDictionary<(string Kind, string Outcome), long> counts = new();
    private readonly ConcurrentQueue<(Scene Scene, SceneResult Result)> broken = new();
    private long played;
    private long violated;

    /// <summary>How many scenes were played so far.</summary>
    public long Played => Interlocked.Read(ref played);

    /// <summary>How many of them did not end as they had to.</summary>
    public long Violated => Interlocked.Read(ref violated);

    /// <summary>How often a kind ended in an outcome, by kind and outcome.</summary>
    public IEnumerable<(string Kind, string Outcome, long Count)> Counts =>
        counts
            .Select(c => (c.Key.Kind, c.Key.Outcome, c.Value))
            .OrderBy(c => c.Kind, StringComparer.Ordinal)
            .ThenBy(c => c.Outcome, StringComparer.Ordinal);

    /// <summary>The first that did not end as they had to.</summary>
    public IEnumerable<(Scene Scene, SceneResult Result)> Broken => broken.OrderBy(b => b.Scene.Number);

    /// <summary>Plays the scenes of these numbers on all processors.</summary>
    public async Task PlayAsync(long first, long count, CancellationToken cancellationToken) =>
        await Parallel.ForAsync(
            first,
            first + count,
            cancellationToken,
            async (number, _) =>
            {
                var scene = Scene.Draw(number);
                var result = await scene.PlayAsync();
                counts.AddOrUpdate((scene.Kind, result.Outcome), 1, (_, n) => n + 1);
                Interlocked.Increment(ref played);
                if (result.Violations.Count > 0 && Interlocked.Increment(ref violated) <= MaxShown)
                {
                    broken.Enqueue((scene, result));
                }
            }
        );
}

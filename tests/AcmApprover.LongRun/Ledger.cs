using System.Collections.Concurrent;
using System.Text;
using AcmApprover.Simulator.Http;

namespace AcmApprover.LongRun;

/// <summary>What truly happened in one world, whatever the function was told of it.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Publication> publications = new();
    private readonly ConcurrentDictionary<string, int> approvals = new(StringComparer.Ordinal);

    /// <summary>How often each thing happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Everything that was published, in order.</summary>
    public IReadOnlyCollection<Publication> Publications => publications;

    /// <summary>By a link's code: how often its button was pressed with effect.</summary>
    public IReadOnlyDictionary<string, int> Approvals => approvals;

    /// <summary>Presses that the site did not take for an approval, in words.</summary>
    public ConcurrentQueue<string> WrongPresses { get; } = new();

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    public void Pressed(string code, SimulatedResponse answer)
    {
        var page = Encoding.UTF8.GetString(answer.Body.Span);
        if (answer.Status == 200 && !page.Contains("already approved", StringComparison.Ordinal))
        {
            approvals.AddOrUpdate(code, 1, (_, n) => n + 1);
        }
        else
        {
            WrongPresses.Enqueue(answer.Status == 200
                ? "a button was pressed that had been pressed before"
                : $"the site refused a press with status {answer.Status}");
        }
    }

    public void Published(Publication publication) => publications.Enqueue(publication);

    /// <summary>An invocation ended without an answer, or failed: what it published meanwhile it may not have noted.</summary>
    public static void Excuse(IEnumerable<Publication> since)
    {
        foreach (var publication in since)
        {
            publication.IsExcused = true;
        }
    }
}

/// <summary>One message on the topic.</summary>
/// <param name="Notice">What it is about.</param>
/// <param name="IsHeard">Whether somebody was subscribed.</param>
internal sealed record Publication(Notice Notice, bool IsHeard)
{
    /// <summary>Whether the function may not have noted it: it died, or the answer to it was lost. Then a second one may follow.</summary>
    public bool IsExcused { get; set; }
}

using System.Collections.Concurrent;
using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Http;

namespace AcmApprover.LongRun;

/// <summary>What truly happened in one world, whatever the function was told of it.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Publication> publications = new();
    private readonly ConcurrentDictionary<string, int> approvals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> wrongPresses = new();
    private int tellingTroubles;

    /// <summary>How often each thing happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Everything that was published, in order.</summary>
    public IReadOnlyCollection<Publication> Publications => publications;

    /// <summary>By a link's code: how often its button was pressed with effect.</summary>
    public IReadOnlyDictionary<string, int> Approvals => approvals;

    /// <summary>Presses that the site did not take for an approval, in words.</summary>
    public IReadOnlyCollection<string> WrongPresses => wrongPresses;

    /// <summary>How often something could not be told, or its note not be read or written, as it should.</summary>
    public int TellingTroubles => Volatile.Read(ref tellingTroubles);

    /// <summary>Whether a request reads or writes a note of what was told.</summary>
    public static bool IsNote(SimulatedRequest request) =>
        request.Service == ServiceName.S3 && request.Path.Contains("/notices/", StringComparison.Ordinal);

    /// <summary>Whether a request tells the operator something.</summary>
    public static bool IsTelling(SimulatedRequest request) => request is { Service: ServiceName.Sns, Operation: "Publish" };

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    public void CountTellingTrouble() => Interlocked.Increment(ref tellingTroubles);

    public void Published(Publication publication) => publications.Enqueue(publication);

    public void Pressed(SimulatedRequest request, SimulatedResponse answer)
    {
        var form = request.Form;
        var code = form.GetValueOrDefault("validationToken") ?? form.GetValueOrDefault("validation_token", "");
        if (answer.Status != 200)
        {
            wrongPresses.Enqueue($"the site refused a press with status {answer.Status}");
        }
        else if (Encoding.UTF8.GetString(answer.Body.Span).Contains("already approved", StringComparison.Ordinal))
        {
            wrongPresses.Enqueue("a button was pressed that had been pressed before");
        }
        else
        {
            approvals.AddOrUpdate(code, 1, (_, n) => n + 1);
        }
    }

    /// <summary>
    /// An invocation about this certificate ended before it could note what it had told: what it published, which is among all after the
    /// first <paramref name="before"/>, may be told again.
    /// </summary>
    public void Excuse(int before, string? certificate)
    {
        foreach (var publication in publications.Skip(before).Where(p => p.Notice.Certificate == certificate))
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
    /// <summary>Whether the function could not know or note that it was told. Then a second one may follow.</summary>
    public bool IsExcused { get; set; }
}

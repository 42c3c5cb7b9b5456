using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// What a replay says: the decision on each mail on standard output, in the order of the mails, and on standard error what failed, and at
/// the end the sum. It may be told by several threads at once.
/// </summary>
internal sealed class ReplayReport : IDisposable
{
    private const int Indent = 4;

    private readonly Lock gate = new();
    private readonly CommandHost host;
    private readonly Screen screen;
    private readonly ProgressLine progress;
    private readonly bool isJson;
    private readonly Queue<ReplayEntry> entries = [];
    private readonly SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);
    private Exception? problem;
    private int failed;
    private int notMessages;
    private int doneBefore;

    internal ReplayReport(CommandHost host, bool isJson)
    {
        (this.host, this.isJson) = (host, isJson);
        screen = host.CreateScreen();
        progress = new ProgressLine(host);
    }

    /// <summary>How the command ends: nothing was done where all that was given is no mail.</summary>
    internal int ExitCode =>
        Mails > 0 && notMessages == Mails ? Terminal.ExitCode.NotDone
        : failed > 0 || outcomes.ContainsKey(nameof(Outcome.Referred)) ? Terminal.ExitCode.NeedsOperator
        : Terminal.ExitCode.Done;

    /// <summary>How many mails were met, those of an earlier run too.</summary>
    internal int Mails => outcomes.Values.Sum() + failed;

    /// <summary>Counts what an earlier run did, so that the sum is that of both.</summary>
    internal void DoneBefore(IEnumerable<string> earlier)
    {
        foreach (var outcome in earlier)
        {
            doneBefore++;
            Count(outcome);
        }
    }

    internal void SetTotal(int count) => progress.SetTotal(count);

    /// <summary>Begins what is said of a mail, in the order in which it is to be shown. It must be completed.</summary>
    internal ReplayEntry Begin()
    {
        lock (gate)
        {
            var entry = new ReplayEntry(this);
            entries.Enqueue(entry);
            return entry;
        }
    }

    /// <summary>Shows the entries that are complete, up to the first that is not.</summary>
    internal void Show()
    {
        lock (gate)
        {
            while (problem is null && entries.TryPeek(out var first) && first.IsComplete)
            {
                Write(entries.Dequeue());
            }
        }
    }

    /// <summary>Says something in between.</summary>
    internal void Note(string text) => progress.Above(() => host.Error.WriteLine(text));

    /// <summary>Says the sum, behind what was said of every mail; nothing if no mail was met, or if nobody listens.</summary>
    internal void Finish(bool isDryRun)
    {
        lock (gate)
        {
            while (problem is null && entries.TryDequeue(out var entry))
            {
                Write(entry);
            }
        }

        progress.Dispose();
        if (Mails == 0 || problem is ClosedPipeException)
        {
            return;
        }

        var parts = outcomes.Select(o => $"{o.Value:N0} {o.Key}").ToList();
        if (failed > 0)
        {
            parts.Add($"{failed:N0} failed");
        }

        var before = doneBefore > 0 ? $" ({doneBefore:N0} of them done before)" : "";
        host.Error.WriteLine($"{Mails:N0} {(Mails == 1 ? "mail" : "mails")}: {string.Join(", ", parts)}{before}");
        if (isDryRun)
        {
            host.Error.WriteLine("dry run: nothing was approved, notified or recorded; add --approve to act");
        }
    }

    public void Dispose() => progress.Dispose();

    internal void Count(Decision decision)
    {
        progress.Count();
        lock (gate)
        {
            Count(decision.Outcome.ToString());
        }
    }

    internal void CountFailure(bool isMessage)
    {
        progress.Count();
        lock (gate)
        {
            failed++;
            notMessages += isMessage ? 0 : 1;
        }
    }

    internal void Write(Decision decision)
    {
        if (isJson)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(decision, DecisionJson.Default.Decision));
            return;
        }

        var mail = decision.Mail.Bucket is { } bucket ? $"s3://{bucket}/{decision.Mail.Key}" : decision.Mail.Key;
        var domain = decision.Claim?.Domain is { } name ? $"  {name}" : "";
        var colour = OutcomeText.ColourOf(decision);
        screen.Console.MarkupLine($"[{colour}]{OutcomeText.Of(decision),-18}[/] {Markup.Escape(mail + domain)}");
        foreach (var reason in decision.Reasons)
        {
            screen.Write(reason, Indent, colour);
            screen.WriteNextStep(reason, Indent);
        }
    }

    internal void WriteFailure(string what, string why) => host.Error.WriteLine($"failed: {what}: {why}");

    private void Count(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;

    /// <summary>Writes an entry. Where that cannot be done, nothing more is written: one error is enough.</summary>
    private void Write(ReplayEntry entry)
    {
        try
        {
            progress.Above(entry.Write);
        }
        catch (Exception e)
        {
            problem = e;
            throw;
        }
    }
}

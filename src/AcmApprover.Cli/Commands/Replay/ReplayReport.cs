using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// What a replay says: a line for each mail on standard output, and on standard error what failed, and at the end the sum. It may
/// be told by several threads at once.
/// </summary>
internal sealed class ReplayReport : IDisposable
{
    private readonly CommandHost host;
    private readonly IAnsiConsole console;
    private readonly ProgressLine progress;
    private readonly bool isJson;
    private readonly SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);
    private int failed;
    private int doneBefore;

    internal ReplayReport(CommandHost host, bool isJson)
    {
        (this.host, this.isJson) = (host, isJson);
        console = host.CreateConsole();
        progress = new ProgressLine(host);
    }

    /// <summary>Whether a mail was referred, or could not be handled.</summary>
    internal bool NeedsOperator => failed > 0 || outcomes.ContainsKey(nameof(Outcome.Referred));

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

    internal void Decided(Decision decision) =>
        progress.Above(() =>
        {
            Count(decision.Outcome.ToString());
            if (isJson)
            {
                host.Output.WriteLine(JsonSerializer.Serialize(decision, DecisionJson.Default.Decision));
            }
            else
            {
                var mail = decision.Mail.Bucket is { } bucket ? $"s3://{bucket}/{decision.Mail.Key}" : decision.Mail.Key;
                var colour = OutcomeText.ColourOf(decision);
                var codes = string.Join(", ", decision.Reasons.Select(r => r.Code));
                string[] rest = [mail, decision.Claim?.Domain ?? "", codes];
                console.MarkupLine(
                    $"[{colour}]{OutcomeText.Of(decision),-18}[/] {Markup.Escape(string.Join("  ", rest.Where(r => r.Length > 0)))}"
                );
            }
        });

    internal void Failed(string what, string problem) =>
        progress.Above(() =>
        {
            failed++;
            host.Error.WriteLine($"failed: {what}: {problem}");
        });

    /// <summary>Says something in between.</summary>
    internal void Note(string text) => progress.Above(() => host.Error.WriteLine(text), counts: false);

    /// <summary>Says the sum; nothing if no mail was met.</summary>
    internal void Finish(bool isDryRun)
    {
        progress.Dispose();
        if (Mails == 0)
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

    private void Count(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
}

using System.Globalization;
using System.Text.Json;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Decisions;

/// <summary>What is said of the records: a line for each on standard output, the rest on standard error.</summary>
internal sealed class DecisionsReport(CommandHost host, string bucket, bool isJson) : IDisposable
{
    private readonly IAnsiConsole console = host.CreateScreen().Console;
    private readonly ProgressLine progress = new(host);
    private int shown;
    private int unreadable;

    /// <summary>Whether a decision that was shown waits for a person, or a record could not be read.</summary>
    internal bool NeedsOperator { get; private set; }

    internal void Listed(int count) => progress.Set(count, 0, "records found");

    internal void SetTotal(int count) => progress.Set(0, count, "records");

    internal void Left(int read, int all) =>
        Above(() => host.Error.WriteLine($"note: the newest {read:N0} of {all:N0} records are read; --limit reads more"));

    internal void Show(Decision decision)
    {
        shown++;
        NeedsOperator |= decision.Outcome == Outcome.Referred;
        Counted(() =>
        {
            if (isJson)
            {
                host.Output.WriteLine(JsonSerializer.Serialize(decision, DecisionJson.Default.Decision));
                return;
            }

            var when = decision.DecidedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            string[] rest =
            [
                decision.Claim?.Domain ?? "",
                string.Join(", ", decision.Reasons.Select(r => r.Code)),
                new MailSource(decision.Mail.Bucket, decision.Mail.Key).ToString(),
            ];
            var text = Markup.Escape(string.Join("  ", rest.Where(r => r.Length > 0)));
            console.MarkupLine($"{when}  [{OutcomeText.ColourOf(decision)}]{OutcomeText.Of(decision),-18}[/] {text}");
        });
    }

    internal void Unreadable(string key)
    {
        unreadable++;
        NeedsOperator = true;
        Counted(() => host.Error.WriteLine($"failed: s3://{bucket}/{key} is no decision record, or is gone"));
    }

    /// <summary>One that is not wanted.</summary>
    internal void Pass() => progress.Count();

    internal void Finish(string where)
    {
        progress.Dispose();
        host.Error.WriteLine(
            shown + unreadable == 0 ? $"no decisions of that kind in {where}" : $"{shown:N0} {(shown == 1 ? "decision" : "decisions")}"
        );
    }

    public void Dispose() => progress.Dispose();

    private void Counted(Action write)
    {
        progress.Count();
        Above(write);
    }

    private void Above(Action write) => progress.Above(write);
}

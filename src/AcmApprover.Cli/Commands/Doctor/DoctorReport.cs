using System.Text.Json;
using AcmApprover.Cli.Terminal;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Receiving;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>What doctor says: the checks of each name on standard output, and the sum on standard error.</summary>
internal sealed class DoctorReport : IDisposable
{
    private readonly CommandHost host;
    private readonly IAnsiConsole console;
    private readonly ProgressLine progress;
    private readonly bool isJson;
    private readonly Dictionary<Readiness, int> names = [];
    private bool isStackReady = true;

    internal DoctorReport(CommandHost host, bool isJson, int total)
    {
        (this.host, this.isJson) = (host, isJson);
        console = host.CreateScreen().Console;
        progress = new ProgressLine(host);
        progress.SetTotal(total);
    }

    /// <summary>Whether a name is not ready, or nobody can tell.</summary>
    internal bool NeedsOperator => !isStackReady || names.ContainsKey(Readiness.NotReady) || names.ContainsKey(Readiness.CannotTell);

    /// <summary>Says what was found of the stack itself, which holds for every name.</summary>
    internal void Write(ReceivingFacts facts, IReadOnlyList<CheckResult> checks) =>
        progress.Above(() =>
        {
            isStackReady = checks.All(check => check.Readiness is Readiness.Ok or Readiness.Information);
            if (isJson)
            {
                host.Output.WriteLine(JsonSerializer.Serialize(StackRecord.Of(facts, checks), CliJson.Default.StackRecord));
                return;
            }

            console.MarkupLineInterpolated($"[bold]the stack {facts.Stack}[/] in {facts.Region}");
            foreach (var check in checks)
            {
                WriteCheck(check);
            }

            console.WriteLine();
        });

    internal void Write(Diagnosis diagnosis) =>
        progress.Above(() =>
        {
            progress.Count();
            var state = diagnosis.IsReady ? Readiness.Ok : diagnosis.Readiness;
            names[state] = names.GetValueOrDefault(state) + 1;
            if (isJson)
            {
                host.Output.WriteLine(JsonSerializer.Serialize(DoctorRecord.Of(diagnosis), CliJson.Default.DoctorRecord));
                return;
            }

            var (name, domain) = (diagnosis.Subject.Name, diagnosis.Subject.Domain);
            console.MarkupLineInterpolated($"[bold]{name}[/]  (mail to the five mailboxes of {domain})");
            foreach (var check in diagnosis.Checks)
            {
                WriteCheck(check);
            }

            console.WriteLine();
        });

    /// <summary>Says the sum.</summary>
    /// <param name="isOnlyDns">Whether the receiving side was not looked at.</param>
    internal void Finish(bool isOnlyDns)
    {
        progress.Dispose();
        var parts = names.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value:N0} {Word(pair.Key)}");
        var count = names.Values.Sum();
        var end = isStackReady ? "" : "; the stack is not ready";
        host.Error.WriteLine($"{count:N0} {(count == 1 ? "name" : "names")}: {string.Join(", ", parts)}{end}");
        if (isOnlyDns)
        {
            host.Error.WriteLine("note: only DNS was asked; --stack NAME looks at the receiving side, too");
        }
    }

    public void Dispose() => progress.Dispose();

    private void WriteCheck(CheckResult check)
    {
        if (check.Seen is { } seen)
        {
            WriteLine(Readiness.Ok, check.Check, seen);
        }

        foreach (var finding in check.Findings)
        {
            WriteLine(finding.Kind.Readiness, check.Check, $"{finding.Kind.Code}: {finding.Seen} → {finding.Todo}");
        }
    }

    private void WriteLine(Readiness readiness, string check, string text) =>
        console.MarkupLine($"  [{Colour(readiness)}]{Word(readiness),-11}[/]  {check,-12}  {Markup.Escape(text)}");

    private static string Word(Readiness readiness) =>
        readiness switch
        {
            Readiness.Ok => "ok",
            Readiness.Information => "note",
            Readiness.CannotTell => "cannot tell",
            Readiness.NotReady => "not ready",
        };

    private static string Colour(Readiness readiness) =>
        readiness switch
        {
            Readiness.Ok => "green",
            Readiness.Information => "grey",
            Readiness.CannotTell => "yellow",
            Readiness.NotReady => "red",
        };
}

using System.Globalization;
using System.Text.Json;
using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Cli.Terminal;
using AcmApprover.MailPath;
using AcmApprover.Probing;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary>What a probe says: its steps as they come on standard output, and what is to be known beside them on standard error.</summary>
internal sealed class ProbeReport(CommandHost host, bool isJson)
{
    private readonly IAnsiConsole console = host.CreateScreen().Console;

    /// <summary>What would be done.</summary>
    internal void WritePlan(ProbePlan plan, string name)
    {
        if (!isJson)
        {
            console.MarkupLineInterpolated($"[bold]a probe of {plan.Domain}[/] would");
        }

        foreach (var (what, text) in plan.Describe(name))
        {
            Write(new ProbeLine("plan") { Step = what, Text = text }, $"  {what,-8}  {Markup.Escape(text)}");
        }
    }

    /// <summary>What is to be known beside it.</summary>
    internal void Note(string text) => host.Error.WriteLine($"note: {text}");

    internal void Begin(ProbePlan plan)
    {
        if (!isJson)
        {
            console.MarkupLineInterpolated($"[bold]probe of {plan.Domain}[/] in account {plan.Account}, {plan.Region}");
        }
    }

    /// <summary>A step that is done.</summary>
    /// <param name="step">The step.</param>
    /// <param name="elapsed">So long after the request.</param>
    /// <param name="text">What was seen.</param>
    internal void Step(ProbeStep step, TimeSpan elapsed, string text) => Write(step, elapsed, text, "green");

    /// <summary>A step that failed.</summary>
    /// <inheritdoc cref="Step"/>
    internal void Fail(ProbeStep step, TimeSpan elapsed, string text) => Write(step, elapsed, $"failed: {text}", "red");

    /// <summary>A finding of the doctor's that explains it.</summary>
    internal void Explain(Finding finding) =>
        Write(
            new ProbeLine("finding") { Finding = FindingRecord.Of(finding) },
            $"             [yellow]{Word(finding.Kind.Readiness),-11}[/]  "
                + Markup.Escape($"{finding.Kind.Code}: {finding.Seen} → {finding.Todo}")
        );

    /// <summary>What to do about a rule that referred the mail, or where nothing else explains it.</summary>
    internal void Advise(string text) =>
        Write(new ProbeLine("finding") { Text = text }, $"             {Markup.Escape(text)}");

    /// <summary>How it ended.</summary>
    internal void End(string result, string? certificate, string text) =>
        Write(
            new ProbeLine("end")
            {
                Result = result,
                Certificate = certificate,
                Text = text,
            },
            Markup.Escape($"{result}: {text}")
        );

    /// <summary>What became of a probe that was left behind.</summary>
    internal void Cleaned(ProbeMark mark, string what) =>
        Write(
            new ProbeLine("mark")
            {
                Text = $"{mark.Name}: {what}",
                Certificate = mark.Certificate?.ToString(),
            },
            Markup.Escape($"{mark.Name}  {what}")
        );

    private void Write(ProbeStep step, TimeSpan elapsed, string text, string colour)
    {
        var seconds = Math.Round(Math.Max(0, elapsed.TotalSeconds), 1);
        Write(
            new ProbeLine("step")
            {
                Step = ProbeLine.Word(step),
                ElapsedSeconds = seconds,
                Text = text,
            },
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds,8:0.0} s  [{colour}]{ProbeLine.Word(step),-8}[/]  {Markup.Escape(text)}"
            )
        );
    }

    private void Write(ProbeLine line, string markup)
    {
        if (isJson)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(line, CliJson.Default.ProbeLine));
            return;
        }

        console.MarkupLine(markup);
    }

    private static string Word(Readiness readiness) => readiness is Readiness.CannotTell ? "cannot tell" : "not ready";
}

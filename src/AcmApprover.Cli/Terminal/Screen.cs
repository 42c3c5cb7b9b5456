using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using Spectre.Console;

namespace AcmApprover.Cli.Terminal;

/// <summary>Standard output for a person: colours where they are wanted, and long text broken between words.</summary>
/// <param name="console">What draws it; it breaks no line itself.</param>
/// <param name="columns">How wide the terminal is; null without one.</param>
internal sealed class Screen(IAnsiConsole console, int? columns)
{
    internal IAnsiConsole Console => console;

    /// <summary>Writes a text beside a lead, and its further lines below the first.</summary>
    /// <param name="lead">What stands before the first line, as it is.</param>
    /// <param name="text">The text.</param>
    /// <param name="markup">The lead as Spectre.Console draws it; null if it is drawn as it is.</param>
    internal void Write(string lead, string text, string? markup = null)
    {
        var indent = new string(' ', lead.Length);
        foreach (var (i, line) in WordWrap.Lines(text, columns - lead.Length).Index())
        {
            console.MarkupLine($"{(i > 0 ? indent : markup ?? Markup.Escape(lead))}{Markup.Escape(line)}");
        }
    }

    /// <summary>Writes a reason: its code, and what was seen.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="indent">How many spaces stand before it.</param>
    /// <param name="colour">The colour of its code.</param>
    internal void Write(ReasonRecord reason, int indent, string colour)
    {
        var spaces = new string(' ', indent);
        var code = Markup.Escape(reason.Code);
        foreach (var (i, line) in WordWrap.Lines($"{reason.Code}: {reason.Detail}", columns - indent).Index())
        {
            console.MarkupLine(
                i == 0 && line.StartsWith(reason.Code, StringComparison.Ordinal)
                    ? $"{spaces}[{colour}]{code}[/]{Markup.Escape(line[reason.Code.Length..])}"
                    : spaces + Markup.Escape(line)
            );
        }
    }

    /// <summary>Writes what the operator does next about a reason.</summary>
    internal void WriteNextStep(ReasonRecord reason, int indent)
    {
        if (RuleBook.Find(reason.Code) is { } rule)
        {
            var spaces = new string(' ', indent);
            Write($"{spaces}next: ", rule.NextStep, $"{spaces}[grey]next:[/] ");
        }
    }
}

using AcmApprover.Approval.Records;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>A demo for a person: each mail as it is handled, then the tables, then one line on the whole.</summary>
internal sealed class DemoReport(Screen screen) : IDemoReport
{
    private const int Indent = 6;
    private readonly IAnsiConsole console = screen.Console;

    private bool IsPlain => !console.Profile.Capabilities.Ansi;

    public void Start(string function)
    {
        console.MarkupLineInterpolated(
            $"""
            S3, ACM, STS, SNS and Amazon's approval site are simulated on this machine.
            The function ({Path.GetFileName(function)}) is a process of its own among them, unchanged.
            """
        );
        console.WriteLine();
    }

    public void Begin(Scene scene) => console.MarkupLineInterpolated($"[bold]{scene.Title}[/]");

    public void Handled(Scene scene, SceneMail mail, Decision decision, string? problem)
    {
        var colour = OutcomeText.ColourOf(decision);
        console.MarkupLine($"  {Mark(problem is null)} {Markup.Escape(mail.Recipient),-30} [{colour}]{OutcomeText.Of(decision)}[/]");
        foreach (var reason in decision.Reasons)
        {
            screen.Write(reason, Indent, colour);
        }

        if (problem is not null)
        {
            console.MarkupLine($"{new string(' ', Indent)}[red]{Markup.Escape(problem)}[/]");
        }
    }

    public void End(DemoEnd end)
    {
        console.WriteLine();
        Heading($"Notifications to the operator: {end.Notices.Count}");
        foreach (var notice in end.Notices)
        {
            var colour = notice.StartsWith("[alert]", StringComparison.Ordinal) ? "red" : "yellow";
            console.MarkupLine($"  [{colour}]{Markup.Escape(notice)}[/]");
        }

        console.WriteLine();
        Heading("The certificates");
        console.Write(Certificates(end.Certificates));
        console.WriteLine();

        foreach (var problem in end.Problems)
        {
            console.MarkupLineInterpolated($"[red]wrong[/]: {problem}");
        }

        var time = $"{end.Mails} mails in {end.Duration.TotalSeconds:0.0} seconds";
        console.MarkupLine(
            end.Problems.Count == 0
                ? $"[green]All outcomes as expected[/]: {time}."
                : $"[red]Not as expected[/]: {end.Problems.Count} of the above; {time}."
        );
    }

    private Table Certificates(IReadOnlyList<CertificateEnd> certificates)
    {
        var table = new Table().Border(IsPlain ? TableBorder.None : TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumns("", "names", "before", "after");
        foreach (var end in certificates)
        {
            var after = end.After == DemoWorld.Issued ? $"[green]{end.After}[/]" : end.After;
            table.AddRow(Mark(end.IsAsExpected), Markup.Escape(end.Certificate.Names), end.Before, after);
        }

        return table;
    }

    private void Heading(string text) => console.MarkupLineInterpolated($"[bold underline]{text}[/]");

    private string Mark(bool isGood) =>
        (isGood, IsPlain) switch
        {
            (true, true) => "ok   ",
            (false, true) => "WRONG",
            (true, false) => "[green]✔[/]",
            (false, false) => "[red]✘[/]",
        };
}

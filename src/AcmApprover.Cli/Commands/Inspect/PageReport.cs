using AcmApprover.Approval.Evidence;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>What is recognised of a page, for a person.</summary>
internal static class PageReport
{
    internal static void Write(Screen screen, PageInspection page)
    {
        var console = screen.Console;
        Line(
            "page",
            page.IsRecognised ? "recognised"
                : page.SaysAlreadyApproved ? "says that the request is approved already"
                : $"not recognised (status {page.Status})"
        );
        foreach (var fact in page.Facts)
        {
            Line(fact.Fact, $"{fact.Value} ({fact.Where}{(fact.IsValid ? "" : $"; no {fact.Fact}")})");
        }

        foreach (var token in page.Tokens)
        {
            Line(token.Kind, $"{token.Where} must be the link's own");
        }

        Line("form", page.Form is null ? null : $"POST {page.Form}");
        foreach (var field in page.Fields.Where(f => f.Name.Length > 0))
        {
            Line("field", $"{field.Name} = {field.Value ?? "(withheld)"}{(field.IsSent ? "" : " (not sent)")}");
        }

        foreach (var button in page.Buttons)
        {
            Line("button", $"{button.Caption}{(button.CanBePressed ? "" : " (cannot be pressed)")}");
        }

        console.WriteLine();
        if (page.Problems.Count == 0)
        {
            console.MarkupLine(
                page.IsRecognised
                    ? "[green]it would be compared with the certificate, and its button pressed[/]"
                    : "[green]it would be believed if ACM agrees[/]"
            );
        }

        foreach (var problem in page.Problems)
        {
            screen.Write("refers  ", $"{Code(page)}: {problem}", "[red]refers[/]  ");
        }

        void Line(string label, string? value)
        {
            if (value is not null)
            {
                console.MarkupLineInterpolated($"[grey]{label,-12}[/]{value}");
            }
        }
    }

    private static string Code(PageInspection page) =>
        new SiteResponse(page.Status, null, null, []).IsRejection ? "link-rejected" : "page-unrecognised";
}

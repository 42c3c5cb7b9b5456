using System.CommandLine;
using System.Text.Json;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using Spectre.Console;
using Rule = AcmApprover.Approval.Verdicts.Rule;

namespace AcmApprover.Cli.Commands.Explain;

/// <summary><c>acm-approver explain</c>: what a reason means, and what to do about it.</summary>
internal sealed class ExplainCommand : OperatorCommand
{
    private const int CodeColumn = 30;

    private readonly CommandHost host;

    private readonly Argument<string?> code = new("CODE")
    {
        Description = "A reason such as account-not-trusted; without it, all of them.",
        HelpName = "CODE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each reason (JSON Lines)." };

    internal ExplainCommand(CommandHost host)
        : base(
            "explain",
            "Say what a reason means and what to do about it; without a reason, list all of them.",
            """
            acm-approver explain account-not-trusted
            acm-approver explain
            """
        )
    {
        this.host = host;
        code.CompletionSources.Add([.. RuleBook.All.Select(r => r.Code)]);
        code.Validators.Add(RefuseOptions);
        Add(code);
        Add(json);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var asked = parsed.GetValue(code) is { } text ? Find(text) : null;
        if (parsed.GetValue(json))
        {
            foreach (var explanation in (asked is null ? RuleBook.All : [asked]).Select(Explanation.Of))
            {
                await host.Output.WriteLineAsync(JsonSerializer.Serialize(explanation, CliJson.Default.Explanation));
            }
        }
        else if (asked is null)
        {
            List(host.CreateScreen());
        }
        else
        {
            Write(host.CreateScreen(), Explanation.Of(asked));
        }

        return ExitCode.Done;
    }

    private static Rule Find(string text) =>
        RuleBook.Find(text.ToLowerInvariant())
        ?? throw CommandException.WrongUsage(
            $"there is no reason '{text}'; the nearest is {NearestName.To(text, RuleBook.All.Select(r => r.Code))}",
            "acm-approver explain lists all of them"
        );

    private static void List(Screen screen)
    {
        foreach (var explanation in RuleBook.All.Select(Explanation.Of))
        {
            var padded = explanation.Code.PadRight(CodeColumn);
            screen.Write(padded, explanation.RefersWhen, $"[bold]{padded}[/]");
        }
    }

    private static void Write(Screen screen, Explanation explanation)
    {
        screen.Console.MarkupLineInterpolated($"[bold]{explanation.Code}[/]");
        screen.Write("  stage  ", explanation.Stage, "  [grey]stage[/]  ");
        screen.Write("  when   ", explanation.RefersWhen, "  [grey]when[/]   ");
        screen.Write("  next   ", explanation.NextStep, "  [grey]next[/]   ");
        screen.Write("  more   ", $"docs/handbook.md#{explanation.Code}", "  [grey]more[/]   ");
    }
}

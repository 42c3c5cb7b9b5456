using System.CommandLine;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate finish</c>: what can be removed when no certificate depends on e-mail any more.</summary>
internal sealed class FinishCommand : OperatorCommand
{
    private readonly CommandHost host;

    private readonly Option<string> inventory = new("--inventory")
    {
        Description = "An inventory in JSON, taken now.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> stack = new("--stack")
    {
        Description = "The name of the approver's stack.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "acm-approver",
    };

    internal FinishCommand(CommandHost host)
        : base(
            "finish",
            "Tell what can be removed now that no certificate is validated by e-mail, in which order, with the commands. Refuses while one "
                + "is left. Changes nothing.",
            "acm-approver migrate finish --inventory inventory.json --stack acm-approver"
        )
    {
        this.host = host;
        Add(inventory);
        Add(stack);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var estate = await InventoryFile.ReadAsync(parsed.GetValue(inventory)!, cancellationToken);
        var left = estate.Certificates.Where(item => item.Severity != RiskLevel.Expired).ToList();
        foreach (var item in left)
        {
            await host.Output.WriteLineAsync(
                $"{item.Arn}  {item.Domain}  {(item.Method is EstateMethod.Email ? "e-mail" : "method unknown")}"
            );
        }

        if (estate.Problems.Count > 0)
        {
            ProblemText.Write(host.Error, estate.Problems);
            throw new CommandException("the inventory is not whole", "take one that reads every account and region");
        }

        if (left.Count > 0)
        {
            throw new CommandException(
                $"{left.Count} certificates still depend on e-mail, or may",
                "switch them, or let them expire, and take a new inventory"
            );
        }

        foreach (var line in Removal.Steps(parsed.GetValue(stack)!))
        {
            await host.Output.WriteLineAsync(line);
        }

        return ExitCode.Done;
    }
}

using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Cli.Commands.Help;

/// <summary><c>acm-approver help</c>: the help of the program, or of a command.</summary>
internal sealed class HelpCommand : OperatorCommand
{
    private readonly Argument<string?> command = new("COMMAND")
    {
        Description = "The command; without it, the program.",
        HelpName = "COMMAND",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal HelpCommand(RootCommand root)
        : base(
            "help",
            "Show the commands, examples, exit codes and settings; or the options of a command.",
            """
            acm-approver help
            acm-approver help replay
            """
        )
    {
        command.CompletionSources.Add(_ => root.Subcommands.Select(c => new System.CommandLine.Completions.CompletionItem(c.Name)));
        command.Validators.Add(RefuseOptions);
        Add(command);
        SetAction(parsed => Show(root, parsed));
    }

    private int Show(RootCommand root, ParseResult parsed)
    {
        var name = parsed.GetValue(command);
        if (name is not null && root.Subcommands.All(c => c.Name != name))
        {
            var nearest = NearestName.To(name, root.Subcommands.Select(c => c.Name));
            throw CommandException.WrongUsage($"there is no command '{name}'; the nearest is {nearest}", "acm-approver help");
        }

        return root.Parse(name is null ? ["--help"] : [name, "--help"]).Invoke(parsed.InvocationConfiguration);
    }
}

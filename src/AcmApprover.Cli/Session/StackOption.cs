using System.CommandLine;
using AcmApprover.Aws.Client;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Session;

/// <summary><c>--stack</c>: the deployed stack whose bucket, function, queue, topic and settings a command uses.</summary>
internal sealed class StackOption
{
    private readonly Option<string?> stack = new("--stack")
    {
        Description = "Use bucket, function, queue, topic and settings of this deployed stack, and not those of the environment.",
        HelpName = "NAME",
    };

    /// <summary>Adds the option to a command.</summary>
    internal void AddTo(Command command) => command.Add(stack);

    /// <summary>Whether it is given.</summary>
    internal bool IsGiven(ParseResult parsed) => parsed.GetValue(stack) is not null;

    /// <summary>Reads the stack; null if none is given.</summary>
    /// <exception cref="CommandException">There is no such stack, or it is another program's.</exception>
    internal async Task<DeployedStack?> ReadAsync(
        ParseResult parsed,
        AwsSession session,
        CommandHost host,
        CancellationToken cancellationToken
    ) => parsed.GetValue(stack) is { } name ? await DeployedStack.ReadAsync(name, session, host, cancellationToken) : null;
}

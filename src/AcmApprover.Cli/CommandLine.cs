using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using AcmApprover.Aws.Client;
using AcmApprover.Cli.Commands.Decisions;
using AcmApprover.Cli.Commands.Demo;
using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Cli.Commands.Explain;
using AcmApprover.Cli.Commands.Help;
using AcmApprover.Cli.Commands.Inspect;
using AcmApprover.Cli.Commands.Inventory;
using AcmApprover.Cli.Commands.Migrate;
using AcmApprover.Cli.Commands.Probe;
using AcmApprover.Cli.Commands.Replay;
using AcmApprover.Cli.Commands.Report;
using AcmApprover.Cli.Commands.Resend;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using Amazon.Runtime;

namespace AcmApprover.Cli;

/// <summary>The operator's command line: from arguments to an exit code.</summary>
public static class CommandLine
{
    /// <summary>After an interrupt, the time to put things back: end processes, delete temporary files, give messages back.</summary>
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="host">Streams, environment and clock.</param>
    /// <param name="cancellationToken">Interrupts it, as Ctrl+C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandHost host, CancellationToken cancellationToken)
    {
        AwsHttpClientFactory.UseForAllClients(reportsFirstContact: true);
        var parsed = CreateRoot(host).Parse(arguments);
        try
        {
            RefuseSwallowed(parsed);
            if (parsed.Action is null or ParseErrorAction)
            {
                throw WrongUsage(parsed);
            }

            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = host.Output,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = CleanUpTime,
                },
                cancellationToken
            );
            if (parsed.CommandResult.Command is not RootCommand)
            {
                await SettingsNote.WriteAsync(host);
            }

            return exitCode;
        }
        catch (ClosedPipeException)
        {
            return ExitCode.ClosedPipe;
        }
        catch (OperationCanceledException)
        {
            await host.Error.WriteLineAsync("interrupted");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The end of the program: whatever it is becomes a message and an exit code that is not taken for success.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var end = Explain(e);
            await host.Error.WriteLineAsync($"error: {end.Message}");
            if (end.Hint is { } hint)
            {
                await host.Error.WriteLineAsync($"hint: {hint}");
            }

            return end.ExitCode;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand CreateRoot(CommandHost host)
    {
        var root = new RootCommand("Approves AWS Certificate Manager's validation mails, and refers what a person must look at.")
        {
            new DemoCommand(host),
            new DoctorCommand(host),
            new ProbeCommand(host),
            new InspectCommand(host),
            new ReplayCommand(host),
            new DecisionsCommand(host),
            new InventoryCommand(host),
            new ReportCommand(host),
            new ResendCommand(host),
            new MigrateCommand(host),
            new ExplainCommand(host),
        };
        root.Add(new HelpCommand(root));
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new HelpText((HelpAction)option.Action!, host);
        option.Action = help;
        root.Action = help;
        return root;
    }

    /// <summary>Refuses an option as the value of the one before it, whose value was forgotten: <c>--function --approve</c>.</summary>
    private static void RefuseSwallowed(ParseResult parsed)
    {
        foreach (var option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.FirstOrDefault(t => t.Value is ['-', not (>= '0' and <= '9'), ..]) is { } swallowed)
            {
                throw CommandException.WrongUsage(
                    $"{option.Option.Name} is '{swallowed.Value}', which looks like an option",
                    $"give {option.Option.Name} a value; acm-approver {parsed.CommandResult.Command.Name} --help"
                );
            }
        }
    }

    private static CommandException WrongUsage(ParseResult parsed)
    {
        var isRoot = parsed.CommandResult.Command is RootCommand;
        var messages =
            isRoot && parsed.UnmatchedTokens is [var unknown, ..]
                ? [$"there is no command '{unknown}'"]
                : parsed.Errors.Select(e => Lowered(e.Message));
        var command = isRoot ? "" : parsed.CommandResult.Command.Name + " ";
        return CommandException.WrongUsage(string.Join("; ", messages), $"acm-approver {command}--help");
    }

    private static CommandException Explain(Exception e) =>
        e switch
        {
            CommandException known => known,
            { InnerException: CommandException below } => below,
            SettingsException wrong => CommandException.WrongUsage(wrong.Message),
            _ when Untrusted(e) is { } server => new(Lowered(server.Problem), Lowered(UntrustedServerException.Hint), innerException: e),
            AmazonServiceException refused => new(
                $"{refused.Message.TrimEnd('.')} ({refused.ErrorCode})",
                "check the permission, the name and the region, then try again",
                innerException: e
            ),
            UnreachableEndpointException => new(
                Lowered(e.Message),
                "check the network, the region, HTTPS_PROXY and AWS_ENDPOINT_URL",
                innerException: e
            ),
            AmazonClientException => new(
                Lowered(e.Message.Split(". ")[0]),
                "give credentials and a region as for any AWS client: --profile and --region, or AWS_PROFILE and AWS_REGION",
                innerException: e
            ),
            HttpRequestException => new(
                Lowered(e.Message),
                "AWS cannot be reached: check the network, HTTPS_PROXY and AWS_ENDPOINT_URL",
                innerException: e
            ),
            TemporarilyUnavailableException or IOException or UnauthorizedAccessException => new(Lowered(e.Message), innerException: e),
            _ => new(
                $"{e.GetType().Name}: {e.Message}",
                "this is a bug: please report it with the command that you ran",
                innerException: e
            ),
        };

    /// <summary>The server that is not trusted, if that is the cause: where the SDK fetches credentials, it wraps it.</summary>
    private static UntrustedServerException? Untrusted(Exception? e) =>
        e is null ? null : e as UntrustedServerException ?? Untrusted(e.InnerException);

    private static string Lowered(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}

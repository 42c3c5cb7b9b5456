using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Replacement;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// <c>acm-approver migrate replace</c>: the commands that put a new certificate into what uses one that cannot be switched. It runs none of
/// them.
/// </summary>
internal sealed class ReplaceCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly Argument<string> old = new("ARN") { Description = "The certificate that cannot be switched." };

    private readonly Option<string?> replacement = new("--with")
    {
        Description = "The certificate that takes its place, once it is issued; without it, the command that requests one is shown.",
        HelpName = "ARN",
    };

    internal ReplaceCommand(CommandHost host)
        : base(
            "replace",
            "Write the commands that replace a certificate that cannot be switched, and those that go back. Changes nothing.",
            """
            acm-approver migrate replace arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000001
            acm-approver migrate replace OLD_ARN --with NEW_ARN
            """
        )
    {
        this.host = host;
        Add(old);
        Add(replacement);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var certificate = ArnOf(parsed.GetValue(old)!);
        var next = parsed.GetValue(replacement) is { } text ? ArnOf(text) : null;
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        var acm = await clients.MigrationAsync(certificate, cancellationToken);
        if (await acm.ReadAsync(certificate, cancellationToken) is not { } facts)
        {
            throw new CommandException($"ACM does not know {certificate}", "check account and region, and the role with --role");
        }

        if (next is null)
        {
            var names = facts.Names.Select(name => name.Domain).ToArray();
            var further = names.Length > 1 ? $" --subject-alternative-names {string.Join(' ', names.Skip(1))}" : "";
            await host.Output.WriteLineAsync(
                $"aws acm request-certificate --region {certificate.Region} --domain-name {names[0]}{further} --validation-method DNS"
                    + (facts.Certificate.KeyAlgorithm is { } key ? $" --key-algorithm {key.Replace('-', '_')}" : "")
            );
            await host.Error.WriteLineAsync(
                "note: publish the records that describe-certificate then shows, wait until it is issued, and run this again with "
                    + "--with ARN"
            );
            return ExitCode.Done;
        }

        var isWhole = true;
        foreach (var steps in facts.Certificate.UsedBy.Select(resource => SwapGuide.Of(resource, certificate, next)))
        {
            isWhole &= steps.Swap.Count > 0;
            await WriteAsync(steps);
        }

        return isWhole ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task WriteAsync(SwapSteps steps)
    {
        await host.Output.WriteLineAsync($"# {steps.Kind}: {steps.Resource}");
        if (steps.Swap.Count == 0)
        {
            await host.Output.WriteLineAsync("# no commands are known for it: see the documentation of the service");
        }

        foreach (
            var (title, commands) in ((string, IReadOnlyList<string>)[])
                [("swap", steps.Swap), ("check", steps.Check), ("swap back", steps.SwapBack)]
        )
        {
            if (commands.Count > 0)
            {
                await host.Output.WriteLineAsync($"# {title}");
            }

            foreach (var command in commands)
            {
                await host.Output.WriteLineAsync(command);
            }
        }

        await host.Output.WriteLineAsync();
    }

    private static CertificateArn ArnOf(string text) =>
        CertificateArn.TryParse(text, out var arn) ? arn : throw CommandException.WrongUsage($"'{text}' is not the ARN of a certificate");
}

using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Switching;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// <c>acm-approver migrate check</c>: whether the validation records of certificates that were switched would let a renewal pass.
/// </summary>
internal sealed class CheckCommand : OperatorCommand
{
    private const int Questions = 16;

    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new("Authoritative servers are asked at the port of the first one.");
    private readonly Argument<string> plan = PlanFile.Argument();

    internal CheckCommand(CommandHost host)
        : base(
            "check",
            "Check that the validation records of the certificates of a plan are still there, and that CAA records let a renewal pass. "
                + "Changes nothing.",
            "acm-approver migrate check plan.json"
        )
    {
        this.host = host;
        Add(plan);
        dns.AddTo(this);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var read = await PlanFile.ReadAsync(parsed.GetValue(plan)!, cancellationToken);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        using var records = new ValidationReader(dns.Read(parsed).Servers, Questions);
        var isRight = true;
        foreach (var entry in read.Certificates)
        {
            var attempt = await Attempt<MigrationFacts?>.MakeAsync(async () =>
                await (await clients.MigrationAsync(entry.Certificate, cancellationToken)).ReadAsync(entry.Certificate, cancellationToken)
            );
            if (attempt.Problem is { } problem)
            {
                isRight = false;
                await host.Output.WriteLineAsync($"not read {entry.Certificate}  {string.Join(", ", entry.Domains)}");
                await host.Output.WriteLineAsync($"        {problem}");
                continue;
            }

            if (
                attempt.Value is not { } facts
                || CertificateProgress.Of(facts.Names, facts.Update, host.Time.GetUtcNow()) is not CertificateProgress.Done
            )
            {
                continue;
            }

            var look =
                await records.LookAsync(facts.Names, cancellationToken)
                ?? throw new CommandException("no resolver answers", "check the network, or name a resolver with --dns");
            isRight &= look.IsRight;
            await host.Output.WriteLineAsync(
                $"{(look.IsRight ? "ok       " : "broken   ")}{entry.Certificate}  {string.Join(", ", entry.Domains)}"
            );
            foreach (var broken in look.Broken)
            {
                await host.Output.WriteLineAsync($"        {broken.Found.Seen} -> {broken.Found.ToDo}");
                await host.Output.WriteLineAsync(
                    $"        put back: {broken.Record.Name.Absolute} CNAME {broken.Record.Target.Absolute}"
                );
            }

            foreach (var cause in look.Forbidden)
            {
                await host.Output.WriteLineAsync($"        {cause}");
            }
        }

        return isRight ? ExitCode.Done : ExitCode.NeedsOperator;
    }
}

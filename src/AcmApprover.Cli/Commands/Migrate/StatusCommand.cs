using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Migration;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate status</c>: how far each certificate of a plan is, and why it is not further.</summary>
internal sealed class StatusCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new("Authoritative servers are asked at the port of the first one.");
    private readonly Argument<string> plan = PlanFile.Argument();
    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each certificate (JSON Lines)." };

    internal StatusCommand(CommandHost host)
        : base(
            "status",
            "Show how far each certificate of a plan is, what the DNS answers, and the hours that are left. Changes nothing.",
            """
            acm-approver migrate status plan.json
            acm-approver migrate status plan.json --json | jq 'select(.state != "done")'
            """
        )
    {
        this.host = host;
        Add(plan);
        Add(json);
        dns.AddTo(this);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var read = await PlanFile.ReadAsync(parsed.GetValue(plan)!, cancellationToken);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        using var lines = new LineReader(clients, dns.Read(parsed).Servers);
        var states = await lines.ReadAllAsync(read, host, cancellationToken);
        var console = host.CreateScreen().Console;
        var needsOperator = false;
        foreach (var entry in read.Certificates.Where(entry => entry.Action != PlanAction.Skip))
        {
            var line = LineRecord.Of(entry, states[entry], host.Time.GetUtcNow());
            needsOperator |= line.NeedsOperator;
            LineText.Write(host, console, line, parsed.GetValue(json));
        }

        return needsOperator ? ExitCode.NeedsOperator : ExitCode.Done;
    }
}

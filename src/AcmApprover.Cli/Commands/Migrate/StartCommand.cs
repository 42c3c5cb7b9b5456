using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Migration;
using AcmApprover.Migration.Switching;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate start</c>: starts the switches whose records are in place; canaries first.</summary>
internal sealed class StartCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new("Authoritative servers are asked at the port of the first one.");
    private readonly Argument<string> plan = PlanFile.Argument();

    private readonly Option<bool> yes = new("--yes")
    {
        Description = "Start the switches. There is no way back: ACM cannot return a certificate to e-mail validation.",
    };

    internal StartCommand(CommandHost host)
        : base(
            "start",
            "Switch the certificates of a plan to DNS validation, once their records are published: the canaries until they are done, then "
                + "the rest. A dry run without --yes.",
            """
            acm-approver migrate start plan.json
            acm-approver migrate start plan.json --yes
            """
        )
    {
        this.host = host;
        Add(plan);
        Add(yes);
        dns.AddTo(this);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var read = await PlanFile.ReadAsync(parsed.GetValue(plan)!, cancellationToken);
        var isReal = parsed.GetValue(yes);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        using var lines = new LineReader(clients, dns.Read(parsed).Servers);

        var states = await lines.ReadAllAsync(read, host, cancellationToken);
        var startable = Canaries.Startable(read, entry => states[entry].IsDone);
        var isWhole = true;
        foreach (var entry in startable)
        {
            var attempt = await Attempt<(string Text, bool IsFine)>.MakeAsync(() =>
                HandleAsync(entry, states[entry], isReal, clients, lines, cancellationToken)
            );
            var (text, isFine) = attempt.Problem is { } problem ? ($"failed   {problem} → start again", false) : attempt.Value;
            isWhole &= isFine;
            await host.Output.WriteLineAsync($"{entry.Certificate}  {string.Join(", ", entry.Domains)}: {text}");
        }

        var waiting = read.Certificates.Count(entry => entry.Action != PlanAction.Skip) - startable.Count;
        if (waiting > 0)
        {
            await host.Error.WriteLineAsync(
                $"{waiting} certificates wait until every canary is validated by DNS: acm-approver migrate watch, then start again"
            );
        }

        if (!isReal)
        {
            await host.Error.WriteLineAsync("dry run: nothing was started; --yes starts it. There is no way back to e-mail validation");
        }

        return isWhole && waiting == 0 ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task<(string Text, bool IsFine)> HandleAsync(
        PlanEntry entry,
        LineState state,
        bool isReal,
        AccountClients clients,
        LineReader lines,
        CancellationToken cancellationToken
    )
    {
        if (state.Problem is { } problem)
        {
            return ($"not read {problem}", false);
        }

        var decision = StartDecision.Of(entry, state.Facts, state.Diagnoses, host.Time.GetUtcNow());
        if (isReal && decision is StartDecision.Start)
        {
            // Hundreds of others were started since it was read, and somebody may have been at work on it.
            var acm = await clients.MigrationAsync(entry.Certificate, cancellationToken);
            var facts = await acm.ReadAsync(entry.Certificate, cancellationToken);
            decision = StartDecision.Of(entry, facts, state.Diagnoses, host.Time.GetUtcNow());
        }

        return decision switch
        {
            StartDecision.Leave leave => ($"left     {leave.Why}", true),
            StartDecision.NotYet notYet => ($"not yet  {notYet.Why} → {notYet.ToDo}", false),
            _ when !isReal => ("would start", true),
            _ => await StartAsync(entry, clients, lines, cancellationToken),
        };
    }

    private static async Task<(string Text, bool IsFine)> StartAsync(
        PlanEntry entry,
        AccountClients clients,
        LineReader lines,
        CancellationToken cancellationToken
    )
    {
        var acm = await clients.MigrationAsync(entry.Certificate, cancellationToken);
        switch (await acm.StartAsync(entry.Certificate, cancellationToken))
        {
            case SwitchAnswer.Started:
                var differences = await lines.DifferencesAsync(entry, cancellationToken);
                return differences.Count == 0
                    ? ("started", true)
                    : (
                        "started, but ACM waits for other records than were published: "
                            + string.Join(", ", differences.Select(record => $"{record.Name.Absolute} CNAME {record.Target.Absolute}")),
                        false
                    );
            case SwitchAnswer.AlreadyRunning:
                return ("left     a switch is running", true);
            case SwitchAnswer.Denied denied:
                return ($"denied   {denied.Permission} is missing: {denied.Why}", false);
            case SwitchAnswer.Refused refused:
                return ($"refused  {refused.Why}", false);
            default:
                throw new InvalidOperationException();
        }
    }
}

using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Migration;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Switching;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// <c>acm-approver migrate watch</c>: looks until every switch that was started is done. It can be left and run again at any time: ACM
/// knows how far everything is.
/// </summary>
internal sealed class WatchCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new("Authoritative servers are asked at the port of the first one.");
    private readonly Argument<string> plan = PlanFile.Argument();
    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each change (JSON Lines)." };

    private readonly Option<int> every = new("--every")
    {
        Description = "How many seconds lie between two looks.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<bool> restart = new("--restart")
    {
        Description = "Start switches anew that timed out, once their records are in place.",
    };

    internal WatchCommand(CommandHost host)
        : base(
            "watch",
            "Look at the certificates of a plan until every switch that was started is done; a line for each change.",
            """
            acm-approver migrate watch plan.json
            acm-approver migrate watch plan.json --restart --json >> migration.jsonl
            """
        )
    {
        this.host = host;
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                result.AddError("--every must be 1 to 3600 seconds");
            }
        });
        Add(plan);
        foreach (var option in (Option[])[json, every, restart])
        {
            Add(option);
        }

        dns.AddTo(this);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var read = await PlanFile.ReadAsync(parsed.GetValue(plan)!, cancellationToken);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        var console = host.CreateScreen().Console;
        Dictionary<PlanEntry, string> shown = [];
        HashSet<PlanEntry> running = [];
        while (true)
        {
            var states = await LookAsync(read, clients, parsed, cancellationToken);
            // What runs and cannot be read for once, still runs.
            running =
            [
                .. from state in states
                where IsOpen(state.Value, parsed) || (state.Value.Problem is not null && running.Contains(state.Key))
                select state.Key,
            ];
            foreach (var (entry, state) in read.Certificates.Where(states.ContainsKey).Select(entry => (entry, states[entry])))
            {
                var line = LineRecord.Of(entry, state, host.Time.GetUtcNow());
                var sum = $"{line.State} {string.Join(' ', line.Records.Select(record => record.Found))}";
                if (shown.GetValueOrDefault(entry) != sum)
                {
                    shown[entry] = sum;
                    LineText.Write(host, console, line, parsed.GetValue(json));
                }

                if (parsed.GetValue(restart) && state.Progress is CertificateProgress.TimedOut)
                {
                    await RestartAsync(entry, state, clients, cancellationToken);
                }
            }

            if (running.Count == 0)
            {
                return states.Values.All(state => state.IsDone) ? ExitCode.Done : ExitCode.NeedsOperator;
            }

            await Task.Delay(TimeSpan.FromSeconds(parsed.GetValue(every)), host.Time, cancellationToken);
        }
    }

    /// <summary>Looks anew: what the DNS said a minute ago is what is to be looked at again.</summary>
    private async Task<IReadOnlyDictionary<PlanEntry, LineState>> LookAsync(
        MigrationPlan read,
        AccountClients clients,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        using var lines = new LineReader(clients, dns.Read(parsed).Servers);
        return await lines.ReadAllAsync(read, host, cancellationToken);
    }

    /// <summary>A switch that timed out comes to nothing by itself.</summary>
    private bool IsOpen(LineState state, ParseResult parsed) =>
        state.Progress is CertificateProgress.Running || (state.Progress is CertificateProgress.TimedOut && parsed.GetValue(restart));

    private async Task RestartAsync(PlanEntry entry, LineState state, AccountClients clients, CancellationToken cancellationToken)
    {
        if (StartDecision.Of(entry, state.Facts, state.Diagnoses, host.Time.GetUtcNow()) is StartDecision.Start)
        {
            var attempt = await Attempt<SwitchAnswer>.MakeAsync(async () =>
                await (await clients.MigrationAsync(entry.Certificate, cancellationToken)).StartAsync(entry.Certificate, cancellationToken)
            );
            var answer = attempt.Value is SwitchAnswer.Started ? "started again" : $"not started: {attempt.Problem ?? $"{attempt.Value}"}";
            await host.Error.WriteLineAsync($"{entry.Certificate}: {answer}");
        }
    }
}

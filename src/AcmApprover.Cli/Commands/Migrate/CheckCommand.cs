using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Caa;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// <c>acm-approver migrate check</c>: whether the validation records of certificates that were switched would let a renewal pass.
/// </summary>
internal sealed class CheckCommand : OperatorCommand
{
    private const int Questions = 16;

    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new();
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
        var servers = dns.Read(parsed);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        using var zones = new ZoneReader(servers, Questions);
        using var domains = new MailDomainReader(servers, local: null, Questions);
        var isRight = true;
        foreach (var entry in read.Certificates)
        {
            var acm = await clients.MigrationAsync(entry.Certificate, cancellationToken);
            if (
                await acm.ReadAsync(entry.Certificate, cancellationToken) is not { } facts
                || CertificateProgress.Of(facts.Names, facts.Update, host.Time.GetUtcNow()) is not CertificateProgress.Done
                || !facts.Certificate.IsRenewedByAcm
            )
            {
                continue;
            }

            var broken = await BrokenAsync(facts.Names, zones, domains, cancellationToken);
            isRight &= broken.Count == 0;
            await host.Output.WriteLineAsync(
                $"{(broken.Count == 0 ? "ok      " : "broken  ")}{entry.Certificate}  {string.Join(", ", entry.Domains)}"
            );
            foreach (var text in broken)
            {
                await host.Output.WriteLineAsync($"        {text}");
            }
        }

        return isRight ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private static async Task<List<string>> BrokenAsync(
        IReadOnlyList<NameConfiguration> names,
        ZoneReader zones,
        MailDomainReader domains,
        CancellationToken cancellationToken
    )
    {
        List<string> broken = [];
        foreach (var record in names.Select(name => name.Record).OfType<ValidationRecord>().Distinct())
        {
            var owner = await zones.FindOwnerAsync(
                record.Name.Parent ?? record.Name,
                (_, _) => Task.FromResult<IReadOnlyList<HostedZone>>([]),
                cancellationToken
            );
            var sighting = await zones.SightAsync(record, owner is ZoneOwner.Foreign foreign ? foreign.Cut : null, cancellationToken);
            var found = RecordDiagnosis.Of(record, sighting, owner);
            if (found.ToDo is { } toDo)
            {
                broken.Add($"{found.Seen} → {toDo}");
            }
        }

        foreach (var name in names.Select(name => name.Domain))
        {
            broken.AddRange(
                CaaChecks
                    .Run(await domains.ReadNameAsync(name, cancellationToken))
                    .Findings.Where(finding => finding.Kind.Readiness == Readiness.NotReady)
                    .Select(finding => $"{finding.Seen} → {finding.Todo}")
            );
        }

        return broken;
    }
}

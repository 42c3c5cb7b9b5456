using System.Collections.Concurrent;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Migration;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Switching;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>How far the lines of a plan are: ACM's state, and what the DNS answers for each record.</summary>
internal sealed class LineReader(AccountClients clients, IReadOnlyList<NameServer> servers) : IDisposable
{
    private const int Parallel = 8;
    private const int Questions = 16;

    /// <summary>How often ACM is asked for the records of a switch that was just started, and how long apart.</summary>
    private const int Looks = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ValidationReader dns = new(servers, Questions);

    /// <summary>Reads all lines that are not skipped. One that cannot be read says why, and the others are read all the same.</summary>
    internal async Task<IReadOnlyDictionary<PlanEntry, LineState>> ReadAllAsync(
        MigrationPlan plan,
        CommandHost host,
        CancellationToken cancellationToken
    )
    {
        PlanEntry[] entries = [.. plan.Certificates.Where(entry => entry.Action != PlanAction.Skip)];
        ConcurrentDictionary<PlanEntry, LineState> states = new();
        using var progress = new ProgressLine(host);
        progress.SetTotal(entries.Length);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            entries,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (entry, token) =>
            {
                var attempt = await Attempt<LineState>.MakeAsync(() => ReadAsync(entry, host.Time.GetUtcNow(), token));
                states[entry] = attempt.Value ?? LineState.NotRead(attempt.Problem!);
                progress.Count();
            }
        );
        return states;
    }

    /// <summary>The records that ACM waits for and the plan does not have. ACM tells them some seconds after the start.</summary>
    internal async Task<IReadOnlyList<ValidationRecord>> DifferencesAsync(PlanEntry entry, CancellationToken cancellationToken)
    {
        var acm = await clients.MigrationAsync(entry.Certificate, cancellationToken);
        for (var look = 0; look < Looks; look++)
        {
            if (
                await acm.ReadAsync(entry.Certificate, cancellationToken) is { } facts
                && facts.Names.All(name => name.Requested is null || name.Record is not null)
                && facts.Names.Any(name => name.Requested is not null || name.Active == EstateMethod.Dns)
            )
            {
                return RecordComparison.Differences(entry, facts);
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }

        return [];
    }

    public void Dispose() => dns.Dispose();

    private async Task<LineState> ReadAsync(PlanEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var acm = await clients.MigrationAsync(entry.Certificate, cancellationToken);
        var facts = await acm.ReadAsync(entry.Certificate, cancellationToken);
        var progress = facts is null ? null : CertificateProgress.Of(facts.Names, facts.Update, now);
        Dictionary<ValidationRecord, RecordDiagnosis> diagnoses = [];
        if (progress is not CertificateProgress.Done)
        {
            foreach (var record in RecordsOf(entry, facts))
            {
                diagnoses[record] = await dns.DiagnoseAsync(record, cancellationToken);
            }
        }

        return new LineState(facts, progress, diagnoses);
    }

    /// <summary>What ACM waits for, where it says so; else what the plan has.</summary>
    private static IEnumerable<ValidationRecord> RecordsOf(PlanEntry entry, MigrationFacts? facts)
    {
        var asked = (facts?.Names ?? [])
            .Where(name => name.Requested is not null)
            .Select(name => name.Record)
            .OfType<ValidationRecord>()
            .Distinct()
            .ToList();
        return asked.Count > 0 ? asked : entry.Records.Select(record => record.Record).OfType<ValidationRecord>().Distinct();
    }
}

/// <summary>How far a line of a plan is.</summary>
/// <param name="Facts">The certificate as it is; null if ACM does not know it any more, or it could not be read.</param>
/// <param name="Progress">How far its switch is; null if ACM does not know it any more, or it could not be read.</param>
/// <param name="Diagnoses">What the DNS answers for each record; empty once the certificate is done.</param>
/// <param name="Problem">Why it could not be read; null if it was.</param>
internal sealed record LineState(
    MigrationFacts? Facts,
    CertificateProgress? Progress,
    IReadOnlyDictionary<ValidationRecord, RecordDiagnosis> Diagnoses,
    string? Problem = null
)
{
    internal static LineState NotRead(string problem) =>
        new(null, null, new Dictionary<ValidationRecord, RecordDiagnosis>(), problem);

    internal bool IsDone => Progress is CertificateProgress.Done;
}

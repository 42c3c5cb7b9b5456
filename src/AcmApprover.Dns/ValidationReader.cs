using AcmApprover.MailPath;
using AcmApprover.MailPath.Caa;
using AcmApprover.Migration.Guarding;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Dns;

/// <summary>Looks whether validation records are there, and whether ACM could issue for their names. Each question is asked once.</summary>
/// <param name="servers">The resolvers; at least one. Authoritative servers are asked at the port of the first.</param>
/// <param name="parallel">How many questions each server is asked at a time.</param>
public sealed class ValidationReader(IReadOnlyList<NameServer> servers, int parallel) : IDisposable
{
    private readonly ZoneReader zones = new(servers, parallel);
    private readonly MailDomainReader domains = new(servers, local: null, parallel);

    /// <summary>What the DNS answers where a validation record should be.</summary>
    public async Task<RecordDiagnosis> DiagnoseAsync(ValidationRecord record, CancellationToken cancellationToken)
    {
        var owner = await zones.FindOwnerAsync(
            record.Name.Parent ?? record.Name,
            (_, _) => Task.FromResult<IReadOnlyList<HostedZone>>([]),
            cancellationToken
        );
        var cut = owner is ZoneOwner.Foreign foreign ? foreign.Cut : null;
        return RecordDiagnosis.Of(record, await zones.SightAsync(record, cut, cancellationToken), owner);
    }

    /// <summary>Whether a renewal of a certificate that is validated by DNS would pass.</summary>
    /// <returns>What was found; null if no resolver answers anything, which says nothing of the certificate.</returns>
    public async Task<GuardLook?> LookAsync(IReadOnlyList<NameConfiguration> names, CancellationToken cancellationToken)
    {
        List<string> forbidden = [];
        foreach (var name in names.Select(name => name.Domain))
        {
            var answers = await domains.ReadNameAsync(name, cancellationToken);
            if (!answers.IsNetworkProven)
            {
                return null;
            }

            forbidden.AddRange(Forbidding(CaaChecks.Run(answers)));
            forbidden.AddRange(Forbidding(await domains.CheckSignaturesAsync(name, cancellationToken)));
        }

        List<BrokenRecord> broken = [];
        foreach (var record in names.Select(name => name.Record).OfType<ValidationRecord>().Distinct())
        {
            var found = await DiagnoseAsync(record, cancellationToken);
            if (found.ToDo is not null)
            {
                broken.Add(new BrokenRecord(record, found));
            }
        }

        return new GuardLook(broken, [.. forbidden.Distinct()]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        zones.Dispose();
        domains.Dispose();
    }

    private static IEnumerable<string> Forbidding(CheckResult? check) =>
        (check?.Findings ?? [])
            .Where(finding => finding.Kind.Readiness == Readiness.NotReady)
            .Select(finding => $"{finding.Seen} -> {finding.Todo}");
}

using System.Security.Cryptography;
using System.Text;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Learning;

/// <summary>
/// Learns the validation records of names before any switch is started: a certificate with DNS validation is requested for them in the same
/// account, which has the same records, and deleted before one of them is published, so that it is never issued.
/// </summary>
/// <param name="certificates">ACM in the account and region.</param>
/// <param name="time">The clock for the waits.</param>
public sealed class Learner(ILearningCertificates certificates, TimeProvider time)
{
    /// <summary>The names of one request: ACM's quota of names in a certificate, unless an account has a higher one.</summary>
    public const int NamesAtOnce = 10;

    private const int TokenLength = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    /// <summary>How long ACM may take to tell the records; it takes seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Learns the records.</summary>
    /// <param name="names">The names; a wildcard shares the record of the name below it and need not be among them.</param>
    /// <param name="cancellationToken">Ends it; what was requested is deleted all the same.</param>
    /// <returns>The records of those names that ACM told within <see cref="Patience"/>.</returns>
    public async Task<IReadOnlyDictionary<DomainName, ValidationRecord>> LearnAsync(
        IReadOnlyCollection<DomainName> names,
        CancellationToken cancellationToken
    )
    {
        Dictionary<DomainName, ValidationRecord> records = [];
        var hosts = names
            .Select(name => DomainName.Parse(ValidationRecord.HostOf(name)))
            .Distinct()
            .OrderBy(name => name.Value, StringComparer.Ordinal);
        foreach (var batch in hosts.Chunk(NamesAtOnce))
        {
            var certificate = await certificates.RequestAsync(batch, TokenOf(batch), cancellationToken);
            try
            {
                foreach (var (name, record) in await ReadAllAsync(certificate, batch.Length, cancellationToken))
                {
                    records[name] = record;
                }
            }
            finally
            {
                using var cleanUp = new CancellationTokenSource(CleanUpTime, time);
                await certificates.DeleteAsync(certificate, cleanUp.Token);
            }
        }

        return records;
    }

    /// <summary>Deletes what an interrupted run left.</summary>
    /// <returns>What was deleted.</returns>
    public async Task<IReadOnlyList<CertificateArn>> CleanAsync(CancellationToken cancellationToken)
    {
        var left = await certificates.FindLeftoversAsync(cancellationToken);
        foreach (var certificate in left)
        {
            await certificates.DeleteAsync(certificate, cancellationToken);
        }

        return left;
    }

    private async Task<IReadOnlyDictionary<DomainName, ValidationRecord>> ReadAllAsync(
        CertificateArn certificate,
        int expected,
        CancellationToken cancellationToken
    )
    {
        for (var until = time.GetUtcNow() + Patience; ;)
        {
            var told = await certificates.ReadAsync(certificate, cancellationToken);
            if (told.Count >= expected || time.GetUtcNow() >= until)
            {
                return told;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static string TokenOf(IEnumerable<DomainName> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', names))))[..TokenLength];
}

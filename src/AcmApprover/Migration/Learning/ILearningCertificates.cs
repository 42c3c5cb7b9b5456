using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Migration.Learning;

/// <summary>
/// The port to the records that ACM has for names in one account and region, and to the certificates that are requested only to learn them.
/// </summary>
public interface ILearningCertificates
{
    /// <summary>The record of a name, as another certificate of the account that is validated by DNS shows it; null if none does.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task<ValidationRecord?> FindAsync(DomainName name, CancellationToken cancellationToken);

    /// <summary>Requests a certificate with DNS validation, tagged as one to learn from.</summary>
    /// <param name="names">At most <see cref="Learner.NamesAtOnce"/> names.</param>
    /// <param name="token">The same token for the same names: ACM then requests it once.</param>
    /// <param name="cancellationToken">Ends the wait; the certificate may then have been requested.</param>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task<CertificateArn> RequestAsync(IReadOnlyList<DomainName> names, string token, CancellationToken cancellationToken);

    /// <summary>The records that ACM has told so far.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task<IReadOnlyDictionary<DomainName, ValidationRecord>> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken);

    /// <summary>Deletes such a certificate; one that is gone is no error.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task DeleteAsync(CertificateArn certificate, CancellationToken cancellationToken);

    /// <summary>The certificates that were requested to learn from, and are still there.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task<IReadOnlyList<CertificateArn>> FindLeftoversAsync(CancellationToken cancellationToken);
}

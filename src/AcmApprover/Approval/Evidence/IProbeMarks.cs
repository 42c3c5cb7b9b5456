using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>The port to the marks that a probe leaves in the mail bucket before it requests its certificate.</summary>
public interface IProbeMarks
{
    /// <summary>Whether a certificate that ACM does not know was a probe of ours, requested within 72 hours.</summary>
    /// <param name="bucket">The bucket of the mail.</param>
    /// <param name="name">The name in the mail, which is a probe's.</param>
    /// <param name="certificate">The certificate in the mail.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TemporarilyUnavailableException">
    /// S3 throttles, is down or out of reach; or it was requested only now, and ACM does not show it yet.
    /// </exception>
    Task<bool> IsOursAsync(string bucket, DomainName name, CertificateArn certificate, CancellationToken cancellationToken);
}

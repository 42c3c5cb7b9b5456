using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>The port to ACM. It reads only.</summary>
public interface ICertificateDirectory
{
    /// <summary>Asks ACM, in the certificate's own account and region.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM or STS did not answer in time, or is throttling.</exception>
    Task<CertificateEvidence> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken);
}

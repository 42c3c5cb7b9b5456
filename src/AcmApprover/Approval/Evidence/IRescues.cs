using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>The port to what was noted of mails that were sent to another domain than the certificate's own. It reads only.</summary>
public interface IRescues
{
    /// <summary>The last such note about a name of a certificate; null where there is none, or it may not be read.</summary>
    /// <exception cref="TemporarilyUnavailableException">It could not be read.</exception>
    Task<Rescue?> FindAsync(CertificateArn certificate, DomainName name, CancellationToken cancellationToken);
}

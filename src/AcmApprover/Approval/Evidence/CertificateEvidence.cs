using AcmApprover.Approval.Claims;

namespace AcmApprover.Approval.Evidence;

/// <summary>What ACM answered when it was asked for a certificate.</summary>
public abstract record CertificateEvidence
{
    private CertificateEvidence() { }

    /// <summary>Whether ACM shows the claimed certificate with the claimed name validated, or with nothing pending.</summary>
    public bool IsValidated(Claim claim) =>
        this is Found { State: var state } && state.Arn == claim.Certificate && state.IsValidated(claim.Domain);

    /// <summary>The certificate is there.</summary>
    public sealed record Found(CertificateState State) : CertificateEvidence;

    /// <summary>ACM does not know the certificate in that account and region.</summary>
    public sealed record NotFound : CertificateEvidence;

    /// <summary>ACM does not know it any more: it was a probe of ours, which is deleted when its mail has come.</summary>
    public sealed record DeletedProbe : CertificateEvidence;

    /// <summary>ACM, or the role in the other account, refuses, and a retry does not mend it.</summary>
    /// <param name="Detail">Which permission is missing.</param>
    public sealed record NotReadable(string Detail) : CertificateEvidence;
}

using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// A certificate as ACM describes it, as far as its validation goes. For a renewal the status stays ISSUED and the names that
/// wait stand in <c>RenewalSummary</c> (ACM API reference, RenewalSummary: "different from the initial validation").
/// </summary>
/// <param name="Arn">The certificate.</param>
/// <param name="Round">Whether anything is to be validated now, and for what.</param>
/// <param name="Status">ACM's own word, for the operator: <c>PENDING_VALIDATION</c>, <c>ISSUED</c>, …</param>
/// <param name="Names">The names of the round: of the renewal if one is pending, else of the first issue.</param>
public sealed record CertificateState(CertificateArn Arn, ValidationRound Round, string Status, IReadOnlyList<NameValidation> Names)
{
    /// <summary>The state of one name, or null if the certificate does not have it.</summary>
    public NameValidation? Find(DomainName domain) => Names.FirstOrDefault(n => n.Domain == domain);

    /// <summary>Whether this name needs no approval (any more): it is validated, or nothing is pending.</summary>
    public bool IsValidated(DomainName domain) =>
        Find(domain) is { } name
        && (Round == ValidationRound.None || (Round != ValidationRound.Over && name.Status == NameStatus.Validated));
}

/// <summary>What a certificate is being validated for.</summary>
public enum ValidationRound
{
    /// <summary>It can no longer be validated: timed out, failed, expired, revoked, inactive, or its renewal failed.</summary>
    Over,

    /// <summary>It is issued, and no renewal is pending.</summary>
    None,

    /// <summary>It was requested and is not issued yet.</summary>
    Issue,

    /// <summary>It is issued, and its renewal is pending.</summary>
    Renewal,
}

using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// A mail that looks like one of ACM's validation mails, or names a certificate, with what could be read of its claims. A field is null if
/// the mail does not have it, has it in no form that can be read, or contradicts itself on it; the lists say which.
/// </summary>
public sealed record ValidationMail
{
    /// <summary>The mail.</summary>
    public required ReceivedMail Mail { get; init; }

    /// <summary>
    /// Whether the mail looks like a validation mail by its subject, sender, sentence or link. One that does not is here for
    /// the certificates that it names.
    /// </summary>
    public bool IsMarked { get; init; } = true;

    /// <summary>The certificates that the mail names, where it asks for no approval: it may be a notice about them. Empty
    /// otherwise.</summary>
    public IReadOnlyList<CertificateArn> NoticedCertificates { get; init; } = [];

    /// <summary>New request or renewal.</summary>
    public Kind Kind { get; init; }

    /// <summary>The name whose validation is asked for.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>The account that requests the certificate, by its line; where no line states it, by the certificate's ARN.</summary>
    public AccountId? Account { get; init; }

    /// <summary>
    /// Every account that the mail names anywhere, in its lines, ARNs and sentences. A mail about a certificate of ours names no
    /// stranger's.
    /// </summary>
    public IReadOnlyList<AccountId> NamedAccounts { get; init; } = [];

    /// <summary>Every account that the mail speaks of, those that it claims first.</summary>
    public IEnumerable<AccountId> Accounts =>
        new[] { Account, Certificate?.Account }
            .Concat(NoticedCertificates.Select(certificate => certificate.Account))
            .Concat(NamedAccounts)
            .OfType<AccountId>()
            .Distinct();

    /// <summary>The region that the certificate is said to live in, by its line; where no line states it, by the certificate's
    /// ARN.</summary>
    public Region? Region { get; init; }

    /// <summary>The certificate.</summary>
    public CertificateArn? Certificate { get; init; }

    /// <summary>The link, if it leads to the approval site of the claimed region.</summary>
    public ApprovalLink? Link { get; init; }

    /// <summary>Where a link leads that is not such a one: its scheme, host and path, defanged, without its query.</summary>
    public string? UntrustedLink { get; init; }

    /// <summary>What is wrong with such a link.</summary>
    public string? LinkProblem { get; init; }

    /// <summary>What is missing, a phrase each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What the mail says in two ways, a phrase each.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>The claim, if every field of it is there.</summary>
    public Claim? Claim => Domain is not null && Certificate is not null && Link is not null ? new Claim(Domain, Certificate, Link) : null;
}

using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>How loudly a referral is told, and whether the operator is given the link.</summary>
internal static class ReferralRule
{
    /// <summary>The referral for the reasons of the mail's or the certificate's stage.</summary>
    internal static Referral Of(IReadOnlyList<Reason> reasons, ValidationMail mail, Policy policy) =>
        new(reasons, SeverityOf(reasons, mail, policy), LinkFor(reasons, mail, policy));

    /// <summary>
    /// The link, where every account that the mail names is trusted, and nothing speaks against a person's pressing the button.
    /// </summary>
    internal static ApprovalLink? LinkFor(IReadOnlyList<Reason> reasons, ValidationMail mail, Policy policy) =>
        mail.Account is null && mail.NamedAccounts.Count == 0 ? null
        : StrangersIn(mail, policy).Any() || reasons.Any(r => r.Code is ReasonCode.CertificateNotFound or ReasonCode.PageMismatch) ? null
        : mail.Link;

    /// <summary>
    /// An alert where a genuine mail is about a certificate that is not ours: somebody else requests a certificate for the
    /// domain, whatever else is wrong with the mail. Anybody can forward such a mail about a domain of their own, so the alert also
    /// asks that SES itself delivered it to a system mailbox for the domain, or that the operator lists the domain; else it is a notice.
    /// </summary>
    internal static Severity SeverityOf(IReadOnlyList<Reason> reasons, ValidationMail mail, Policy policy)
    {
        var isProven = !reasons.Any(r => r.Code == ReasonCode.SenderNotAuthenticated);
        var isStrangers = StrangersIn(mail, policy).Any() || reasons.Any(r => r.Code == ReasonCode.CertificateNotFound);
        return !isProven || !isStrangers ? Severity.Warning
            : IsDeliveredToSystemMailbox(mail) || IsListed(mail.Domain, policy) ? Severity.Alert
            : Severity.Notice;
    }

    /// <summary>Whether a page that is not recognised states an account, or a certificate of an account, that is not trusted.</summary>
    internal static bool NamesStranger(PageEvidence page, Policy policy) =>
        page is PageEvidence.Unrecognised { Facts: var facts }
        && facts
            .Accounts.Select(a => a.Value)
            .Concat(facts.Certificates.Select(c => c.Value?.Arn?.Account))
            .Any(account => account is not null && !policy.Accounts.Contains(account));

    /// <summary>Every account that the mail names anywhere, the certificate's ARN included, and that is not trusted.</summary>
    private static IEnumerable<AccountId> StrangersIn(ValidationMail mail, Policy policy) =>
        mail.Accounts.Where(account => !policy.Accounts.Contains(account));

    /// <summary>By SES's own <c>for</c>: To and Cc are the sender's words. Where the domain cannot be read, any system mailbox
    /// counts.</summary>
    private static bool IsDeliveredToSystemMailbox(ValidationMail mail) =>
        mail.Mail.Ses?.Recipient is { } recipient
        && (mail.Domain is { } domain ? SystemAddress.IsFor(recipient, domain) : SystemAddress.IsOne(recipient));

    private static bool IsListed(DomainName? domain, Policy policy) =>
        domain is not null && policy.Domains.Any(pattern => pattern != DomainPattern.Any && pattern.Matches(domain));
}

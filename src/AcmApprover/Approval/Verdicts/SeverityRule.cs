using AcmApprover.Approval.Claims;

namespace AcmApprover.Approval.Verdicts;

/// <summary>How loudly a referral is told.</summary>
internal static class SeverityRule
{
    /// <summary>
    /// Loudest where the mail is genuine and leads to Amazon's own site, but the certificate is not one of ours: then it is
    /// somebody else's request for the domain, and not a mistake.
    /// </summary>
    internal static Severity Of(IReadOnlyList<Reason> reasons, ValidationMail mail) =>
        Has(reasons, ReasonCode.AccountNotTrusted, ReasonCode.CertificateNotFound)
        && !Has(reasons, ReasonCode.SenderNotAuthenticated, ReasonCode.MailUnreadable)
        && mail.Link is not null
            ? Severity.Alert
            : Severity.Warning;

    private static bool Has(IReadOnlyList<Reason> reasons, ReasonCode one, ReasonCode other) =>
        reasons.Any(r => r.Code == one || r.Code == other);
}

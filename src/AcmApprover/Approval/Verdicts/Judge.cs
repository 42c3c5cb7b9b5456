using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// The decision: a pure, total function of the mail, the evidence gathered so far, the policy and the time. It walks the stages
/// in order, ends at the first that fails, and reports every failed rule of that stage.
/// </summary>
public static class Judge
{
    /// <summary>Decides what follows.</summary>
    /// <param name="mail">What the mail claims.</param>
    /// <param name="certificate">ACM's answer; null before ACM was asked.</param>
    /// <param name="page">What the link showed; null before it was opened.</param>
    /// <param name="policy">What the operator trusts.</param>
    /// <param name="now">The present instant; a link lives 72 hours.</param>
    public static Verdict Decide(
        ValidationMail mail, CertificateEvidence? certificate, PageEvidence? page, Policy policy, DateTimeOffset now)
    {
        if (MailRules.Check(mail, policy, now) is { Count: > 0 } mailReasons)
        {
            return new Verdict.Refer(mailReasons, SeverityOf(mailReasons, mail));
        }

        // A mail without a complete claim has failed a rule above.
        var claim = mail.Claim!;
        if (certificate is null)
        {
            return new Verdict.AskAcm(claim.Certificate);
        }

        if (CertificateRules.Check(mail, claim, certificate) is { Count: > 0 } certificateReasons)
        {
            return new Verdict.Refer(certificateReasons, SeverityOf(certificateReasons, mail));
        }

        if (certificate is CertificateEvidence.Found { State: var state } && state.IsValidated(claim.Domain))
        {
            return new Verdict.AlreadyApproved();
        }

        if (page is null)
        {
            return new Verdict.OpenPage(new PageWarrant(claim.Link));
        }

        if (PageRules.Check(claim, page) is { Count: > 0 } pageReasons)
        {
            return new Verdict.Refer(pageReasons, Severity.Warning);
        }

        return (page, policy.Mode) switch
        {
            (PageEvidence.Shown shown, Mode.Approve) => new Verdict.Approve(new ApprovalWarrant(claim, shown.Page.Form)),
            _ => new Verdict.Refer([new Reason(ReasonCode.NotifyOnly, $"{claim.Domain} would be approved")], Severity.Notice),
        };
    }

    /// <summary>
    /// Loudest where the mail is genuine and leads to Amazon's own site, but the certificate is not one of ours: then it is
    /// somebody else's request for the domain, and not a mistake.
    /// </summary>
    private static Severity SeverityOf(IReadOnlyList<Reason> reasons, ValidationMail mail) =>
        Has(reasons, ReasonCode.AccountNotTrusted, ReasonCode.CertificateNotFound)
        && !Has(reasons, ReasonCode.SenderNotAuthenticated, ReasonCode.MailUnreadable)
        && mail.Link is not null
            ? Severity.Alert
            : Severity.Warning;

    private static bool Has(IReadOnlyList<Reason> reasons, ReasonCode one, ReasonCode other) =>
        reasons.Any(r => r.Code == one || r.Code == other);
}

using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// The right to approve. Nothing but <see cref="Grant"/> can make one, once every rule holds; the port that presses the button takes
/// nothing else, so that an approval without a verdict does not compile.
/// </summary>
public sealed class ApprovalWarrant
{
    private ApprovalWarrant(PageWarrant opened, ApprovalForm form) => (Opened, Form) = (opened, form);

    /// <summary>What is approved.</summary>
    public Claim Claim => Opened.Claim;

    /// <summary>The form whose button is pressed.</summary>
    public ApprovalForm Form { get; }

    /// <summary>The warrant that this one rests on.</summary>
    internal PageWarrant Opened { get; }

    /// <summary>Judges the page, and last the operator's choice to approve or to be told.</summary>
    /// <param name="opened">The warrant by which the page was opened.</param>
    /// <param name="page">What the link showed.</param>
    /// <param name="certificate">ACM's latest answer: a page that says "already approved" is believed where ACM agrees.</param>
    public static Verdict<ApprovalWarrant> Grant(PageWarrant opened, PageEvidence page, CertificateEvidence certificate) =>
        page switch
        {
            PageEvidence.SaysAlreadyApproved when certificate.IsValidated(opened.Claim) => new Verdict<ApprovalWarrant>.End(
                Ending.AlreadyApproved
            ),
            _ when PageRules.Check(opened.Claim, page) is { Count: > 0 } reasons => Refer(opened, page, reasons, Severity.Warning),
            PageEvidence.Shown shown when opened.Asked.Policy.Mode == Mode.Approve => new Verdict<ApprovalWarrant>.Proceed(
                new ApprovalWarrant(opened, shown.Page.Form)
            ),
            _ => Refer(opened, page, [new Reason(ReasonCode.NotifyOnly, $"{opened.Claim.Domain} would be approved")], Severity.Notice),
        };

    private static Verdict<ApprovalWarrant>.End Refer(
        PageWarrant opened,
        PageEvidence page,
        IReadOnlyList<Reason> reasons,
        Severity severity
    )
    {
        var (mail, policy) = (opened.Asked.Mail, opened.Asked.Policy);
        var link = ReferralRule.NamesStranger(page, policy) ? null : ReferralRule.LinkFor(reasons, mail, policy);
        var isUnderstood = reasons.All(r => r.Code is not (ReasonCode.PageUnrecognised or ReasonCode.PageMismatch));
        return new(Ending.Refer(new Referral(reasons, severity, link) { Answer = isUnderstood ? null : page.Response }));
    }
}

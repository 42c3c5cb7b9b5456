using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>What follows the button. ACM's state decides; the site's word is enough where ACM has not caught up.</summary>
public static class Confirmation
{
    /// <summary>Judges the site's answer beside ACM's state. Where the answer is lost and nothing came of it, the page may be opened
    /// again.</summary>
    /// <param name="pressed">The warrant by which the button was pressed.</param>
    /// <param name="answer">The site's answer.</param>
    /// <param name="certificate">ACM's answer after the button was pressed.</param>
    public static Verdict<PageWarrant> Judge(ApprovalWarrant pressed, ButtonAnswer answer, CertificateEvidence certificate) =>
        answer switch
        {
            ButtonAnswer.NotPressed => End(Ending.WouldApprove),
            ButtonAnswer.AlreadyApproved or ButtonAnswer.Rejected when certificate.IsValidated(pressed.Claim) => End(
                Ending.AlreadyApproved
            ),
            _ when certificate.IsValidated(pressed.Claim) => End(Ending.Approved),
            ButtonAnswer.Approved => End(Ending.Approved),
            ButtonAnswer.Rejected rejected => Refer(pressed, PageRules.Rejected(rejected.Status)),
            ButtonAnswer.Lost => PageWarrant.Grant(pressed.Opened.Asked, certificate),
            ButtonAnswer.AlreadyApproved => NotConfirmed(
                pressed,
                answer,
                "the site says that the request was approved before, but ACM does not"
            ),
            ButtonAnswer.Unclear unclear => NotConfirmed(pressed, answer, unclear.Detail),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Verdict<PageWarrant> NotConfirmed(ApprovalWarrant pressed, ButtonAnswer answer, string detail) =>
        Refer(pressed, new Reason(ReasonCode.ApprovalNotConfirmed, detail), answer.Response);

    private static Verdict<PageWarrant> Refer(ApprovalWarrant pressed, Reason reason, SiteResponse? answer = null)
    {
        var asked = pressed.Opened.Asked;
        var link = ReferralRule.LinkFor([reason], asked.Mail, asked.Policy);
        return End(Ending.Refer(new Referral([reason], Severity.Warning, link) { Answer = answer }));
    }

    private static Verdict<PageWarrant> End(Ending ending) => new Verdict<PageWarrant>.End(ending);
}

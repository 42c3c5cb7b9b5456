using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// The right to open the link of a mail. Nothing but <see cref="Grant"/> can make one, once ACM shows the certificate as pending and
/// validated by e-mail; the port that opens pages takes nothing else.
/// </summary>
public sealed class PageWarrant
{
    private PageWarrant(CertificateWarrant asked) => Asked = asked;

    /// <summary>The link that may be opened.</summary>
    public ApprovalLink Link => Claim.Link;

    /// <summary>What the mail claims, and ACM confirms.</summary>
    public Claim Claim => Asked.Claim;

    /// <summary>The warrant that this one rests on.</summary>
    internal CertificateWarrant Asked { get; }

    /// <summary>Judges ACM's answer. A name that needs no approval any more ends the way in silence.</summary>
    /// <param name="asked">The warrant by which ACM was asked.</param>
    /// <param name="certificate">ACM's answer.</param>
    public static Verdict<PageWarrant> Grant(CertificateWarrant asked, CertificateEvidence certificate) =>
        certificate.IsValidated(asked.Claim) ? new Verdict<PageWarrant>.End(Ending.AlreadyApproved)
        : CertificateRules.Check(asked.Mail, asked.Claim, certificate) is { Count: > 0 } reasons
            ? new Verdict<PageWarrant>.End(Ending.Refer(ReferralRule.Of(reasons, asked.Mail, asked.Policy)))
        : new Verdict<PageWarrant>.Proceed(new PageWarrant(asked));
}

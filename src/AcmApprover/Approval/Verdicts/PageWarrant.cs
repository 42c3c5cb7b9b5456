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

    /// <summary>
    /// Judges ACM's answer. A name that needs no approval any more ends the way in silence, and so does a late copy about a deleted probe.
    /// </summary>
    /// <param name="asked">The warrant by which ACM was asked.</param>
    /// <param name="certificate">ACM's answer.</param>
    /// <param name="rescue">That we had the mail sent to another domain; null where nothing is noted of that.</param>
    /// <param name="now">The present instant: such a note holds for 72 hours.</param>
    public static Verdict<PageWarrant> Grant(
        CertificateWarrant asked,
        CertificateEvidence certificate,
        Rescue? rescue = null,
        DateTimeOffset now = default
    )
    {
        if (certificate.IsValidated(asked.Claim))
        {
            return new Verdict<PageWarrant>.End(Ending.AlreadyApproved);
        }

        if (certificate is CertificateEvidence.DeletedProbe)
        {
            return new Verdict<PageWarrant>.End(Ending.Ignored);
        }

        var reasons = CertificateRules.Check(asked.Mail, asked.Claim, certificate);
        return reasons.Count == 0 || (IsOnlyUnexpected(reasons) && IsRescued(asked, rescue, now))
            ? new Verdict<PageWarrant>.Proceed(new PageWarrant(asked))
            : new Verdict<PageWarrant>.End(Ending.Refer(ReferralRule.Of(reasons, asked.Mail, asked.Policy)));
    }

    /// <summary>Whether nothing but the recipient stands in the way, so that a <see cref="Rescue"/> could explain it.</summary>
    /// <param name="asked">The warrant by which ACM was asked.</param>
    /// <param name="certificate">ACM's answer.</param>
    public static bool NeedsRescue(CertificateWarrant asked, CertificateEvidence certificate) =>
        !certificate.IsValidated(asked.Claim) && IsOnlyUnexpected(CertificateRules.Check(asked.Mail, asked.Claim, certificate));

    private static bool IsOnlyUnexpected(IReadOnlyList<Reason> reasons) => reasons is [{ Code: ReasonCode.RecipientNotExpected }];

    private static bool IsRescued(CertificateWarrant asked, Rescue? rescue, DateTimeOffset now) =>
        rescue is not null
        && rescue.Covers(asked.Claim, now)
        && asked.Mail.Mail.Recipients.Any(recipient => SystemAddress.IsAt(recipient, rescue.MailDomain));
}

using AcmApprover.Approval.Claims;

namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// The right to ask ACM about a mail's certificate. Nothing but <see cref="Grant"/> can make one: the constructor is private.
/// </summary>
public sealed class CertificateWarrant
{
    private CertificateWarrant(ValidationMail mail, Claim claim, Policy policy) => (Mail, Claim, Policy) = (mail, claim, policy);

    /// <summary>What the mail claims, complete and free of contradictions.</summary>
    public Claim Claim { get; }

    /// <summary>The mail, for the rules of the later stages.</summary>
    internal ValidationMail Mail { get; }

    /// <summary>What the operator trusts, for the rules of the later stages.</summary>
    internal Policy Policy { get; }

    /// <summary>Judges the mail alone: every rule that needs neither ACM nor the page.</summary>
    /// <param name="mail">What the mail claims.</param>
    /// <param name="policy">What the operator trusts.</param>
    /// <param name="now">The present instant; a link lives 72 hours.</param>
    public static Verdict<CertificateWarrant> Grant(ValidationMail mail, Policy policy, DateTimeOffset now)
    {
        if (NoticeRule.Check(mail, policy) is { } notice)
        {
            return End(Ending.Refer(new Referral([notice], Severity.Notice)));
        }

        if (!mail.IsMarked)
        {
            return End(Ending.Ignored);
        }

        // A mail without a complete claim has failed a rule.
        return MailRules.Check(mail, policy, now) is { Count: > 0 } reasons
            ? End(Ending.Refer(ReferralRule.Of(reasons, mail, policy)))
            : new Verdict<CertificateWarrant>.Proceed(new CertificateWarrant(mail, mail.Claim!, policy));
    }

    private static Verdict<CertificateWarrant>.End End(Ending ending) => new(ending);
}

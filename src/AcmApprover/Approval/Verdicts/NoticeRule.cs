using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>Amazon's other mail about certificates, such as the notice that a renewal waits. It has no link, and nothing to
/// approve.</summary>
internal static class NoticeRule
{
    /// <summary>The reason to tell the operator; null where the mail asks for an approval, its sender is not proven, or no certificate is
    /// ours.</summary>
    internal static Reason? Check(ValidationMail mail, Policy policy)
    {
        CertificateArn[] ours = [.. mail.NoticedCertificates.Where(arn => policy.Accounts.Contains(arn.Account))];
        return ours.Length == 0 || SenderProof.Gaps(mail.Mail, policy.Senders).Any()
            ? null
            : new Reason(ReasonCode.AcmNotice, $"it is about {string.Join(", ", ours.Take(5).AsEnumerable())}");
    }
}

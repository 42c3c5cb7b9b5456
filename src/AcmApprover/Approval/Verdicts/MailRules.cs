using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules that need nothing but the mail.</summary>
public static class MailRules
{
    /// <summary>How long a validation link lives (ACM user guide, email-validation).</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(72);

    /// <summary>Every rule that fails. A rule about a field that is missing or contradictory is not asked: that is reported by
    /// itself.</summary>
    public static IReadOnlyList<Reason> Check(ValidationMail mail, Policy policy, DateTimeOffset now)
    {
        List<Reason> reasons = [];
        Add(ReasonCode.MailUnreadable, mail.Mail.Unreadable);
        Add(ReasonCode.MailIncomplete, Joined(mail.Missing));
        Add(ReasonCode.MailContradictsItself, Joined(mail.Contradictions));
        string[] gaps = [.. SenderProof.Gaps(mail.Mail, policy.Senders)];
        Add(ReasonCode.SenderNotAuthenticated, Joined(gaps));
        Add(ReasonCode.MarkedAsSpam, gaps.Length == 0 && policy.Spam == Spam.Refuse ? SenderProof.SpamProblem(mail.Mail) : null);
        Add(ReasonCode.RecipientNotSystemAddress, RecipientProblem(mail));
        Add(ReasonCode.LinkUntrusted, mail.LinkProblem is null ? null : $"the link goes to {mail.UntrustedLink}: {mail.LinkProblem}");
        Add(ReasonCode.LinkExpired, ExpiryProblem(mail.Mail, now));
        Add(ReasonCode.AccountNotTrusted, AccountProblem(mail, policy));
        Add(ReasonCode.DomainNotAllowed, DomainProblem(mail.Domain, policy));
        return reasons;

        void Add(ReasonCode code, string? detail)
        {
            if (detail is not null)
            {
                reasons.Add(new Reason(code, detail));
            }
        }
    }

    private static string? Joined(IReadOnlyList<string> phrases) => phrases.Count == 0 ? null : string.Join("; ", phrases);

    private static string? RecipientProblem(ValidationMail mail)
    {
        if (mail.Domain is not { } domain || mail.Mail.Recipients.Any(r => SystemAddress.IsFor(r, domain)))
        {
            return null;
        }

        var seen = mail.Mail.Recipients.Count == 0 ? "nobody" : string.Join(", ", mail.Mail.Recipients.Take(5).Select(OutsideText.Quote));
        return $"it is addressed to {seen}, and not to {string.Join("@, ", SystemAddress.LocalParts)}@ {domain} or a domain above it";
    }

    private static string? ExpiryProblem(ReceivedMail mail, DateTimeOffset now)
    {
        var age = now - mail.ReceivedAt;
        return age > LinkLifetime ? $"{WordsOf(mail)} {Instant.Format(mail.ReceivedAt)}, {age.TotalHours:N0} hours ago" : null;
    }

    private static string WordsOf(ReceivedMail mail) =>
        mail.ReceivedAtSource switch
        {
            ReceivedAtSource.Date => "by its own Date, it was sent at",
            ReceivedAtSource.Store => "it was stored at",
            ReceivedAtSource.Ses => "it was received at",
        };

    /// <summary>The claimed account is the one of the line and of the ARN; where the mail does not say, every account that it names
    /// counts.</summary>
    private static string? AccountProblem(ValidationMail mail, Policy policy)
    {
        AccountId[] claimed = [.. new[] { mail.Account, mail.Certificate?.Account }.OfType<AccountId>()];
        AccountId[] strangers =
        [
            .. (claimed.Length > 0 ? claimed : mail.NamedAccounts).Where(a => !policy.Accounts.Contains(a)).Distinct().Take(5),
        ];
        var trusted =
            policy.Organization is { } organization ? $"those of the organization {organization}"
            : policy.Accounts.Count == 0 ? "none"
            : string.Join(", ", policy.Accounts);
        return strangers.Length == 0
            ? null
            : $"requested by account {string.Join(", ", strangers.AsEnumerable())}; trusted accounts: {trusted}";
    }

    private static string? DomainProblem(DomainName? domain, Policy policy) =>
        domain is null || policy.Domains.Any(p => p.Matches(domain))
            ? null
            : $"{domain} matches none of {string.Join(", ", policy.Domains)}";
}

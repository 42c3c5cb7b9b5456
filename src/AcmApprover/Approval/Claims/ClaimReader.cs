using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// Reads what a mail claims. It looks for the labels and marks of ACM's templates in every readable part, so that nothing that a
/// person could be shown differs from what is acted on. It proves nothing.
/// </summary>
public static class ClaimReader
{
    /// <summary>The mail's claims, or null if it does not look like a validation mail at all and names no certificate.</summary>
    public static ValidationMail? Read(ReceivedMail mail)
    {
        var parts = MailPart.Read(mail, out var problem);
        var asks = Template.DomainOfSubject(mail.Subject) is not null || parts.Exists(p => p.IsMarked);
        var isMarked = asks || Template.MarksSender(mail);
        if ((mail.Unreadable ?? problem) is { } unreadable)
        {
            string[] texts = [.. Unread(mail)];
            return isMarked || Array.Exists(texts, Template.MarksUnread)
                ? new ValidationMail
                {
                    Mail = mail with { Unreadable = unreadable },
                    NamedAccounts = [.. Accounts(mail, parts).Concat(texts.SelectMany(AccountsInArns)).Distinct()],
                }
                : null;
        }

        if (asks)
        {
            return Read(mail, parts);
        }

        var noticed = Noticed(parts);
        return isMarked || noticed.Count > 0 ? Read(mail, parts) with { NoticedCertificates = noticed, IsMarked = isMarked } : null;
    }

    private static ValidationMail Read(ReceivedMail mail, List<MailPart> parts)
    {
        var facts = Facts.Read(mail, parts);
        var links = LinkClaim.Read([.. parts.SelectMany(p => p.Links)], facts.Region);
        return new ValidationMail
        {
            Mail = mail,
            Kind =
                parts.Exists(p => Template.MarksRenewal(p.Text)) ? Kind.Renewal
                : parts.Exists(p => p.IsRequest) ? Kind.New
                : Kind.Unknown,
            Domain = facts.Domain,
            Account = facts.Account,
            Region = facts.Region,
            NamedAccounts = Accounts(mail, parts),
            Certificate = facts.Certificate,
            Link = links.Link,
            UntrustedLink = links.Untrusted,
            LinkProblem = links.Problem,
            Missing = [.. facts.Missing.Append(links.Missing).OfType<string>()],
            Contradictions = [.. facts.Contradictions.Append(links.Contradiction).OfType<string>()],
        };
    }

    /// <summary>What is there to know an unreadable mail by: its bytes and its HTML, as text and as the text of tags.</summary>
    private static IEnumerable<string> Unread(ReceivedMail mail)
    {
        foreach (var text in mail.RawTexts.Concat(mail.Htmls))
        {
            yield return VisibleText.Of(text);
            if (text.Contains('<', StringComparison.Ordinal))
            {
                yield return VisibleText.Of(FlatHtml.Read(text));
            }
        }
    }

    private static IReadOnlyList<AccountId> Accounts(ReceivedMail mail, List<MailPart> parts)
    {
        HashSet<AccountId> accounts = [];
        NamedAccounts.AddTo(accounts, mail.Subject);
        foreach (var part in parts)
        {
            NamedAccounts.AddTo(accounts, part.Text);
        }

        return [.. accounts];
    }

    /// <summary>The certificates that a mail without any mark of a request names.</summary>
    private static IReadOnlyList<CertificateArn> Noticed(List<MailPart> parts)
    {
        HashSet<CertificateArn> arns = [];
        foreach (var part in parts)
        {
            CertificateArns.AddTo(arns, part.Text);
        }

        return [.. arns];
    }

    /// <summary>The accounts of the certificates that a text names. Any other number in bytes that are not understood can be one of
    /// anything.</summary>
    private static IEnumerable<AccountId> AccountsInArns(string text)
    {
        HashSet<CertificateArn> arns = [];
        CertificateArns.AddTo(arns, text);
        return arns.Select(arn => arn.Account);
    }
}

using System.Buffers;
using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// Reads what a mail claims. It looks for the labels and marks of ACM's templates in every readable part, so that nothing that a
/// person could be shown differs from what is acted on. It proves nothing.
/// </summary>
public static class ClaimReader
{
    /// <summary>All that Unicode lets a line end with (UAX 14), so that none that somebody is shown as a line of its own is missed.</summary>
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    /// <summary>The mail's claims, or null if it does not look like a validation mail at all.</summary>
    public static ValidationMail? Read(ReceivedMail mail)
    {
        var parts = Parts(mail);
        var asks = Template.DomainOfSubject(mail.Subject) is not null || parts.Exists(p => p.IsRequest || p.Links.Any(LinkFinder.IsMark));
        if (mail.Unreadable is not null)
        {
            return asks || Template.MarksHeaders(mail) ? new ValidationMail { Mail = mail, NamedAccounts = Accounts(mail, parts) } : null;
        }

        if (asks)
        {
            return Read(mail, parts);
        }

        var noticed = Noticed(parts);
        var isMarked = Template.MarksHeaders(mail);
        return isMarked || noticed.Count > 0 ? Read(mail, parts) with { NoticedCertificates = noticed, IsMarked = isMarked } : null;
    }

    /// <summary>The certificates that a mail without any mark of a request names.</summary>
    private static IReadOnlyList<CertificateArn> Noticed(List<Part> parts)
    {
        HashSet<CertificateArn> arns = [];
        foreach (var part in parts)
        {
            CertificateArns.AddTo(arns, part.Text);
        }

        return [.. arns];
    }

    private sealed record Part(string Name, string Text, IReadOnlyList<string> Links)
    {
        internal int EndOfSentence { get; } = Template.EndOfSentence(Text);

        /// <summary>Whether it has the sentence of a validation mail.</summary>
        internal bool IsRequest => EndOfSentence >= 0;
    }

    private static List<Part> Parts(ReceivedMail mail)
    {
        List<Part> parts = [];
        foreach (var text in mail.Texts)
        {
            parts.Add(new Part("text", text, LinkFinder.InText(text)));
        }

        foreach (var source in mail.Htmls)
        {
            var html = HtmlText.Read(source);
            parts.Add(new Part("HTML part", html.Text, [.. html.ApprovalTargets, .. LinkFinder.InText(html.Text)]));
        }

        return parts;
    }

    private static ValidationMail Read(ReceivedMail mail, List<Part> parts)
    {
        var domain = new Field<DomainName>("domain", "a domain name", t => DomainName.TryParse(t, out var v) ? v : null);
        var account = new Field<AccountId>("account", "an AWS account id", t => AccountId.TryParse(t, out var v) ? v : null);
        var region = new Field<Region>("region", "an AWS region", t => Region.TryParse(t, out var v) ? v : null);
        var certificate = new Field<CertificateName>("certificate", "a certificate's ARN or id", CertificateName.Read);

        foreach (var part in parts)
        {
            // By the first colon of each line: most lines have none.
            var text = part.Text.AsSpan();
            while (text.IndexOf(':') is var colon and >= 0)
            {
                var start = text[..colon].LastIndexOfAny(LineEnds) + 1;
                var length = text[colon..].IndexOfAny(LineEnds);
                var end = length < 0 ? text.Length : colon + length;
                var label = text[start..colon].Trim();
                var value = text[(colon + 1)..end].Trim();
                State(domain, Template.DomainLabels, label, value, part.Name);
                State(account, Template.AccountLabels, label, value, part.Name);
                State(region, Template.RegionLabels, label, value, part.Name);
                State(certificate, Template.CertificateLabels, label, value, part.Name);
                text = text[end..];
            }

            Witness(domain, part.IsRequest ? Template.DomainAt(part.EndOfSentence, part.Text) : null, part.Name);
        }

        Witness(domain, Template.DomainOfSubject(mail.Subject), "subject");
        var arns = certificate.Values.Select(c => c.Arn).OfType<CertificateArn>().Distinct().ToList();
        foreach (var arn in arns)
        {
            account.Witness(arn.Account.Value, "certificate's ARN");
            region.Witness(arn.Region.Value, "certificate's ARN");
        }

        // A line that is not there is missing, and the ARN still says whose certificate it is.
        var only = arns.Count == 1 ? arns[0] : null;
        var claimedAccount = account.Value ?? (account.IsStated ? null : only?.Account);
        var claimedRegion = region.Value ?? (region.IsStated ? null : only?.Region);
        var links = LinkClaim.Read([.. parts.SelectMany(p => p.Links)], claimedRegion);
        return new ValidationMail
        {
            Mail = mail,
            Kind = parts.Exists(p => Template.MarksRenewal(p.Text)) ? Kind.Renewal : parts.Exists(p => p.IsRequest) ? Kind.New : Kind.Unknown,
            Domain = domain.Value,
            Account = claimedAccount,
            Region = claimedRegion,
            NamedAccounts = Accounts(mail, parts),
            Certificate = certificate.Value?.In(claimedRegion, claimedAccount),
            Link = links.Link,
            UntrustedLink = links.Untrusted,
            LinkProblem = links.Problem,
            Missing = Present(domain.Missing, account.Missing, region.Missing, certificate.Missing, links.Missing),
            Contradictions = Present(
                domain.Contradiction, account.Contradiction, region.Contradiction, certificate.Contradiction, links.Contradiction),
        };
    }

    private static IReadOnlyList<AccountId> Accounts(ReceivedMail mail, List<Part> parts)
    {
        HashSet<AccountId> accounts = [];
        NamedAccounts.AddTo(accounts, mail.Subject);
        foreach (var part in parts)
        {
            NamedAccounts.AddTo(accounts, part.Text);
        }

        return [.. accounts];
    }

    private static void State<T>(Field<T> field, string[] labels, ReadOnlySpan<char> label, ReadOnlySpan<char> value, string where)
        where T : class
    {
        foreach (var known in labels)
        {
            if (label.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                field.State(value, where);
                return;
            }
        }
    }

    private static void Witness<T>(Field<T> field, string? text, string where)
        where T : class
    {
        if (text is not null)
        {
            field.Witness(text, where);
        }
    }

    private static List<string> Present(params ReadOnlySpan<string?> phrases)
    {
        List<string> present = [];
        foreach (var phrase in phrases)
        {
            if (phrase is not null)
            {
                present.Add(phrase);
            }
        }

        return present;
    }
}

using System.Text;
using AcmApprover.Mail;

namespace AcmApprover.Claims;

/// <summary>
/// Reads what a mail claims. It looks for the labels and marks of ACM's templates in every readable part, so that nothing that a
/// person could be shown differs from what is acted on. It proves nothing.
/// </summary>
public static class ClaimReader
{
    /// <summary>The mail's claims, or null if it does not look like a validation mail at all.</summary>
    public static ValidationMail? Read(ReceivedMail mail)
    {
        var marked = Template.MarksHeaders(mail);
        if (mail.Unreadable is not null)
        {
            return marked || mail.Texts.Any(t => Template.MarksBody(Fold(t))) ? new ValidationMail { Mail = mail } : null;
        }

        var parts = Parts(mail);
        return marked || parts.Exists(p => p.Links.Count > 0 || Template.MarksBody(p.Folded)) ? Read(mail, parts) : null;
    }

    private sealed record Part(string Name, string Text, string Folded, IReadOnlyList<string> Links);

    private static List<Part> Parts(ReceivedMail mail)
    {
        List<Part> parts = [];
        foreach (var text in mail.Texts)
        {
            parts.Add(new Part("text", text, Fold(text), [.. LinkFinder.InText(text)]));
        }

        foreach (var html in mail.Htmls.Select(HtmlText.Read))
        {
            parts.Add(new Part("HTML part", html.Text, Fold(html.Text), [.. html.ApprovalTargets, .. LinkFinder.InText(html.Text)]));
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
            foreach (var line in part.Text.AsSpan().EnumerateLines())
            {
                State(domain, Template.DomainLabels, line, part.Name);
                State(account, Template.AccountLabels, line, part.Name);
                State(region, Template.RegionLabels, line, part.Name);
                State(certificate, Template.CertificateLabels, line, part.Name);
            }

            Witness(domain, Template.DomainOfSentence(part.Folded), part.Name);
        }

        Witness(domain, Template.DomainOfSubject(mail.Subject), "subject");
        foreach (var arn in certificate.Values.Select(c => c.Arn).OfType<CertificateArn>())
        {
            account.Witness(arn.Account.Value, "certificate's ARN");
            region.Witness(arn.Region.Value, "certificate's ARN");
        }

        var links = LinkClaim.Read([.. parts.SelectMany(p => p.Links)], region.Value);
        return new ValidationMail
        {
            Mail = mail,
            Kind = parts.Select(p => Template.KindOf(p.Folded)).Where(k => k != Kind.Unknown).DefaultIfEmpty().Max(),
            Domain = domain.Value,
            Account = account.Value,
            Region = region.Value,
            Certificate = certificate.Value?.In(region.Value, account.Value),
            Link = links.Link,
            UntrustedLink = links.Untrusted,
            LinkProblem = links.Problem,
            Missing = Present(domain.Missing, account.Missing, region.Missing, certificate.Missing, links.Missing),
            Contradictions = Present(
                domain.Contradiction, account.Contradiction, region.Contradiction, certificate.Contradiction, links.Contradiction),
        };
    }

    private static void State<T>(Field<T> field, string[] labels, ReadOnlySpan<char> line, string where)
        where T : class
    {
        var trimmed = line.Trim();
        foreach (var label in labels)
        {
            if (trimmed.StartsWith(label, StringComparison.OrdinalIgnoreCase)
                && trimmed[label.Length..].TrimStart() is [':', .. var value])
            {
                field.State(value.Trim().ToString(), where);
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

    /// <summary>The text with every run of white space as one space: sentences are broken into lines anywhere.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var wasSpace = true;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace || !wasSpace)
            {
                folded.Append(isSpace ? ' ' : c);
            }

            wasSpace = isSpace;
        }

        return folded.ToString();
    }
}

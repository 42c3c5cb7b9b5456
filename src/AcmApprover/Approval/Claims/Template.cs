using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// The words by which ACM's validation mails are known: the templates of the ACM user guide (email-automation, commercial and
/// China edition) and the ones that it replaced in November 2020. A mail that has any of these marks is never passed over in
/// silence, so that a changed template is noticed.
/// </summary>
internal static class Template
{
    internal static readonly string[] DomainLabels = ["Domain"];
    internal static readonly string[] AccountLabels =
    [
        "AWS account ID",
        "AWS account number",
        "Amazon Web Services account ID",
        "Amazon Web Services account number",
    ];
    internal static readonly string[] RegionLabels =
    [
        "AWS Region name",
        "AWS Region",
        "Amazon Web Services Region name",
        "Amazon Web Services Region",
    ];
    internal static readonly string[] CertificateLabels = ["Certificate Identifier"];

    /// <summary>The longest text of the approval link, with the white space around it.</summary>
    internal const int MaxLinkLength = 60;

    private const string LinkId = "approval_url";
    private const string LinkText = "Amazon Certificate Approvals";
    private const string Request = "We received a request to issue an SSL/TLS certificate for";
    private static readonly string[] Subjects = ["Certificate request for ", "Certificate approval for "];
    private const string Renew = "renew";

    /// <summary>All with the word above: a text without it, which is quickly seen, need not be searched for them.</summary>
    private static readonly string[] Renewals =
    [
        "renew the existing",
        "re-validate for the certificate to renew",
        "requires your approval to renew",
    ];
    private static readonly DomainName[] Senders =
    [
        DomainName.Parse("certificates.amazon.com"),
        DomainName.Parse("acm-certificates.amazon.com"),
        DomainName.Parse("acm-certificates.amazonaws.cn"),
    ];

    /// <summary>Whether the sender is a validation mail's.</summary>
    internal static bool MarksSender(ReceivedMail mail) => mail.From.Any(IsSender);

    /// <summary>Whether a text that could not be taken apart has a sentence, a subject or a link that only a validation mail has.</summary>
    internal static bool MarksUnread(string text) =>
        Phrase.IsIn(Request, text)
        || Subjects.Any(s => Phrase.IsIn("Subject: " + s, text))
        || LinkFinder.InText(text).Any(a => MayBeMark(a) && MailLink.Read(a, isNamed: false).IsMark);

    /// <summary>The name in the subject, as it is written there; null if the subject is another.</summary>
    internal static string? DomainOfSubject(string subject)
    {
        var trimmed = subject.AsSpan().Trim();
        foreach (var start in Subjects)
        {
            if (trimmed.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return trimmed[start.Length..].Trim().ToString();
            }
        }

        return null;
    }

    /// <summary>Whether a link is named like the one for approving, wherever it leads: by the id or the words that the templates have for
    /// it.</summary>
    internal static bool IsApprovalLink(string? id, string text) => id == LinkId || Phrase.Is(LinkText, text.AsSpan().Trim());

    /// <summary>Where what follows the sentence of a validation mail begins; -1 without that sentence.</summary>
    internal static int EndOfSentence(string text) => Phrase.EndOf(Request, text);

    /// <summary>The names in each sentence of a validation mail, as they are written there.</summary>
    internal static IEnumerable<string> DomainsIn(MailPart part)
    {
        for (var at = part.EndOfSentence; at >= 0; at = Phrase.EndOf(Request, part.Text.AsSpan(at)) is var next and >= 0 ? at + next : -1)
        {
            foreach (var name in SentenceNames.In(part.Text.AsSpan(at)))
            {
                yield return name;
            }
        }
    }

    /// <summary>Whether the text has a sentence that only a renewal's mail has.</summary>
    internal static bool MarksRenewal(string text) =>
        text.Contains(Renew, StringComparison.Ordinal) && Renewals.Any(r => Phrase.IsIn(r, text));

    /// <summary>A quick look: what makes a link a mark has one of these words in it.</summary>
    private static bool MayBeMark(string address) =>
        address.Contains("certificates", StringComparison.OrdinalIgnoreCase)
        || address.Contains("approvals", StringComparison.OrdinalIgnoreCase);

    private static bool IsSender(string address) =>
        DomainName.TryParse(address.AsSpan(address.LastIndexOf('@') + 1), out var domain) && Senders.Any(domain.IsAtOrBelow);
}

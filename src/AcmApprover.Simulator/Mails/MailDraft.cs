using System.Globalization;
using System.Text;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;

namespace AcmApprover.Simulator.Mails;

/// <summary>
/// A validation mail as SES stores it: the header block that SES writes, the sender's headers, a text and an HTML part. As it stands
/// it is flawless; everything in it can be replaced, so that a driver or a test breaks exactly one thing.
/// </summary>
public sealed record MailDraft
{
    /// <summary>The <c>code</c> of the link where no other is given: a secret to look for wherever it must not be.</summary>
    public const string Code = "c0dec0de-0000-4000-8000-5ec2e75ec2e7";

    /// <summary>The <c>context</c> of the link where no other is given.</summary>
    public const string Context = "c0c0a0a0-1111-4111-8111-5ec2e75ec2e8-65752d776573742d31";

    /// <summary>The last part of the certificate's ARN where no other is given.</summary>
    public const string CertificateId = "3b4d78e1-0000-4000-8000-00000000c0de";

    /// <summary>When the mail was received where no other time is given.</summary>
    public static readonly DateTimeOffset Received = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The template of the body.</summary>
    public MailTemplate Template { get; init; } = MailTemplate.NewRequest;

    /// <summary>The name that is to be validated.</summary>
    public string Domain { get; init; } = "www.example.com";

    /// <summary>The account id as it is written in the mail.</summary>
    public string Account { get; init; } = "111122223333";

    /// <summary>The region as it is written in the mail.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>The certificate's ARN or id as it is written in the mail; null for one of this account and region.</summary>
    public string? Certificate { get; init; }

    /// <summary>The link in both parts; null for one of this region.</summary>
    public string? Link { get; init; }

    /// <summary>The link in the HTML part, if it is another: twice, as the anchor's target and in brackets behind it.</summary>
    public string? HtmlLink { get; init; }

    /// <summary>The subject; null for the template's own.</summary>
    public string? Subject { get; init; }

    /// <summary>The From headers.</summary>
    public IReadOnlyList<string> From { get; init; } = ["Amazon Certificates <no-reply@certificates.amazon.com>"];

    /// <summary>The To headers.</summary>
    public IReadOnlyList<string> To { get; init; } = ["admin@example.com"];

    /// <summary>The envelope's recipient, named in the Received line that SES writes; null if it names none.</summary>
    public string? DeliveredTo { get; init; } = "admin@example.com";

    /// <summary>When SES received it.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = Received;

    /// <summary>The id that SES gives the mail, which is the object's name too.</summary>
    public string MessageId { get; init; } = "0102-example";

    /// <summary>SES's spam verdict: PASS, FAIL, GRAY or PROCESSING_FAILED; null leaves the header out.</summary>
    public string? Spam { get; init; } = "PASS";

    /// <summary>SES's virus verdict, likewise.</summary>
    public string? Virus { get; init; } = "PASS";

    /// <summary>Who says in Authentication-Results to have authenticated the mail.</summary>
    public string AuthenticationService { get; init; } = "amazonses.com";

    /// <summary>The results of SES's DKIM checks, each as it stands behind <c>dkim=</c>.</summary>
    public IReadOnlyList<string> Dkim { get; init; } = ["pass header.i=@certificates.amazon.com", "pass header.i=@amazonses.com"];

    /// <summary>SES's result of the DMARC check, as it stands behind <c>dmarc=</c>.</summary>
    public string Dmarc { get; init; } = "pass header.from=certificates.amazon.com";

    /// <summary>Where the envelope says that the mail comes from: the sender's to choose, and SES writes it into its results.</summary>
    public string EnvelopeFrom { get; init; } = "0102@bounces.certificates.amazon.com";

    /// <summary>What the sender's server calls itself: as much its own to choose.</summary>
    public string Helo { get; init; } = "a1.smtp-out.example";

    /// <summary>Whether SES's header block is there.</summary>
    public bool HasSesBlock { get; init; } = true;

    /// <summary>Header lines to add below SES's block, where any sender can put whatever it likes.</summary>
    public IReadOnlyList<string> SenderHeaders { get; init; } = [];

    /// <summary>Whether there is a text part.</summary>
    public bool HasText { get; init; } = true;

    /// <summary>Whether there is an HTML part.</summary>
    public bool HasHtml { get; init; } = true;

    /// <summary>Makes of the template's text part the one that is sent.</summary>
    public Func<string, string> Text { get; init; } = text => text;

    /// <summary>Makes of the template's HTML part the one that is sent.</summary>
    public Func<string, string> Html { get; init; } = html => html;

    /// <summary>The certificate as the mail names it.</summary>
    public string CertificateOrDefault => Certificate ?? $"arn:aws:acm:{Region}:{Account}:certificate/{CertificateId}";

    /// <summary>The link of the text part.</summary>
    public string LinkOrDefault => Link ?? $"https://{Region}.acm-certificates.amazon.com/approvals?code={Code}&context={Context}";

    /// <summary>A flawless mail: one of the five copies of a mailing.</summary>
    /// <param name="request">The mailing.</param>
    /// <param name="mailbox">One of <see cref="ValidationRequest.Mailboxes"/>.</param>
    /// <param name="template">The template; null for the one of today that the mailing calls for.</param>
    public static MailDraft For(ValidationRequest request, string mailbox = "admin", MailTemplate? template = null)
    {
        var used = template ?? (request.IsRenewal ? MailTemplate.Renewal : MailTemplate.NewRequest);
        var isOld = used == MailTemplate.Before2020;
        var id = Guid.NewGuid().ToString("N");
        var recipient = $"{mailbox}@{request.ValidationDomain}";
        return new MailDraft
        {
            Template = used,
            Domain = request.Domain,
            Account = isOld ? ApprovalPages.Dashed(request.Account) : request.Account,
            Region = request.Region,
            Certificate = isOld ? ApprovalPages.Identifier(request) : request.CertificateArn,
            Link = request.Link,
            To = [recipient],
            DeliveredTo = recipient,
            ReceivedAt = request.SentAt,
            MessageId = id,
            EnvelopeFrom = $"{id[..16]}@bounces.certificates.amazon.com",
        };
    }

    /// <summary>The mail as RFC 5322 bytes, with CRLF line ends.</summary>
    public byte[] ToBytes()
    {
        const string Boundary = "=_part";
        var mail = new StringBuilder();
        mail.AppendJoin('\n', [.. HasSesBlock ? MailHeaders.OfSes(this) : [], .. MailHeaders.OfSender(this)]).Append('\n');
        mail.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative; boundary=\"{Boundary}\"\n\n");
        if (HasText)
        {
            Append("text/plain", "7bit", Text(MailBody.Text(this)));
        }

        if (HasHtml)
        {
            Append("text/html", "quoted-printable", QuotedPrintable.Encode(Html(MailBody.Html(this))));
        }

        mail.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\n");
        return Encoding.UTF8.GetBytes(mail.ToString().ReplaceLineEndings("\r\n"));

        void Append(string type, string encoding, string content) =>
            mail.Append(CultureInfo.InvariantCulture, $"--{Boundary}\nContent-Type: {type}; charset=utf-8\n")
                .Append(CultureInfo.InvariantCulture, $"Content-Transfer-Encoding: {encoding}\n\n{content}\n");
    }
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Text;

namespace AcmApprover.Approval.Records;

/// <summary>
/// What a decision did not understand, kept so that a changed page or mail can be understood and reported: the site's answer, or the
/// parts of the mail, with every secret masked and of bounded size. Of a probe both are kept.
/// </summary>
/// <remarks>
/// An answer is written as in HTTP/1.1 (RFC 9112): a line with the status, the <c>Content-Type</c>, an empty line, the page. A mail is
/// written as a message (RFC 5322) of its readable parts, decoded; a probe's has the answer as its last part.
/// </remarks>
public sealed record Snapshot
{
    /// <summary>The most that is kept of a page, or of all parts of a mail, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t\r\n<>");

    private Snapshot(MailSource mail, DateTimeOffset decidedAt, string text) => (Mail, DecidedAt, Text) = (mail, decidedAt, text);

    /// <summary>The mail that was decided on.</summary>
    public MailSource Mail { get; }

    /// <summary>When it was decided on.</summary>
    public DateTimeOffset DecidedAt { get; }

    /// <summary>What was seen, without its secrets.</summary>
    public string Text { get; }

    /// <summary>What is kept of a referral; null where nothing is.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="referral">Why it is referred.</param>
    /// <param name="decidedAt">When that was decided.</param>
    public static Snapshot? Of(ValidationMail mail, Referral referral, DateTimeOffset decidedAt)
    {
        var text =
            referral.Answer is { } answer ? Write(answer, mail)
            : referral.Reasons.Any(r => r.Code == ReasonCode.MailIncomplete) ? Write(mail)
            : null;
        return text is null ? null : new Snapshot(mail.Mail.Source, decidedAt, text);
    }

    /// <summary>What is kept of a probe, whose purpose is to show the mail and the page of today.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="page">The page that its link showed.</param>
    /// <param name="decidedAt">When it was decided on.</param>
    public static Snapshot OfProbe(ValidationMail mail, SiteResponse page, DateTimeOffset decidedAt) =>
        new(mail.Mail.Source, decidedAt, Write(mail, page));

    /// <summary>Neither the page nor the mail.</summary>
    public override string ToString() => $"snapshot of {Mail} ({Text.Length:N0} characters)";

    private static string Write(SiteResponse response, ValidationMail mail)
    {
        var charset = response.Charset is null ? "" : $"; charset={OutsideText.Quote(response.Charset)}";
        var body = response.Body is null
            ? $"(it is longer than {SiteResponse.BodyLimit:N0} bytes, and was not read)"
            : MaskHtml(response.Body, MaxLength, mail);
        return $"HTTP/1.1 {response.Status}\r\nContent-Type: {OutsideText.Quote(response.MediaType)}{charset}\r\n\r\n{body}";
    }

    private static string Write(ValidationMail mail, SiteResponse? page = null)
    {
        var parts = new StringBuilder();
        var left = MaxLength;
        var boundary = Boundary(mail.Mail);
        var mask = new Mask(Secrets(mail), mail.Certificate?.Id.ToString());
        foreach (var text in mail.Mail.Texts)
        {
            Add("plain", text, t => mask.Apply(Cut(t, left)));
        }

        foreach (var html in mail.Mail.Htmls)
        {
            Add("html", html, h => MaskHtml(h, left, mail));
        }

        if (page is not null)
        {
            parts.Append($"--{boundary}\r\nContent-Type: message/http\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            parts.Append(Write(page, mail)).Append("\r\n");
        }

        return $"From: {OutsideText.Quote(string.Join(", ", mail.Mail.From))}\r\n"
            + $"To: {OutsideText.Quote(string.Join(", ", mail.Mail.Recipients))}\r\n"
            + $"Subject: {OutsideText.Quote(mail.Mail.Subject)}\r\n"
            + $"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n{parts}--{boundary}--\r\n";

        void Add(string subtype, string source, Func<string, string> masked)
        {
            if (left > 0)
            {
                parts.Append($"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
                parts.Append(masked(source)).Append("\r\n");
                left -= Math.Min(left, source.Length);
            }
        }
    }

    private static string MaskHtml(string html, int limit, ValidationMail mail) =>
        MaskedHtml.Write(Cut(html, limit), Secrets(mail), mail.Certificate?.Id.ToString());

    /// <summary>The values of the link's parameters, as they stand there and unescaped.</summary>
    private static string[] Secrets(ValidationMail mail) =>
        mail.Link is null
            ? []
            :
            [
                .. mail
                    .Link.Reveal()
                    .Query.TrimStart('?')
                    .Split('&')
                    .Select(p => p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..])
                    .SelectMany(v => new[] { v, Uri.UnescapeDataString(v) })
                    .Distinct(),
            ];

    /// <summary>Cut where no secret goes on: half of one would not be known for one.</summary>
    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = Math.Max(text.AsSpan(0, limit).LastIndexOfAny(Delimiters), 0);
        return $"{text.AsSpan(0, end)}\n(cut: it has {text.Length:N0} characters)\n";
    }

    /// <summary>No part holds a hash of all of them.</summary>
    private static string Boundary(ReceivedMail mail) =>
        "seen-"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(mail.Texts.Concat(mail.Htmls)))).AsSpan(0, 8));
}

using System.Globalization;
using System.Text;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;

namespace AcmApprover.Simulator.Mails;

/// <summary>
/// A validation mail as SES stores it: the header block that SES writes, the sender's headers, a text and an HTML part. Everything in
/// it can be replaced, so that a driver can break exactly one thing.
/// </summary>
public sealed record ValidationMailDraft
{
    private const string Boundary = "----=_Part_1_0123456789";

    /// <summary>The template of the body.</summary>
    public required MailTemplate Template { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The name that the greeting speaks of.</summary>
    public required string RequestedDomain { get; init; }

    /// <summary>The name that is to be validated.</summary>
    public required string Domain { get; init; }

    /// <summary>The account id as it is written in the mail.</summary>
    public required string AccountId { get; init; }

    /// <summary>The region as it is written in the mail.</summary>
    public required string Region { get; init; }

    /// <summary>The certificate's ARN or id as it is written in the mail.</summary>
    public required string CertificateIdentifier { get; init; }

    /// <summary>The link in the text part.</summary>
    public required string TextLink { get; init; }

    /// <summary>The link in the HTML part, twice: as the anchor's target and in brackets behind it.</summary>
    public required string HtmlLink { get; init; }

    /// <summary>The value of the To header.</summary>
    public required string To { get; init; }

    /// <summary>The envelope's recipient, named in the Received line that SES writes.</summary>
    public required string EnvelopeRecipient { get; init; }

    /// <summary>When SES received it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The value of the From header.</summary>
    public string From { get; init; } = "Amazon Certificates <no-reply@certificates.amazon.com>";

    /// <summary>The region whose SES received the mail.</summary>
    public string MailRegion { get; init; } = "eu-west-1";

    /// <summary>The id that SES gives the mail, which is the object's name too.</summary>
    public string MessageId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>SES's spam verdict: PASS, FAIL, GRAY or PROCESSING_FAILED; null leaves the header out.</summary>
    public string? SpamVerdict { get; init; } = "PASS";

    /// <summary>SES's virus verdict, likewise.</summary>
    public string? VirusVerdict { get; init; } = "PASS";

    /// <summary>SES's result of the SPF check.</summary>
    public string Spf { get; init; } = "pass";

    /// <summary>The results of SES's DKIM checks, each as it stands behind <c>dkim=</c>.</summary>
    public IReadOnlyList<string> Dkim { get; init; } = ["pass header.i=@certificates.amazon.com", "pass header.i=@amazonses.com"];

    /// <summary>SES's result of the DMARC check, as it stands behind <c>dmarc=</c>.</summary>
    public string Dmarc { get; init; } = "pass header.from=certificates.amazon.com";

    /// <summary>Whole header lines to add at the end of the header block, where any sender can put whatever it likes.</summary>
    public IReadOnlyList<string> ExtraHeaders { get; init; } = [];

    /// <summary>Whether there is a text part.</summary>
    public bool HasText { get; init; } = true;

    /// <summary>Whether there is an HTML part.</summary>
    public bool HasHtml { get; init; } = true;

    /// <summary>A flawless mail: one of the five copies of a mailing.</summary>
    /// <param name="request">The mailing.</param>
    /// <param name="mailbox">One of <see cref="ValidationRequest.Mailboxes"/>.</param>
    /// <param name="template">The template; null for the one of today that the mailing calls for.</param>
    public static ValidationMailDraft For(ValidationRequest request, string mailbox = "admin", MailTemplate? template = null)
    {
        var used = template ?? (request.IsRenewal ? MailTemplate.Renewal : MailTemplate.NewRequest);
        var isOld = used == MailTemplate.Before2020;
        var recipient = $"{mailbox}@{request.ValidationDomain}";
        return new ValidationMailDraft
        {
            Template = used,
            Subject = $"Certificate {(isOld ? "approval" : "request")} for {request.Domain}",
            RequestedDomain = request.Domain,
            Domain = request.Domain,
            AccountId = isOld ? ApprovalPages.Dashed(request.Account) : request.Account,
            Region = request.Region,
            CertificateIdentifier = isOld ? ApprovalPages.Identifier(request) : request.CertificateArn,
            TextLink = request.Link,
            HtmlLink = request.Link,
            To = recipient,
            EnvelopeRecipient = recipient,
            ReceivedAt = request.SentAt,
        };
    }

    /// <summary>The mail as RFC 5322 bytes, with CRLF line ends.</summary>
    public byte[] ToBytes()
    {
        var mail = new StringBuilder();
        foreach (var header in SesHeaders().Concat(SenderHeaders()).Append($"Content-Type: multipart/alternative; boundary=\"{Boundary}\""))
        {
            mail.Append(header).Append('\n');
        }

        foreach (var header in ExtraHeaders)
        {
            mail.Append(header).Append('\n');
        }

        mail.Append('\n');
        if (HasText)
        {
            mail.Append(PartHead("text/plain", "7bit")).Append(ValidationMailBody.Text(this)).Append('\n');
        }

        if (HasHtml)
        {
            mail.Append(PartHead("text/html", "quoted-printable")).Append(QuotedPrintable(ValidationMailBody.Html(this))).Append('\n');
        }

        mail.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\n");
        return Encoding.UTF8.GetBytes(mail.ToString().ReplaceLineEndings("\r\n"));
    }

    private static string PartHead(string type, string encoding) =>
        $"--{Boundary}\nContent-Type: {type}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n";

    private IEnumerable<string> SesHeaders()
    {
        var bounce = $"{MessageId[..16]}@bounces.certificates.amazon.com";
        yield return $"Return-Path: <{bounce}>";
        yield return $"""
            Received: from mail.amazonses.example (mail.amazonses.example [192.0.2.108])
             by inbound-smtp.{MailRegion}.amazonaws.com with SMTP id {MessageId}
             for {EnvelopeRecipient};
             {Date(ReceivedAt)} (UTC)
            """;
        if (SpamVerdict is not null)
        {
            yield return $"X-SES-Spam-Verdict: {SpamVerdict}";
        }

        if (VirusVerdict is not null)
        {
            yield return $"X-SES-Virus-Verdict: {VirusVerdict}";
        }

        yield return $"""
            Received-SPF: {Spf} (spfCheck: domain of bounces.certificates.amazon.com designates 192.0.2.108 as permitted sender) client-ip=192.0.2.108; envelope-from={bounce}; helo=mail.amazonses.example;
            """;
        yield return $"""
            Authentication-Results: amazonses.com;
             spf={Spf} (spfCheck: domain of bounces.certificates.amazon.com designates 192.0.2.108 as permitted sender) client-ip=192.0.2.108; envelope-from={bounce}; helo=mail.amazonses.example;
            {string.Concat(Dkim.Select(result => $" dkim={result};\n"))} dmarc={Dmarc};
            """;
        yield return "X-SES-RECEIPT: AEFBQUFBQUFBQUFGc2ltdWxhdGVk";
        yield return "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=c2ltdWxhdGVk; c=relaxed/simple; s=simulated; d=amazonses.com; "
            + "v=1; bh=c2ltdWxhdGVk; h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;";
    }

    private IEnumerable<string> SenderHeaders()
    {
        yield return "DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=simulated; d=certificates.amazon.com; "
            + "h=Date:From:To:Message-ID:Subject:MIME-Version:Content-Type; bh=c2ltdWxhdGVk; b=c2ltdWxhdGVk";
        yield return "DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=simulated; d=amazonses.com; "
            + "h=Date:From:To:Message-ID:Subject:MIME-Version:Content-Type:Feedback-ID; bh=c2ltdWxhdGVk; b=c2ltdWxhdGVk";
        yield return $"Date: {Date(ReceivedAt)}";
        yield return $"From: {From}";
        yield return $"To: {To}";
        yield return $"Message-ID: <{MessageId}@email.amazonses.com>";
        yield return $"Subject: {Subject}";
        yield return "MIME-Version: 1.0";
        yield return "X-SES-Outgoing: 192.0.2.108";
        yield return "Feedback-ID: 1.us-east-1.simulated:AmazonSES";
    }

    private static string Date(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("ddd, d MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    // RFC 2045, 6.7: lines of at most 76 characters; a longer one is broken by "=" at the line's end, wherever that falls.
    private static string QuotedPrintable(string text)
    {
        const int Longest = 76;
        var encoded = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var column = 0;
            var bytes = Encoding.UTF8.GetBytes(line);
            for (var i = 0; i < bytes.Length; i++)
            {
                var isPlain = bytes[i] is >= 33 and <= 126 and not (byte)'=' || (bytes[i] == ' ' && i < bytes.Length - 1);
                var piece = isPlain ? ((char)bytes[i]).ToString() : $"={bytes[i]:X2}";
                if (column + piece.Length >= Longest)
                {
                    encoded.Append("=\n");
                    column = 0;
                }

                encoded.Append(piece);
                column += piece.Length;
            }

            encoded.Append('\n');
        }

        return encoded.ToString();
    }
}

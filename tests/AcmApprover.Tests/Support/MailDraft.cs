using System.Globalization;
using System.Net;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Tests.Support;

/// <summary>
/// A validation mail as SES stores it, on today's template for a new request (ACM user guide, email-automation). As it stands
/// every rule holds; a test replaces the one thing that it is about.
/// </summary>
internal sealed record MailDraft
{
    /// <summary>The secrets of the valid link, so that a test can look for them anywhere.</summary>
    public const string Code = "c0dec0de-0000-4000-8000-5ec2e75ec2e7";
    public const string Context = "c0c0a0a0-1111-4111-8111-5ec2e75ec2e8-65752d776573742d31";

    public static readonly DateTimeOffset Received = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public string Domain { get; init; } = "www.example.com";
    public string Account { get; init; } = "111122223333";
    public string Region { get; init; } = "eu-west-1";
    public string? Certificate { get; init; }
    public string? Link { get; init; }
    public string? HtmlLink { get; init; }
    public string? Subject { get; init; }
    public string[] From { get; init; } = ["Amazon Certificates <no-reply@certificates.amazon.com>"];
    public string[] To { get; init; } = ["admin@example.com"];
    public string? DeliveredTo { get; init; } = "admin@example.com";
    public DateTimeOffset ReceivedAt { get; init; } = Received;
    public string? Spam { get; init; } = "PASS";
    public string? Virus { get; init; } = "PASS";
    public string AuthenticationService { get; init; } = "amazonses.com";
    public string[] Dkim { get; init; } = ["pass header.i=@certificates.amazon.com", "pass header.i=@amazonses.com"];

    /// <summary>Where the envelope says that the mail comes from: the sender's to choose, and SES writes it into its results.</summary>
    public string EnvelopeFrom { get; init; } = "0102@bounces.certificates.amazon.com";

    /// <summary>What the sender's server calls itself: as much its own to choose.</summary>
    public string Helo { get; init; } = "a1.smtp-out.example";
    public bool HasSesBlock { get; init; } = true;

    /// <summary>Headers that the sender wrote, below SES's block.</summary>
    public string[] SenderHeaders { get; init; } = [];
    public Func<string, string> Text { get; init; } = text => text;
    public Func<string, string> Html { get; init; } = html => html;

    public string CertificateOrDefault => Certificate ?? $"arn:aws:acm:{Region}:{Account}:certificate/{Valid.CertificateId}";

    public string LinkOrDefault => Link ?? $"https://{Region}.acm-certificates.amazon.com/approvals?code={Code}&context={Context}";

    public StoredMail Store() => StoreBytes(ToBytes());

    public ReceivedMail Receive() => MailReader.Read(Store());

    public ValidationMail? Read() => ClaimReader.Read(Receive());

    public static StoredMail StoreBytes(byte[] bytes) =>
        new(
            new MailSource("mail-bucket", "inbound/one"),
            bytes.AsMemory(0, Math.Min(bytes.Length, StoredMail.SizeLimit)),
            bytes.Length,
            Received
        );

    public byte[] ToBytes()
    {
        const string boundary = "=_part";
        var mail = new StringBuilder();
        mail.AppendJoin('\n', [.. HasSesBlock ? SesBlock() : [], .. OwnHeaders()]).Append('\n');
        mail.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative; boundary=\"{boundary}\"\n\n");
        mail.Append(
            CultureInfo.InvariantCulture,
            $"--{boundary}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n{Text(DefaultText())}\n"
        );
        mail.Append(
            CultureInfo.InvariantCulture,
            $"--{boundary}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        );
        mail.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(Html(DefaultHtml())), Base64FormattingOptions.InsertLineBreaks));
        mail.Append(CultureInfo.InvariantCulture, $"\n--{boundary}--\n");
        return Encoding.UTF8.GetBytes(mail.ToString().ReplaceLineEndings("\r\n"));
    }

    private IEnumerable<string> SesBlock()
    {
        yield return "Return-Path: <0102@bounces.certificates.amazon.com>";
        yield return $"Received: from {Helo} (a1.smtp-out.example [192.0.2.1])\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id "
            + "abcdef0123456789"
            + (DeliveredTo is null ? "" : $"\n for {DeliveredTo}")
            + $";\n {Date} (UTC)";
        if (Spam is not null)
        {
            yield return $"X-SES-Spam-Verdict: {Spam}";
        }

        if (Virus is not null)
        {
            yield return $"X-SES-Virus-Verdict: {Virus}";
        }

        const string spf =
            "pass (spfCheck: domain of bounces.certificates.amazon.com designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;";
        yield return $"Received-SPF: {spf} envelope-from={EnvelopeFrom}; helo={Helo};";
        yield return $"Authentication-Results: {AuthenticationService};\n spf={spf} envelope-from={EnvelopeFrom}; helo={Helo};\n "
            + string.Concat(Dkim.Select(d => $"dkim={d};\n "))
            + "dmarc=pass header.from=certificates.amazon.com;";
        yield return "X-SES-RECEIPT: AEFBQUFBQUFBQUE=";
        yield return "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=AA==; c=relaxed/simple; s=sel; d=amazonses.com; t=1; v=1; "
            + "bh=AA==; h=From:To:Subject;";
    }

    private IEnumerable<string> OwnHeaders()
    {
        yield return $"Date: {Date}";
        foreach (var from in From)
        {
            yield return $"From: {from}";
        }

        foreach (var to in To)
        {
            yield return $"To: {to}";
        }

        yield return "Message-ID: <0102-example@email.amazonses.com>";
        yield return $"Subject: {Subject ?? $"Certificate request for {Domain}"}";
        yield return "MIME-Version: 1.0";
        foreach (var header in SenderHeaders)
        {
            yield return header;
        }
    }

    private string Date => ReceivedAt.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private string DefaultText() =>
        $"""
            Greetings from Amazon Web Services,

            We received a request to issue an SSL/TLS certificate for {Domain}.

            Verify that the following domain, AWS account ID, and certificate identifier correspond
            to a request from you or someone in your organization.

            Domain: {Domain}
            AWS account ID: {Account}
            AWS Region name: {Region}
            Certificate Identifier: {CertificateOrDefault}

            To approve this request, go to Amazon Certificate Approvals
            ({LinkOrDefault})
            and follow the instructions on the page.

            This email is intended solely for authorized individuals for {Domain}. To express any concerns
            about this email or if this email has reached you in error, forward it along with a brief
            explanation of your concern to validation-questions@amazon.com.

            Sincerely,
            Amazon Web Services
            """;

    private string DefaultHtml()
    {
        var link = WebUtility.HtmlEncode(HtmlLink ?? LinkOrDefault);
        return $"""
            <html><body><p>Greetings from Amazon Web Services,</p>
            <p>We received a request to issue an SSL/TLS certificate for <span id="requested_domain">{Domain}</span>.</p>
            <p>Domain: <span id="fqdn">{Domain}</span><br>
            AWS account ID: <span id="account_id">{Account}</span><br>
            AWS Region name: <span id=“region_name”>{Region}</span><br>
            Certificate Identifier: <span id="cert_id">{CertificateOrDefault}</span></p>
            <p>To approve this request, go to <b><a itemprop="url" id="approval_url" href="{link}">Amazon Certificate Approvals</a></b> ( {link} )
            and follow the instructions on the page.</p>
            <p>Sincerely,<br>Amazon Web Services</p></body></html>
            """;
    }
}

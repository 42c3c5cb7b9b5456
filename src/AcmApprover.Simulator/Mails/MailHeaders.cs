using System.Globalization;

namespace AcmApprover.Simulator.Mails;

/// <summary>The headers of a stored mail: those that SES writes at its top, and those that the sender wrote below.</summary>
internal static class MailHeaders
{
    private const string Server = "a1.smtp-out.example [192.0.2.1]";

    public static IEnumerable<string> OfSes(MailDraft mail)
    {
        const string Permitted = "domain of bounces.certificates.amazon.com designates 192.0.2.1 as permitted sender";
        var spf = $"pass (spfCheck: {Permitted}) client-ip=192.0.2.1; envelope-from={mail.EnvelopeFrom}; helo={mail.Helo};";
        var recipient = mail.DeliveredTo is null ? "" : $"\n for {mail.DeliveredTo}";
        yield return $"Return-Path: <{mail.EnvelopeFrom}>";
        yield return $"Received: from {mail.Helo} ({Server})\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id {mail.MessageId}"
            + $"{recipient};\n {Date(mail)} (UTC)";
        if (mail.Spam is not null)
        {
            yield return $"X-SES-Spam-Verdict: {mail.Spam}";
        }

        if (mail.Virus is not null)
        {
            yield return $"X-SES-Virus-Verdict: {mail.Virus}";
        }

        yield return $"Received-SPF: {spf}";
        yield return $"Authentication-Results: {mail.AuthenticationService};\n spf={spf}\n"
            + $"{string.Concat(mail.Dkim.Select(result => $" dkim={result};\n"))} dmarc={mail.Dmarc};";
        yield return "X-SES-RECEIPT: AEFBQUFBQUFBQUFGc2ltdWxhdGVk";
        yield return "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=c2ltdWxhdGVk; c=relaxed/simple; s=simulated; d=amazonses.com; "
            + "t=1; v=1; bh=c2ltdWxhdGVk; h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;";
    }

    public static IEnumerable<string> OfSender(MailDraft mail)
    {
        yield return Signature("certificates.amazon.com", "Date:From:To:Message-ID:Subject:MIME-Version:Content-Type");
        yield return Signature("amazonses.com", "Date:From:To:Message-ID:Subject:MIME-Version:Content-Type:Feedback-ID");
        yield return $"Date: {Date(mail)}";
        foreach (var from in mail.From)
        {
            yield return $"From: {from}";
        }

        foreach (var to in mail.To)
        {
            yield return $"To: {to}";
        }

        yield return $"Message-ID: <{mail.MessageId}@email.amazonses.com>";
        yield return $"Subject: {mail.Subject ?? MailBody.Subject(mail)}";
        yield return "MIME-Version: 1.0";
        yield return "X-SES-Outgoing: 192.0.2.1";
        yield return "Feedback-ID: 1.us-east-1.simulated:AmazonSES";
        foreach (var header in mail.SenderHeaders)
        {
            yield return header;
        }
    }

    private static string Signature(string domain, string headers) =>
        $"DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=simulated; d={domain};\n h={headers};\n"
        + " bh=c2ltdWxhdGVk; b=c2ltdWxhdGVk";

    private static string Date(MailDraft mail) =>
        mail.ReceivedAt.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace AcmApprover.Scenes.Mails;

/// <summary>What SES writes on top of a mail, in its order (SES developer guide, receiving-email-concepts).</summary>
internal sealed class SesBlock
{
    public bool IsThere { get; set; } = true;
    public string Helo { get; set; } = "";
    public string ClientIp { get; set; } = "";
    public string EnvelopeFrom { get; set; } = "";
    public string EnvelopeDomain { get; set; } = "bounces.certificates.amazon.com";
    public string MailRegion { get; set; } = "eu-west-1";
    public string? DeliveredTo { get; set; }
    public string? Spam { get; set; } = "PASS";
    public string? Virus { get; set; } = "PASS";
    public string Service { get; set; } = "amazonses.com";
    public string Spf { get; set; } = "pass";
    public string SpfComment { get; set; } = "";
    public List<string> Dkim { get; set; } = ["pass header.i=@certificates.amazon.com", "pass header.i=@amazonses.com"];
    public string? Dmarc { get; set; } = "pass header.from=certificates.amazon.com";

    /// <summary>Everything of <c>Authentication-Results</c>; null for what the members above say.</summary>
    public string? Results { get; set; }

    public IEnumerable<string> Lines(DateTimeOffset receivedAt, string messageId)
    {
        if (!IsThere)
        {
            yield break;
        }

        var to = DeliveredTo is null ? "" : $"\r\n for {DeliveredTo}";
        yield return $"Return-Path: <{EnvelopeFrom}>";
        yield return $"Received: from {Helo} ({Helo} [{ClientIp}])\r\n by inbound-smtp.{MailRegion}.amazonaws.com with SMTP id "
            + $"{messageId}{to};\r\n {Date(receivedAt)} (UTC)";
        if (Spam is not null)
        {
            yield return $"X-SES-Spam-Verdict: {Spam}";
        }

        if (Virus is not null)
        {
            yield return $"X-SES-Virus-Verdict: {Virus}";
        }

        var comment =
            SpfComment.Length > 0 ? SpfComment : $"spfCheck: domain of {EnvelopeDomain} designates {ClientIp} as permitted sender";
        var spf = $"{Spf} ({comment}) client-ip={ClientIp}; envelope-from={EnvelopeFrom}; helo={Helo};";
        yield return $"Received-SPF: {spf}";
        var dkim = string.Concat(Dkim.Select(d => $"dkim={d};\r\n "));
        var dmarc = Dmarc is null ? "" : $"dmarc={Dmarc};";
        yield return $"Authentication-Results: {Results ?? $"{Service};\r\n spf={spf}\r\n {dkim}{dmarc}".TrimEnd()}";
        yield return "X-SES-RECEIPT: AEFBQUFBQUFBQUFHc2NlbmU=";
        yield return "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=c2NlbmU=; c=relaxed/simple; s=scene; d=amazonses.com; "
            + "t=1795420800; v=1; bh=c2NlbmU=; h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;";
    }

    public static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd, d MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}

using System.Text;

namespace AcmApprover.Scenes.Mails;

/// <summary>
/// A validation mail in the making. As it is drawn it is a genuine one about one request; a kind changes what it is about.
/// </summary>
internal sealed class Letter
{
    public SesBlock Ses { get; } = new();
    public string MessageId { get; set; } = "";
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Headers between SES's block and the sender's own: of the hosts that handed the mail on.</summary>
    public List<string> Above { get; } = [];
    public List<string> From { get; set; } = ["Amazon Certificates <no-reply@certificates.amazon.com>"];
    public List<string> To { get; set; } = [];
    public List<string> Cc { get; set; } = [];
    public string Subject { get; set; } = "";

    /// <summary>Headers that end the block.</summary>
    public List<string> Below { get; } = [];

    /// <summary>The order of the sender's headers, and how their names are spelled.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<string>> Order { get; set; } = headers => headers;

    public Body Body { get; } = new();
    public Structure Structure { get; set; } = Structure.Alternative;
    public Coding TextCoding { get; set; } = Coding.Utf8(Transfer.SevenBit);
    public Coding HtmlCoding { get; set; } = Coding.Utf8(Transfer.QuotedPrintable);

    /// <summary>Changes of the header block, of the text and of the HTML part as they are written, the last of all.</summary>
    public Func<string, string> OnHead { get; set; } = head => head;
    public Func<string, string> OnText { get; set; } = text => text;
    public Func<string, string> OnHtml { get; set; } = html => html;
    public Func<string, string> OnMail { get; set; } = mail => mail;

    /// <summary>The bytes as S3 has them.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder();
        foreach (var line in Ses.Lines(ReceivedAt, MessageId).Concat(Above).Concat(Order([.. SenderHeaders()])).Concat(Below))
        {
            head.Append(line).Append("\r\n");
        }

        // One character is one byte from here on: header lines may hold UTF-8 (RFC 6532), and the parts are encoded already.
        var utf8 = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(OnHead(head.ToString())));
        return Encoding.Latin1.GetBytes(OnMail(utf8 + Structure.Write(this)));
    }

    public string Text() => TextCoding.Write("text/plain", OnText(Body.Text().ReplaceLineEndings("\r\n")));

    public string Html() => HtmlCoding.Write("text/html", OnHtml(Body.Html().ReplaceLineEndings("\r\n")));

    private IEnumerable<string> SenderHeaders()
    {
        yield return "DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple;\r\n\ts=scene; d=certificates.amazon.com; "
            + "t=1795420800;\r\n\th=Date:From:To:Message-ID:Subject:MIME-Version:Content-Type;\r\n\tbh=c2NlbmU=; b=c2NlbmU=";
        yield return "DKIM-Signature: v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple;\r\n\ts=scene; d=amazonses.com; "
            + "t=1795420800;\r\n\th=Date:From:To:Message-ID:Subject:MIME-Version:Content-Type:Feedback-ID;\r\n\tbh=c2NlbmU=; "
            + "b=c2NlbmU=";
        yield return $"Date: {SesBlock.Date(ReceivedAt.AddSeconds(-2))}";
        foreach (var from in From)
        {
            yield return $"From: {from}";
        }

        if (To.Count > 0)
        {
            yield return $"To: {string.Join(", ", To)}";
        }

        if (Cc.Count > 0)
        {
            yield return $"Cc: {string.Join(", ", Cc)}";
        }

        yield return $"Message-ID: <{MessageId}@email.amazonses.com>";
        yield return $"Subject: {Subject}";
        yield return "MIME-Version: 1.0";
        yield return $"X-SES-Outgoing: 2026.11.23-{Ses.ClientIp}";
        yield return "Feedback-ID: 1.us-east-1.c2NlbmU=:AmazonSES";
    }
}

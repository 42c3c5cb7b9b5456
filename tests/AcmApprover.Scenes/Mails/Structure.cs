namespace AcmApprover.Scenes.Mails;

/// <summary>How the parts of a mail are put together (RFC 2046).</summary>
internal sealed record Structure(string Name, bool HasText, bool HasHtml, Func<Letter, string> Write)
{
    private const string Logo = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <logo>\r\n\r\niVBORw0KGgo=";
    private const string Pdf =
        "Content-Type: application/pdf; name=\"terms.pdf\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; "
        + "filename=\"terms.pdf\"\r\n\r\nJVBERi0xLjQ=";
    private const string Footer =
        "Content-Type: text/plain; charset=us-ascii\r\nContent-Disposition: inline\r\n\r\n_______________\r\nhostmasters mailing "
        + "list\r\nhttps://lists.example.net/hostmasters\r\n";

    public static Structure Alternative { get; } = new("alternative", true, true, m => Join("alternative", m.Text(), m.Html()));

    public static Structure TextOnly { get; } = new("text only", true, false, m => m.Text());

    public static Structure HtmlOnly { get; } = new("HTML only", false, true, m => m.Html());

    /// <summary>What else a sender or a mailing list makes of it.</summary>
    public static IReadOnlyList<Structure> Others { get; } =
    [
        new("alternative with a logo", true, true, m => Join("related", Join("alternative", m.Text(), m.Html(), "a"), Logo)),
        new("related in alternative", true, true, m => Join("alternative", m.Text(), Join("related", m.Html(), Logo, "r"))),
        new("mixed with an attachment", true, true, m => Join("mixed", Join("alternative", m.Text(), m.Html(), "a"), Pdf)),
        new("mixed with a list's footer", true, true, m => Join("mixed", Join("alternative", m.Text(), m.Html(), "a"), Footer)),
        new("HTML before text", true, true, m => Join("alternative", m.Html(), m.Text())),
        new("one part in mixed", true, false, m => Join("mixed", m.Text(), Footer)),
    ];

    private static string Join(string kind, string one, string other, string id = "0")
    {
        var boundary = $"----=_Part_{id}_12080471.1494332131529";
        return $"Content-Type: multipart/{kind};\r\n\tboundary=\"{boundary}\"\r\n\r\n"
            + $"--{boundary}\r\n{one}\r\n--{boundary}\r\n{other}\r\n--{boundary}--\r\n";
    }
}

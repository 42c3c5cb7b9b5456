using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Mails that cannot be read, and that bear the marks of a validation mail: never approved, and never passed over.</summary>
internal static class UnreadableMails
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Unreadable("over-the-limit", Slots.None, d => d.Length = 40_000_000),
        Unreadable(
            "many-headers-above",
            Slots.Headers,
            d => d.Letter.OnHead = h => Above(h, string.Concat(Enumerable.Repeat("X: y\r\n", 100_000)))
        ),
        Unreadable("long-header-above", Slots.Headers, d => d.Letter.OnHead = h => Above(h, $"X: {new string('y', 500_000)}\r\n")),
        Unreadable(
            "folded-header-above",
            Slots.Headers,
            d => d.Letter.OnHead = h => Above(h, $"X: {string.Concat(Enumerable.Repeat("y\r\n ", 40_000))}z\r\n")
        ),
        Unreadable(
            "many-headers-on-top",
            Slots.Headers,
            d => d.Letter.OnHead = h => string.Concat(Enumerable.Repeat("X: y\r\n", 100_000)) + h
        ),
        Unreadable("many-lines", Slots.Body, d => d.Letter.OnText = t => t + string.Concat(Enumerable.Repeat("\r\n", 60_000))),
        Unreadable(
            "much-text",
            Slots.Body,
            d => d.Letter.OnText = t => t + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 6_000))
        ),
        Unreadable("many-parts", Slots.Body, d => d.Letter.Structure = Many),
        Unreadable("deep-parts", Slots.Body, d => d.Letter.Structure = Deep),
        Unreadable(
            "unknown-charset",
            Slots.Body,
            d =>
            {
                d.Letter.Structure = Structure.TextOnly;
                d.Letter.TextCoding = d.Letter.TextCoding with
                {
                    Charset = "no-such-charset",
                    Transfer = Transfer.Base64,
                    Encoding = System.Text.Encoding.BigEndianUnicode,
                };
            },
            "mail-unreadable",
            "mail-incomplete"
        ),
        Unreadable(
            "cut-in-a-header",
            Slots.Body | Slots.Headers,
            d => d.Letter.OnMail = m => m[..(m.IndexOf("\r\nMIME-Version:", StringComparison.Ordinal) + 6)]
        ),
        Unreadable(
            "cut-in-the-text",
            Slots.Body,
            d => d.Letter.OnMail = m => m[..m.IndexOf("AWS account ID:", StringComparison.Ordinal)],
            "mail-unreadable",
            "mail-incomplete"
        ),
        Unreadable(
            "two-types",
            Slots.Body,
            d =>
                d.Letter.OnMail = m =>
                    m.Replace("Content-Type: text/plain", "Content-Type: text/html\r\nContent-Type: text/plain", StringComparison.Ordinal)
        ),
        Unreadable(
            "two-encodings",
            Slots.Body,
            d =>
                d.Letter.OnMail = m =>
                    m.Replace(
                        "Content-Transfer-Encoding: 7bit",
                        "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit",
                        StringComparison.Ordinal
                    )
        ),
        Unreadable(
            "attachment-alone",
            Slots.Body,
            d => d.Letter.Structure = new Structure("attachment", true, false, m => "Content-Disposition: attachment\r\n" + m.Text())
        ),
        Unreadable(
            "attached-mail",
            Slots.Body,
            d =>
                d.Letter.Structure = new Structure(
                    "attached mail",
                    true,
                    false,
                    m => $"Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nSubject: x\r\n{m.Text()}"
                ),
            "mail-unreadable",
            "mail-incomplete"
        ),
        Unreadable(
            "no-body",
            Slots.Body,
            d => d.Letter.Structure = new Structure("nothing", true, false, _ => "\r\n"),
            "mail-unreadable",
            "mail-incomplete"
        ),
    ];

    private static Structure Many =>
        new(
            "many parts",
            true,
            false,
            m =>
                $"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n{m.Text()}\r\n"
                + string.Concat(Enumerable.Repeat("--x\r\nContent-Type: text/plain\r\n\r\nx\r\n", 400))
                + "--x--\r\n"
        );

    private static Structure Deep =>
        new(
            "deep parts",
            true,
            false,
            m =>
                string.Concat(Enumerable.Range(0, 20).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"))
                + m.Text()
                + "\r\n"
                + string.Concat(Enumerable.Range(0, 20).Reverse().Select(i => $"--b{i}--\r\n"))
        );

    /// <summary>Between SES's block and the sender's own headers.</summary>
    private static string Above(string head, string more)
    {
        var own = head.IndexOf("DKIM-Signature:", StringComparison.Ordinal);
        return head[..own] + more + head[own..];
    }

    private static Kind Unreadable(string name, Slots slots, Action<Draft> change, params string[] codes) =>
        new(
            $"hostile.unreadable.{name}",
            slots,
            d =>
            {
                change(d);
                d.Refuse(Reach.Mail, codes.Length > 0 ? codes : ["mail-unreadable"]);
            }
        )
        {
            IsAlone = true,
        };
}

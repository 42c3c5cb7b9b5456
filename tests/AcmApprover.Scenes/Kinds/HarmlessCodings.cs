using System.Text;
using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Other charsets, transfer encodings and structures of the mail.</summary>
internal static class HarmlessCodings
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Coding("quoted-printable", Transfer.QuotedPrintable, Transfer.QuotedPrintable),
        Coding("base64", Transfer.Base64, Transfer.Base64),
        Coding("eight-bit", Transfer.EightBit, Transfer.EightBit),
        Coding("base64-text", Transfer.Base64, Transfer.QuotedPrintable),
        Charset("us-ascii", "us-ascii", Encoding.ASCII),
        Charset("latin-1", "iso-8859-1", Encoding.Latin1),
        Charset("windows-1252", "windows-1252", Encoding.Latin1),
        Charset("upper-case", "\"UTF-8\"", Encoding.UTF8),
        Charset("none", null, Encoding.UTF8),
        Charset("utf-16", "utf-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true)) with
        {
            Slots = Slots.Coding | Slots.Structure,
        },
        new("harmless.coding.line-feeds", Slots.Coding, d => d.Letter.OnMail = m => m.Replace("\r\n", "\n", StringComparison.Ordinal)),
        new("harmless.structure.text-only", Slots.Structure | Slots.Layout, d => d.Letter.Structure = Structure.TextOnly),
        new("harmless.structure.HTML-only", Slots.Structure | Slots.Layout, d => d.Letter.Structure = Structure.HtmlOnly),
        .. Structure.Others.Select(s => new Kind(
            $"harmless.structure.{s.Name.Replace(' ', '-')}",
            Slots.Structure | (s.HasHtml ? Slots.None : Slots.Layout),
            d => d.Letter.Structure = s
        )),
        new(
            "harmless.structure.preamble",
            Slots.Structure | Slots.Coding,
            d =>
                d.Letter.OnMail = m =>
                    m.Replace(
                        "\r\n\r\n------=_Part",
                        "\r\n\r\nThis is a multi-part message in MIME format.\r\n------=_Part",
                        StringComparison.Ordinal
                    )
        ),
    ];

    private static Kind Coding(string name, Transfer text, Transfer html) =>
        new(
            $"harmless.coding.{name}",
            Slots.Coding,
            d =>
            {
                d.Letter.TextCoding = Mails.Coding.Utf8(text);
                d.Letter.HtmlCoding = Mails.Coding.Utf8(html);
            }
        );

    private static Kind Charset(string name, string? charset, Encoding encoding) =>
        new(
            $"harmless.charset.{name}",
            Slots.Coding,
            d =>
            {
                var isWide = encoding is UnicodeEncoding;
                d.Letter.TextCoding = new Coding(isWide ? Transfer.Base64 : Transfer.SevenBit, charset, encoding);
                d.Letter.HtmlCoding = new Coding(isWide ? Transfer.Base64 : Transfer.QuotedPrintable, charset, encoding);
            }
        );
}

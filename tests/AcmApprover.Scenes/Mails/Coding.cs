using System.Text;

namespace AcmApprover.Scenes.Mails;

/// <summary>How a part's bytes are written down (RFC 2045, section 6).</summary>
internal enum Transfer
{
    SevenBit,
    EightBit,
    QuotedPrintable,
    Base64,
}

/// <summary>A part's charset and transfer encoding.</summary>
/// <param name="Transfer">The transfer encoding.</param>
/// <param name="Charset">The charset's parameter as it is written, or null for none.</param>
/// <param name="Encoding">What the bytes are of.</param>
internal sealed record Coding(Transfer Transfer, string? Charset, Encoding Encoding)
{
    public static Coding Utf8(Transfer transfer) => new(transfer, "utf-8", Encoding.UTF8);

    /// <summary>The headers of a part and its body.</summary>
    public string Write(string type, string text)
    {
        var charset = Charset is null ? "" : $"; charset={Charset}";
        var bytes = Encoding.GetBytes(text);

        // What has only seven bits is what it says; anything else says that it has eight.
        var transfer = Transfer == Transfer.SevenBit && bytes.Any(b => b > 127) ? Transfer.EightBit : Transfer;
        return $"Content-Type: {type}{charset}\r\nContent-Transfer-Encoding: {NameOf(transfer)}\r\n\r\n"
            + transfer switch
            {
                Transfer.Base64 => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks),
                Transfer.QuotedPrintable => QuotedPrintable(bytes),
                _ => Encoding.Latin1.GetString(bytes),
            };
    }

    private static string NameOf(Transfer transfer) =>
        transfer switch
        {
            Transfer.SevenBit => "7bit",
            Transfer.EightBit => "8bit",
            Transfer.QuotedPrintable => "quoted-printable",
            Transfer.Base64 => "base64",
        };

    /// <summary>RFC 2045, section 6.7: lines of at most 76 characters, broken wherever that falls.</summary>
    private static string QuotedPrintable(byte[] bytes)
    {
        const int longest = 76;
        var encoded = new StringBuilder(bytes.Length * 5 / 4);
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
            {
                encoded.Append("\r\n");
                column = 0;
                i++;
                continue;
            }

            var isAtEnd = i + 1 == bytes.Length || bytes[i + 1] is (byte)'\r' or (byte)'\n';
            var isPlain = b is >= 33 and <= 126 and not (byte)'=' || (b == ' ' && !isAtEnd);
            if (column + (isPlain ? 1 : 3) >= longest)
            {
                encoded.Append("=\r\n");
                column = 0;
            }

            _ = isPlain
                ? encoded.Append((char)b)
                : encoded.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            column += isPlain ? 1 : 3;
        }

        return encoded.ToString();
    }
}

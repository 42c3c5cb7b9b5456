using System.Text;

namespace AcmApprover.Simulator.Mails;

/// <summary>
/// RFC 2045, 6.7: lines of at most 76 characters; a longer one is broken by "=" at the line's end, wherever that falls.
/// </summary>
internal static class QuotedPrintable
{
    private const int Longest = 76;

    /// <summary>Encodes a text, as UTF-8.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
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

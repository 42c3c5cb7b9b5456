using System.Buffers;
using System.Text;
using MimeKit.Encodings;

namespace AcmApprover.Approval.Mail;

/// <summary>
/// The texts in the bytes of a message that cannot be taken apart: the bytes as they stand, the same read as quoted-printable, and what
/// is in them of base64. It does not know headers from parts, and what it finds only serves to know the mail by.
/// </summary>
internal static class RawTexts
{
    /// <summary>Fewer characters than this on a line are likely a word. The lines of an encoder have 60 to 76.</summary>
    private const int ShortestLine = 32;

    private static readonly SearchValues<byte> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8
    );

    /// <summary>Reads them, in time and memory in proportion to the bytes.</summary>
    internal static IReadOnlyList<string> Read(ArraySegment<byte> bytes)
    {
        List<string> texts = [Encoding.Latin1.GetString(bytes)];
        if (bytes.AsSpan().Contains((byte)'='))
        {
            texts.Add(Decode(new QuotedPrintableDecoder(), bytes));
        }

        texts.AddRange(Base64Blocks(bytes));
        return texts;
    }

    /// <summary>The decoded texts of all blocks of lines that hold nothing but base64; the last line of one can be short.</summary>
    private static List<string> Base64Blocks(ArraySegment<byte> bytes)
    {
        List<string> texts = [];
        var start = -1;
        for (var at = 0; at < bytes.Count;)
        {
            var rest = bytes.AsSpan(at);
            var length = rest.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : rest.Length;
            var line = rest[..length].TrimEnd(" \t\r\n"u8);
            var isBase64 = !line.IsEmpty && !line.ContainsAnyExcept(Base64);
            if (start < 0 && isBase64 && line.Length >= ShortestLine)
            {
                start = at;
            }
            else if (start >= 0 && !isBase64)
            {
                texts.Add(Decode(new Base64Decoder(), bytes[start..at]));
                start = -1;
            }

            at += length;
        }

        if (start >= 0)
        {
            texts.Add(Decode(new Base64Decoder(), bytes[start..]));
        }

        return texts;
    }

    private static string Decode(IMimeDecoder decoder, ArraySegment<byte> bytes)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(decoder.EstimateOutputLength(bytes.Count));
        try
        {
            return Encoding.Latin1.GetString(decoded, 0, decoder.Decode(bytes.Array!, bytes.Offset, bytes.Count, decoded));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }
}

using System.Text;

namespace AcmApprover.Approval.Mail;

/// <summary>
/// The headers of a message, where there are too many to parse: those at the top, and below them the ones by which the mail is known
/// and shown. What SES wrote stands at the top, and nothing below that is believed.
/// </summary>
internal static class HeaderBlock
{
    /// <summary>The longest of the lower headers that is taken, in bytes (RFC 5322 allows a line of 998).</summary>
    private const int MaxLength = 1000;

    /// <summary>How many of the lower headers are taken.</summary>
    private const int MaxCount = 32;

    private static readonly byte[][] Kept = [.. new[] { "From:", "Subject:", "To:", "Cc:", "Message-ID:" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>The block, with nothing behind it.</summary>
    /// <param name="header">All headers.</param>
    /// <param name="limit">How many bytes are taken from the top, in whole lines.</param>
    internal static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> header, int limit)
    {
        if (header.Length <= limit)
        {
            return header;
        }

        var top = header.Span[..limit].LastIndexOf((byte)'\n') + 1;
        var block = new MemoryStream(top + MaxLength);
        block.Write(header.Span[..top]);
        var rest = header.Span[top..];
        for (var count = 0; !rest.IsEmpty && count < MaxCount; rest = rest[LengthOfLine(rest)..])
        {
            if (IsKept(rest))
            {
                block.Write(rest[..Math.Min(LengthOfHeader(rest), MaxLength)]);
                block.WriteByte((byte)'\n');
                count++;
            }
        }

        return block.GetBuffer().AsMemory(0, (int)block.Length);
    }

    private static bool IsKept(ReadOnlySpan<byte> line)
    {
        foreach (var name in Kept)
        {
            if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return true;
            }
        }

        return false;
    }

    private static int LengthOfLine(ReadOnlySpan<byte> rest) => rest.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : rest.Length;

    /// <summary>With the lines that continue it, and without its last line end.</summary>
    private static int LengthOfHeader(ReadOnlySpan<byte> rest)
    {
        var length = LengthOfLine(rest);
        while (length <= MaxLength && length < rest.Length && rest[length] is (byte)' ' or (byte)'\t')
        {
            length += LengthOfLine(rest[length..]);
        }

        return rest[..length].TrimEnd("\r\n"u8).Length;
    }
}

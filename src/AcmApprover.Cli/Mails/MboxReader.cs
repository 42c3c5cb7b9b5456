using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Cli.Mails;

/// <summary>
/// Reads an mbox (RFC 4155), mails one behind the other, each under a line that begins with "From "; or a single mail. It goes through the
/// stream once and forward, for it can be a pipe, and keeps no more of a mail than the approver looks at.
/// </summary>
internal sealed partial class MboxReader(Stream stream)
{
    /// <summary>An address has at most 254 characters (RFC 5321), and the date thirty.</summary>
    private const int LongestSeparator = 512;

    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool isAtEnd;
    private bool isMbox;

    /// <summary>Whether there is another mail to read.</summary>
    internal bool HasNext { get; private set; }

    /// <summary>Looks at the beginning, before the first mail is read; an empty stream has one mail, which is empty.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        isMbox = Mbox.Begins(buffer.AsSpan(start, end - start));
        HasNext = true;
        if (isMbox)
        {
            // Of the first line nothing is asked but its beginning: mail programs have put one above a single mail, in many forms.
            var available = buffer.AsSpan(start, end - start);
            Skip(available.IndexOf((byte)'\n') is var lineEnd and >= 0 ? lineEnd + 1 : available.Length);
        }
    }

    /// <summary>Reads the next mail: its length in bytes, and at most <see cref="StoredMail.SizeLimit"/> of them.</summary>
    internal async Task<(long Length, ReadOnlyMemory<byte> Head)> ReadAsync(CancellationToken cancellationToken)
    {
        var head = new ArrayBufferWriter<byte>();
        var length = 0L;
        var isLineStart = true;
        while (true)
        {
            await FillAsync(cancellationToken);
            var available = buffer.AsSpan(start, end - start);
            if (available.IsEmpty)
            {
                HasNext = false;
                return (length, head.WrittenMemory);
            }

            if (isMbox && isLineStart && LengthOfSeparator(available) is > 0 and var separator)
            {
                Skip(separator);
                return (length, head.WrittenMemory);
            }

            var lineEnd = available.IndexOf((byte)'\n');
            isLineStart = lineEnd >= 0;
            var taken = isLineStart ? lineEnd + 1 : available.Length;
            head.Write(available[..Math.Min(taken, StoredMail.SizeLimit - head.WrittenCount)]);
            length += taken;
            Skip(taken);
        }
    }

    /// <summary>
    /// The length of a line that parts two mails; 0 if it is none. A date is asked for, so that "From the team:" in a text that was not
    /// escaped parts nothing.
    /// </summary>
    private static int LengthOfSeparator(ReadOnlySpan<byte> text)
    {
        if (!Mbox.Begins(text))
        {
            return 0;
        }

        var lineEnd = text[..Math.Min(text.Length, LongestSeparator)].IndexOf((byte)'\n');
        var length = lineEnd >= 0 ? lineEnd + 1 : Math.Min(text.Length, LongestSeparator);
        return Separator.IsMatch(Encoding.Latin1.GetString(text[..length])) ? length : 0;
    }

    /// <summary>Makes sure that a separator at the present position is in the buffer as a whole.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (isAtEnd || end - start >= LongestSeparator)
        {
            return;
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        end += await stream.ReadAtLeastAsync(
            buffer.AsMemory(end),
            LongestSeparator - end,
            throwOnEndOfStream: false,
            cancellationToken
        );
        isAtEnd = end < LongestSeparator;
    }

    private void Skip(int count) => start += count;

    /// <summary>"From admin@example.com Mon Nov 23 08:00:00 2026", also with a time zone before or behind the year.</summary>
    [GeneratedRegex(@"^From .*[A-Za-z]{3},? [A-Za-z]{3} +\d{1,2} \d{2}:\d{2}(:\d{2})? .*\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Separator { get; }
}

using System.Runtime.InteropServices;
using MimeKit;
using MimeKit.Utils;

namespace AcmApprover.Approval.Mail;

/// <summary>Takes a stored message apart with MimeKit. It takes whatever bytes there are and never throws.</summary>
public static class MailReader
{
    /// <summary>64 KiB, for a message and for a part. SES itself hands on at most 50 KB of headers to a function (SES developer guide,
    /// quotas).</summary>
    internal const int MaxHeaderLength = 64 * 1024;

    /// <summary>Every part begins with such a line, but so can lines of its text.</summary>
    private const int MaxDelimiters = 1000;

    /// <summary>
    /// Each line, parameter and address can be an object of its own, in the headers of a part or of an attached mail too. A megabyte
    /// of base64 has half as many lines.
    /// </summary>
    private const int MaxPieces = 30_000;

    /// <summary>Reads the message, or as much of it as can be read.</summary>
    public static ReceivedMail Read(StoredMail stored)
    {
        var problem = ProblemOf(stored, out var headerLength);
        var parsed = problem is null ? stored.Head : HeaderBlock.Of(stored.Head[..headerLength], MaxHeaderLength);
        if (MessageReader.Read(Bytes(parsed)) is not { } message)
        {
            return new ReceivedMail
            {
                Source = stored.Source,
                ReceivedAt = stored.StoredAt,
                ReceivedAtSource = ReceivedAtSource.Store,
                Unreadable = "it is not an internet message (RFC 5322)",
                RawTexts = RawTexts.Read(Bytes(stored.Head)),
            };
        }

        problem ??= message.Problem;

        var ses = SesHeaders.Read(message.Headers);
        var messageId = message.First(HeaderId.MessageId)?.RawValue;
        var (receivedAt, source) = ReceivedAt(message, ses, stored);
        return new ReceivedMail
        {
            Source = stored.Source,
            ReceivedAt = receivedAt,
            ReceivedAtSource = source,
            MessageId = messageId is null ? null : MimeUtils.ParseMessageId(messageId, 0, messageId.Length),
            Subject = message.First(HeaderId.Subject)?.Value ?? "",
            From = message.Addresses(HeaderId.From),
            Recipients = Recipients(message, ses),
            Ses = ses,
            Texts = message.Texts,
            Htmls = message.Htmls,
            Unreadable = problem,
            RawTexts = problem is null ? [] : RawTexts.Read(Bytes(stored.Head)),
        };
    }

    /// <summary>
    /// Why only the headers are to be parsed, as far as they go: MimeKit builds an object for every header and part, and a
    /// megabyte has room for hundreds of thousands of them.
    /// </summary>
    private static string? ProblemOf(StoredMail stored, out int headerLength)
    {
        var bytes = stored.Head.Span;
        var crlf = bytes.IndexOf("\n\r\n"u8);
        var lf = (crlf < 0 ? bytes : bytes[..(crlf + 1)]).IndexOf("\n\n"u8);
        var end = lf < 0 ? crlf : lf;
        headerLength = end < 0 ? bytes.Length : end + 1;
        return stored.IsOverLimit ? $"it has {stored.Length:N0} bytes, and at most {StoredMail.SizeLimit:N0} are read"
            : headerLength > MaxHeaderLength ? $"its headers have more than {MaxHeaderLength:N0} bytes"
            : bytes.Count("\n--"u8) > MaxDelimiters ? $"it has more than {MaxDelimiters:N0} lines that begin like the delimiter of a part"
            : HasManyPieces(bytes) ? $"it has more than {MaxPieces:N0} lines, semicolons or commas"
            : null;
    }

    private static bool HasManyPieces(ReadOnlySpan<byte> bytes) =>
        bytes.Length > MaxPieces
        && (bytes.Count((byte)'\n') > MaxPieces || bytes.Count((byte)';') > MaxPieces || bytes.Count((byte)',') > MaxPieces);

    /// <summary>
    /// Only a mail that SES did not write on is dated by its sender: a file out of a mailbox was written long after it was received, and
    /// is not approved whatever its age. Of any other the sender has no say in the time, so that no Date makes a link look younger.
    /// </summary>
    private static (DateTimeOffset, ReceivedAtSource) ReceivedAt(MessageReader message, SesHeaders? ses, StoredMail stored) =>
        ses?.ReceivedAt is { } received ? (received, ReceivedAtSource.Ses)
        : ses is null && message.First(HeaderId.Date) is { } date && DateUtils.TryParse(date.RawValue, out var written)
            ? (written, ReceivedAtSource.Date)
        : (stored.StoredAt, ReceivedAtSource.Store);

    private static List<string> Recipients(MessageReader message, SesHeaders? ses)
    {
        var recipients = message.Addresses(HeaderId.To);
        recipients.AddRange(message.Addresses(HeaderId.Cc));
        if (ses?.Recipient is { } recipient && !recipients.Contains(recipient, StringComparer.OrdinalIgnoreCase))
        {
            recipients.Add(recipient);
        }

        return recipients;
    }

    private static ArraySegment<byte> Bytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : bytes.ToArray();
}

using System.Runtime.InteropServices;
using MimeKit;

namespace AcmApprover.Mail;

/// <summary>Takes a stored message apart with MimeKit. It takes whatever bytes there are and never throws.</summary>
public static class MailReader
{
    /// <summary>ACM's mail has two; a message with more parts than this is none of ACM's, and nobody shall make us decode them.</summary>
    private const int MaxParts = 32;

    private const int MaxDepth = 8;

    /// <summary>64 KiB. SES itself hands on at most 50 KB of headers to a function (SES developer guide, quotas).</summary>
    private const int MaxHeaderLength = 64 * 1024;

    /// <summary>Every part begins with such a line, but so can lines of its text.</summary>
    private const int MaxDelimiters = 1000;

    /// <summary>
    /// Each line, parameter and address can be an object of its own, in the headers of a part or of an attached mail too. A megabyte
    /// of base64 has half as many lines.
    /// </summary>
    private const int MaxPieces = 30_000;

    /// <summary>Addresses are read strictly: out of what is not quite one, a lenient reader takes the part that it likes.</summary>
    private static readonly ParserOptions Options = new()
    {
        MaxMimeDepth = MaxDepth + 1,
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowUnquotedCommasInAddresses = false,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>Reads the message, or as much of it as can be read.</summary>
    public static ReceivedMail Read(StoredMail stored)
    {
        var problem = ProblemOf(stored, out var headerLength);
        using var stream = Open(problem is null ? stored.Head : stored.Head[..headerLength]);
        using var message = Parse(stream);
        if (message is null)
        {
            return new ReceivedMail
            {
                Source = stored.Source,
                ReceivedAt = stored.StoredAt,
                Unreadable = "it is not an internet message (RFC 5322)",
            };
        }

        var ses = SesHeaders.Read(message.Headers);
        var body = problem is null ? BodyReader.Read(message.Body, MaxParts, MaxDepth) : new BodyReader.Body([], [], problem);
        return new ReceivedMail
        {
            Source = stored.Source,
            ReceivedAt = ses?.ReceivedAt ?? stored.StoredAt,
            MessageId = message.MessageId,
            Subject = message.Subject ?? "",
            From = Addresses(message.From),
            Recipients = Recipients(message, ses),
            Ses = ses,
            Texts = body.Texts,
            Htmls = body.Htmls,
            Unreadable = body.Problem,
        };
    }

    /// <summary>
    /// Why only the headers are to be parsed, as far as they go: MimeKit builds an object for every header and part, and a
    /// megabyte has room for hundreds of thousands of them.
    /// </summary>
    private static string? ProblemOf(StoredMail stored, out int headerLength)
    {
        var bytes = stored.Head.Span;
        var (lf, crlf) = (bytes.IndexOf("\n\n"u8), bytes.IndexOf("\n\r\n"u8));
        var end = lf < 0 || (crlf >= 0 && crlf < lf) ? crlf : lf;
        var isHeaderOver = (end < 0 ? bytes.Length : end) > MaxHeaderLength;
        headerLength = isHeaderOver ? bytes[..MaxHeaderLength].LastIndexOf((byte)'\n') + 1 : end < 0 ? bytes.Length : end + 1;
        return stored.IsOverLimit ? $"it has {stored.Length:N0} bytes, and at most {StoredMail.SizeLimit:N0} are read"
            : isHeaderOver ? $"its headers have more than {MaxHeaderLength:N0} bytes"
            : bytes.Count("\n--"u8) > MaxDelimiters ? $"it has more than {MaxDelimiters:N0} lines that begin like the delimiter of a part"
            : HasManyPieces(bytes) ? $"it has more than {MaxPieces:N0} lines, semicolons or commas"
            : null;
    }

    private static bool HasManyPieces(ReadOnlySpan<byte> bytes) =>
        bytes.Count((byte)'\n') > MaxPieces || bytes.Count((byte)';') > MaxPieces || bytes.Count((byte)',') > MaxPieces;

    private static List<string> Recipients(MimeMessage message, SesHeaders? ses)
    {
        List<string> recipients = [.. Addresses(message.To), .. Addresses(message.Cc)];
        if (ses?.Recipient is { } recipient && !recipients.Contains(recipient, StringComparer.OrdinalIgnoreCase))
        {
            recipients.Add(recipient);
        }

        return recipients;
    }

    private static List<string> Addresses(InternetAddressList list)
    {
        List<string> addresses = [];
        foreach (var mailbox in list.Mailboxes)
        {
            addresses.Add(mailbox.Address);
        }

        return addresses;
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Leaves the parts where they lie in the stream, which must stay open.</summary>
    private static MimeMessage? Parse(MemoryStream stream)
    {
        try
        {
            return MimeMessage.Load(Options, stream, persistent: true);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

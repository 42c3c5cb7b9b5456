using MimeKit;

namespace AcmApprover.Mail;

/// <summary>Takes a stored message apart with MimeKit. It takes whatever bytes there are and never throws.</summary>
public static class MailReader
{
    /// <summary>ACM's mail has two; a message with more parts than this is none of ACM's, and nobody shall make us decode them.</summary>
    private const int MaxParts = 32;

    private const int MaxDepth = 8;

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
        using var message = Parse(stored.Head);
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
        var body = BodyReader.Read(message.Body, MaxParts, MaxDepth);
        return new ReceivedMail
        {
            Source = stored.Source,
            ReceivedAt = ses?.ReceivedAt ?? stored.StoredAt,
            MessageId = message.MessageId,
            Subject = message.Subject ?? "",
            From = [.. message.From.Mailboxes.Select(m => m.Address)],
            Recipients = [.. Recipients(message, ses)],
            Ses = ses,
            Texts = body.Texts,
            Htmls = body.Htmls,
            Unreadable = stored.IsOverLimit
                ? $"it has {stored.Length:N0} bytes, and at most {StoredMail.SizeLimit:N0} are read"
                : body.Problem,
        };
    }

    private static IEnumerable<string> Recipients(MimeMessage message, SesHeaders? ses)
    {
        var header = message.To.Mailboxes.Concat(message.Cc.Mailboxes).Select(m => m.Address);
        return ses?.Recipient is { } recipient ? header.Append(recipient).Distinct(StringComparer.OrdinalIgnoreCase) : header;
    }

    private static MimeMessage? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
                ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
                : new MemoryStream(bytes.ToArray(), writable: false);
            return MimeMessage.Load(Options, stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

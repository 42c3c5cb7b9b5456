using System.Buffers;
using System.Buffers.Text;
using System.Text;
using AcmApprover.Identifiers;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.Utils;

namespace AcmApprover.Approval.Mail;

/// <summary>
/// What MimeKit meets as it goes through a message: the message's own headers, and the parts that a person would read. Nothing is
/// kept of the other parts, and no text is copied before it is decoded.
/// </summary>
/// <remarks>
/// It does not look into attached messages: what somebody else's mail has attached is not what its sender says.
/// </remarks>
internal sealed class MessageReader : MimeReader
{
    /// <summary>ACM's mail has two; a message with more parts than this is not from ACM, and its parts are not decoded.</summary>
    private const int MaxParts = 32;

    private const int MaxDepth = 8;

    /// <summary>ACM's mails have two thousand in each part.</summary>
    private const int MaxCharacters = 256 * 1024;

    /// <summary>Stands among addresses for a header that is there and cannot be read. It is no address, and no rule takes it for
    /// one.</summary>
    private const string Unreadable = "(unreadable)";

    /// <summary>Addresses are read strictly: out of what is not quite one, a lenient reader takes the part that it likes.</summary>
    private static readonly ParserOptions Strict = new()
    {
        MaxMimeDepth = MaxDepth + 1,
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowUnquotedCommasInAddresses = false,
        AllowAddressesWithoutDomain = false,
    };

    private readonly ArraySegment<byte> message;
    private readonly Source source;
    private readonly List<Header> headers = new(32);
    private readonly List<string> texts = new(1);
    private readonly List<string> htmls = new(1);
    private string? ambiguity;
    private bool isHeaderRead;
    private int parts;
    private int depth;
    private int attachedMessages;
    private int characters;

    // Of the part whose headers were read last.
    private Header? type;
    private Header? transferEncoding;
    private Header? disposition;
    private ArraySegment<byte> content;

    private MessageReader(ArraySegment<byte> message, Source source)
        : base(Strict, source) => (this.message, this.source) = (message, source);

    /// <summary>The message's own headers, in order.</summary>
    internal IReadOnlyList<Header> Headers => headers;

    /// <summary>The texts of the <c>text/plain</c> parts that are not attachments.</summary>
    internal IReadOnlyList<string> Texts => texts;

    /// <summary>The texts of the <c>text/html</c> parts that are not attachments.</summary>
    internal IReadOnlyList<string> Htmls => htmls;

    /// <summary>Why the parts cannot be relied on: too many or too deep, ambiguous, undecodable, or none with text; else null.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Reads a message; null if it is none.</summary>
    internal static MessageReader? Read(ArraySegment<byte> message)
    {
        using var source = new Source(message);
        var reader = new MessageReader(message, source);
        try
        {
            reader.ReadMessage();
        }
        catch (FormatException)
        {
            if (reader.headers.Count == 0)
            {
                return null;
            }

            // By the headers before it the mail can still be known for a validation mail, and must not be passed over.
            reader.Problem = "it ends in the middle of a header";
        }

        reader.Problem ??= reader.ambiguity;
        reader.Problem ??= reader.texts.Count + reader.htmls.Count == 0 ? "it has no part with text" : null;
        return reader;
    }

    /// <summary>The first header of a name, which is the one that mail programs show.</summary>
    internal Header? First(HeaderId id) => headers.Find(h => h.Id == id);

    /// <summary>
    /// Every address in all headers of a name. One that cannot be read takes those beside it with it, for nobody knows which of them
    /// the sender meant and which a mail program would show: <see cref="Unreadable"/> stands for them all.
    /// </summary>
    internal List<string> Addresses(HeaderId id)
    {
        List<string> addresses = [];
        foreach (var header in headers)
        {
            if (header.Id != id)
            {
                continue;
            }

            if (!InternetAddressList.TryParse(Strict, header.RawValue, out var list))
            {
                addresses.Add(Unreadable);
                continue;
            }

            foreach (var mailbox in list.Mailboxes)
            {
                // MimeKit decodes internationalised names, also those that came in ASCII.
                addresses.Add(AsciiName.OfAddress(mailbox.Address));
            }
        }

        return addresses;
    }

    /// <inheritdoc/>
    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        (type, transferEncoding, disposition, source.End) = (
            null,
            null,
            null,
            isHeaderRead ? beginOffset + MailReader.MaxHeaderLength : long.MaxValue
        );

    /// <inheritdoc/>
    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (!isHeaderRead)
        {
            headers.Add(header);
        }

        switch (header.Id)
        {
            case HeaderId.ContentType:
                Note(ref type, header);
                break;
            case HeaderId.ContentTransferEncoding:
                Note(ref transferEncoding, header);
                break;
            case HeaderId.ContentDisposition:
                Note(ref disposition, header);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnHeadersEnd(
        long beginOffset,
        int beginLineNumber,
        long endOffset,
        int endLineNumber,
        CancellationToken cancellationToken
    )
    {
        isHeaderRead = true;
        source.End = long.MaxValue;
        Problem ??= source.IsCut ? $"the headers of a part have more than {MailReader.MaxHeaderLength:N0} bytes" : null;
    }

    /// <inheritdoc/>
    protected override void OnMultipartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    )
    {
        Count();
        depth++;
    }

    /// <inheritdoc/>
    protected override void OnMultipartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken
    ) => depth--;

    /// <inheritdoc/>
    protected override void OnMessagePartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    )
    {
        Count();
        attachedMessages++;
    }

    /// <inheritdoc/>
    protected override void OnMessagePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken
    ) => attachedMessages--;

    /// <inheritdoc/>
    protected override void OnMimePartContentEnd(
        long beginOffset,
        int beginLineNumber,
        long endOffset,
        int lines,
        NewLineFormat? newLineFormat,
        CancellationToken cancellationToken
    ) => content = message.Slice((int)beginOffset, (int)(endOffset - beginOffset));

    /// <inheritdoc/>
    protected override void OnMimePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken
    )
    {
        Count();
        var isHtml = contentType.IsMimeType("text", "html");
        if (Problem is not null || attachedMessages > 0 || !(isHtml || contentType.IsMimeType("text", "plain")) || IsAttachment())
        {
            return;
        }

        try
        {
            var text = Decode(contentType);
            (isHtml ? htmls : texts).Add(text);
            characters += text.Length;
            Problem = characters > MaxCharacters ? $"it has more than {MaxCharacters:N0} characters of text" : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            // A charset that does not exist, or bytes that are not valid in it.
            Problem = $"its {contentType.MimeType} part cannot be decoded";
        }
    }

    /// <summary>
    /// Of two headers that say what a part is, one mail program goes by the first and another by the last. Its text is read all the
    /// same: by that alone the mail can be known for a validation mail, which must not be passed over.
    /// </summary>
    private void Note(ref Header? known, Header header)
    {
        ambiguity ??= known is null || attachedMessages > 0 ? null : $"a part has two {header.Field} headers";
        known ??= header;
    }

    private void Count()
    {
        if (attachedMessages == 0)
        {
            parts++;
            Problem ??=
                parts > MaxParts ? $"it has more than {MaxParts} parts"
                : depth > MaxDepth ? $"its parts are nested more than {MaxDepth} deep"
                : null;
        }
    }

    /// <summary>What MimeKit could read of the header counts, as for a mail program, whatever stands behind it.</summary>
    private bool IsAttachment()
    {
        ContentDisposition? read = null;
        _ = disposition is not null && ContentDisposition.TryParse(Strict, disposition.RawValue, out read);
        return read is { IsAttachment: true };
    }

    /// <summary>Under a charset's name that nobody knows, what mail's charsets have in common is read: ASCII. Zero bytes are a sign of one
    /// that does not have it.</summary>
    private string Decode(ContentType type)
    {
        var text = Decode(type.CharsetEncoding ?? Encoding.UTF8);
        return type is { Charset: not null, CharsetEncoding: null } && text.Contains('\0', StringComparison.Ordinal)
            ? throw new NotSupportedException("the charset of a part does not exist")
            : text;
    }

    private string Decode(Encoding charset)
    {
        if (DecoderOf(transferEncoding) is not { } decoder)
        {
            return charset.GetString(content);
        }

        var decoded = ArrayPool<byte>.Shared.Rent(decoder.EstimateOutputLength(content.Count));
        try
        {
            // .NET takes base64 that is exactly that, several times as fast; MimeKit also what comes near it.
            var length =
                decoder is Base64Decoder && Base64.DecodeFromUtf8(content, decoded, out _, out var exact) == OperationStatus.Done
                    ? exact
                    : decoder.Decode(content.Array!, content.Offset, content.Count, decoded);
            return charset.GetString(decoded, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    /// <summary>What has to be decoded; null for bytes that stand as they are, which an unknown encoding's do too.</summary>
    private static IMimeDecoder? DecoderOf(Header? transferEncoding) =>
        !MimeUtils.TryParse(transferEncoding?.Value, out ContentEncoding encoding)
            ? null
            : encoding switch
            {
                ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
                ContentEncoding.Base64 => new Base64Decoder(),
                ContentEncoding.UUEncode => new UUDecoder(),
                _ => null,
            };

    /// <summary>
    /// The message, which ends early for a part with endless headers: MimeKit gathers each header in a buffer that it enlarges by
    /// a few kilobytes at a time, and for a header of a megabyte it would allocate more than a hundred.
    /// </summary>
    private sealed class Source(ArraySegment<byte> bytes) : MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
    {
        /// <summary>Behind which byte it may end; it does so when all that was read up to there is used up.</summary>
        internal long End { get; set; } = long.MaxValue;

        /// <summary>Whether more was asked for there: then what was read is not all.</summary>
        internal bool IsCut { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            IsCut |= Position >= End;
            return IsCut ? 0 : base.Read(buffer, offset, count);
        }
    }
}

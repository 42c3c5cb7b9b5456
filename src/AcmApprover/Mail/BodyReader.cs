using System.Buffers;
using System.Text;
using MimeKit;
using MimeKit.Encodings;

namespace AcmApprover.Mail;

/// <summary>Finds the parts of a message that a person would read, and decodes them.</summary>
internal static class BodyReader
{
    /// <summary>ACM's mails have two thousand in each part.</summary>
    private const int MaxCharacters = 256 * 1024;

    internal sealed record Body(IReadOnlyList<string> Texts, IReadOnlyList<string> Htmls, string? Problem);

    /// <summary>
    /// Reads text parts that are not attachments. It does not look into attached messages: what somebody else's mail has
    /// attached is not what its sender says.
    /// </summary>
    internal static Body Read(MimeEntity? root, int maxParts, int maxDepth)
    {
        List<string> texts = [], htmls = [];
        var parts = 0;
        var problem = Walk(root, 0);
        problem ??= texts.Count + htmls.Count == 0 ? "it has no part with text" : null;
        return new Body(texts, htmls, problem);

        string? Walk(MimeEntity? entity, int depth)
        {
            if (++parts > maxParts)
            {
                return $"it has more than {maxParts} parts";
            }

            if (depth > maxDepth)
            {
                return $"its parts are nested more than {maxDepth} deep";
            }

            switch (entity)
            {
                case Multipart multipart:
                    foreach (var child in multipart)
                    {
                        if (Walk(child, depth + 1) is { } found)
                        {
                            return found;
                        }
                    }

                    return null;

                case TextPart { IsAttachment: false } text when text.IsHtml || text.IsPlain:
                    return Decode(text, text.IsHtml ? htmls : texts)
                        ?? (texts.Sum(t => t.Length) + htmls.Sum(t => t.Length) > MaxCharacters ? $"it has more than {MaxCharacters:N0} characters of text" : null);

                default:
                    return null;
            }
        }
    }

    private static string? Decode(TextPart part, List<string> into)
    {
        try
        {
            into.Add(TextOf(part));
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            // A charset that does not exist, or bytes that are none of it.
            return $"its {part.ContentType.MimeType} part cannot be decoded";
        }
    }

    /// <summary>
    /// Decodes at once, in borrowed memory: MimeKit's own way to a text leads through streams and filters, and through a search for
    /// a charset in the HTML itself, which mail does not use.
    /// </summary>
    private static string TextOf(TextPart part)
    {
        if (part.Content is not { Stream: { } stream } content)
        {
            return "";
        }

        var charset = part.ContentType.CharsetEncoding ?? Encoding.UTF8;
        var raw = ArrayPool<byte>.Shared.Rent((int)stream.Length);
        var decoder = DecoderOf(content.Encoding);
        var decoded = ArrayPool<byte>.Shared.Rent(decoder.EstimateOutputLength((int)stream.Length));
        try
        {
            stream.Position = 0;
            var length = stream.ReadAtLeast(raw, (int)stream.Length, throwOnEndOfStream: false);
            return charset.GetString(decoded, 0, decoder.Decode(raw, 0, length, decoded));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    private static IMimeDecoder DecoderOf(ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
        ContentEncoding.Base64 => new Base64Decoder(),
        ContentEncoding.UUEncode => new UUDecoder(),
        _ => new PassThroughDecoder(encoding),
    };
}

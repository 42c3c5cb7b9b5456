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
    /// What ACM sends is decoded at once: MimeKit's way through streams and filters costs more than all that is read out of the
    /// text. Every other encoding and charset is left to MimeKit.
    /// </summary>
    private static string TextOf(TextPart part)
    {
        if (part.Content is not { Stream: { } stream } content || part.ContentType.CharsetEncoding is not UTF8Encoding charset)
        {
            return part.Text;
        }

        IMimeDecoder? decoder = content.Encoding switch
        {
            ContentEncoding.Default or ContentEncoding.SevenBit or ContentEncoding.EightBit => new PassThroughDecoder(content.Encoding),
            ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
            ContentEncoding.Base64 => new Base64Decoder(),
            _ => null,
        };
        if (decoder is null)
        {
            return part.Text;
        }

        var raw = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(raw);
        var decoded = new byte[decoder.EstimateOutputLength(raw.Length)];
        return charset.GetString(decoded, 0, decoder.Decode(raw, 0, raw.Length, decoded));
    }
}

using MimeKit;

namespace AcmApprover.Mail;

/// <summary>Finds the parts of a message that a person would read, and decodes them.</summary>
internal static class BodyReader
{
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
                    return Decode(text, text.IsHtml ? htmls : texts);

                default:
                    return null;
            }
        }
    }

    private static string? Decode(TextPart part, List<string> into)
    {
        try
        {
            into.Add(part.Text);
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            // A charset that does not exist, or bytes that are none of it.
            return $"its {part.ContentType.MimeType} part cannot be decoded";
        }
    }
}

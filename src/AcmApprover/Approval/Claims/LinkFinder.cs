namespace AcmApprover.Approval.Claims;

/// <summary>Finds the addresses in a plain text.</summary>
internal static class LinkFinder
{
    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create(" \t\r\n\u00a0<>\"'()[]{}|^`\\");

    /// <summary>
    /// All that have a scheme. Round brackets, which one of ACM's templates puts around its link, end one; so does a full stop or
    /// comma at its end.
    /// </summary>
    internal static IEnumerable<string> InText(string text)
    {
        const string mark = "://";
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            {
                start--;
            }

            var length = text.AsSpan(at).IndexOfAny(Ends);
            at = length < 0 ? text.Length : at + length;
            yield return text.AsSpan(start, at - start).TrimEnd(".,;").ToString().Replace("&amp;", "&", StringComparison.Ordinal);
        }
    }
}

namespace AcmApprover.Claims;

/// <summary>Finds what is, or passes itself off as, the approval link.</summary>
internal static class LinkFinder
{
    private static readonly System.Buffers.SearchValues<char> Ends =
        System.Buffers.SearchValues.Create(" \t\r\n\u00a0<>\"'()[]{}|^`\\");

    private static readonly string[] Marks = ["acm-certificates", "certificates.amazon", "/approvals"];

    /// <summary>
    /// The addresses in a plain text that could be meant for approving. Round brackets, which one of ACM's templates puts around
    /// its link, end one; so does a full stop or comma at its end.
    /// </summary>
    internal static IEnumerable<string> InText(string text)
    {
        const string mark = "://";
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            {
                start--;
            }

            var length = text.AsSpan(at).IndexOfAny(Ends);
            var link = text[start..(length < 0 ? text.Length : at + length)].TrimEnd('.', ',', ';').Replace("&amp;", "&", StringComparison.Ordinal);
            if (IsCandidate(link))
            {
                yield return link;
            }
        }
    }

    /// <summary>Whether an address bears a mark of the approval link, wherever it leads.</summary>
    internal static bool IsCandidate(string link) =>
        Marks.Any(m => link.Contains(m, StringComparison.OrdinalIgnoreCase))
        || (link.Contains("code=", StringComparison.OrdinalIgnoreCase) && link.Contains("context=", StringComparison.OrdinalIgnoreCase));
}

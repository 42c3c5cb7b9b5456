namespace AcmApprover.Approval.Claims;

/// <summary>Finds what is, or passes itself off as, the approval link.</summary>
internal static class LinkFinder
{
    private static readonly System.Buffers.SearchValues<char> Ends =
        System.Buffers.SearchValues.Create(" \t\r\n\u00a0<>\"'()[]{}|^`\\");

    /// <summary>
    /// The addresses in a plain text that could be meant for approving. Round brackets, which one of ACM's templates puts around
    /// its link, end one; so does a full stop or comma at its end.
    /// </summary>
    internal static List<string> InText(string text)
    {
        const string mark = "://";
        List<string> links = [];
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            {
                start--;
            }

            var length = text.AsSpan(at).IndexOfAny(Ends);
            at = length < 0 ? text.Length : at + length;
            var link = text.AsSpan(start, at - start).TrimEnd(".,;");
            if (IsCandidate(link))
            {
                links.Add(link.ToString().Replace("&amp;", "&", StringComparison.Ordinal));
            }
        }

        return links;
    }

    /// <summary>Whether an address could be meant as the approval link, wherever it leads.</summary>
    internal static bool IsCandidate(ReadOnlySpan<char> link) => Phrase.IsIn("/approvals", link) || HasSecrets(link) || IsLikeTheSite(link);

    /// <summary>Whether a mail that has this address in it looks like a validation mail by that alone. Much other mail asks for approvals.</summary>
    internal static bool IsMark(string link) => IsLikeTheSite(link) || (Phrase.IsIn("/approvals", link) && HasSecrets(link));

    /// <summary>What only the approval site's address has in it. Both have the same word, without which one look is enough.</summary>
    private static bool IsLikeTheSite(ReadOnlySpan<char> link) =>
        Phrase.IsIn("certificates", link) && (Phrase.IsIn("acm-certificates", link) || Phrase.IsIn("certificates.amazon", link));

    private static bool HasSecrets(ReadOnlySpan<char> link) => link.Contains('=') && Phrase.IsIn("code=", link) && Phrase.IsIn("context=", link);
}

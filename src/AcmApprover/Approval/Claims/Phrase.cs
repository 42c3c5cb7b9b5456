namespace AcmApprover.Approval.Claims;

/// <summary>Finds a sentence in a text that breaks it into lines anywhere.</summary>
internal static class Phrase
{
    /// <summary>
    /// Where in <paramref name="text"/> what follows the phrase begins, or -1 without it. Case does not matter, and each space of
    /// the phrase stands for any run of white space.
    /// </summary>
    internal static int EndOf(string phrase, ReadOnlySpan<char> text)
    {
        // By its first letter: without culture data, .NET looks for a whole word in either case one character at a time.
        var (lower, upper) = (char.ToLowerInvariant(phrase[0]), char.ToUpperInvariant(phrase[0]));
        for (var start = 0; text[start..].IndexOfAny(lower, upper) is var found and >= 0; start += found + 1)
        {
            if (Match(phrase, text[(start + found)..]) is var length and >= 0)
            {
                return start + found + length;
            }
        }

        return -1;
    }

    /// <summary>Whether the phrase is in the text.</summary>
    internal static bool IsIn(string phrase, ReadOnlySpan<char> text) => EndOf(phrase, text) >= 0;

    /// <summary>Whether the text is the phrase and nothing else.</summary>
    internal static bool Is(string phrase, ReadOnlySpan<char> text) => text.Length >= phrase.Length && Match(phrase, text) == text.Length;

    private static int Match(string phrase, ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var c in phrase)
        {
            if (
                at == text.Length
                || (c == ' ' ? !char.IsWhiteSpace(text[at]) : char.ToUpperInvariant(c) != char.ToUpperInvariant(text[at]))
            )
            {
                return -1;
            }

            at++;
            while (c == ' ' && at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }

        return at;
    }
}

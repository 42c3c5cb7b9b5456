using System.Buffers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// The names in the rest of the sentence that a validation mail begins with. ACM's goes on with one name and ends; in another mail's it can
/// be any word, and there can be several.
/// </summary>
internal static class SentenceNames
{
    /// <summary>How far a sentence is read, in characters. The longest name has 253.</summary>
    private const int MaxLength = 500;

    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n\v\f\u00a0\u2028\u2029");
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u2028\u2029");

    /// <summary>What browsers and name servers take for the dot of a name (UTS 46, section 2.3).</summary>
    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u3002\uff0e\uff61");

    /// <summary>
    /// Every word with a dot in it, up to the first that ends with one. Once there is a name, the sentence is read no further than its
    /// line: what stands below is of the mail's other lines.
    /// </summary>
    internal static List<string> In(ReadOnlySpan<char> text)
    {
        List<string> names = [];
        text = text[..Math.Min(text.Length, MaxLength)];
        while (!text.IsEmpty)
        {
            var start = text.IndexOfAnyExcept(Spaces);
            if (start < 0 || (names.Count > 0 && text[..start].ContainsAny(LineEnds)))
            {
                break;
            }

            text = text[start..];
            var length = text.IndexOfAny(Spaces) is var end and >= 0 ? end : text.Length;
            var word = text[..length];
            if (NameIn(word) is { Length: > 0 } name)
            {
                names.Add(name.ToString());
            }

            if (word[^1] == '.')
            {
                break;
            }

            text = text[length..];
        }

        return names;
    }

    /// <summary>The word without what surrounds it; empty for one without a dot, and for an address.</summary>
    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> word)
    {
        while (!word.IsEmpty && !IsOfName(word[0]))
        {
            word = word[1..];
        }

        while (!word.IsEmpty && !IsOfName(word[^1]))
        {
            word = word[..^1];
        }

        return word.ContainsAny(Dots) && !word.ContainsAny('/', '@') ? word : default;
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '*' or '_';
}

using System.Buffers;
using System.Text;

namespace AcmApprover.Text;

/// <summary>
/// Text in which no mail or chat program finds an address to make clickable: <c>hxxps://evil[.]example</c>, <c>www[.]evil[.]example</c>,
/// <c>somebody[@]evil[.]example</c>. A name without a path stays as it is.
/// </summary>
internal static class InertText
{
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n");

    /// <summary>The text with every address in it defanged.</summary>
    internal static string Of(string text)
    {
        var inert = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().SplitAny(Spaces))
        {
            var word = text.AsSpan(range);
            if (IsAddress(word))
            {
                Defang(word, inert);
            }
            else
            {
                inert.Append(word);
            }

            if (range.End.Value < text.Length)
            {
                inert.Append(text[range.End.Value]);
            }
        }

        return inert.ToString();
    }

    private static bool IsAddress(ReadOnlySpan<char> word)
    {
        var dot = word.IndexOf('.');
        var slash = word.LastIndexOf('/');
        return word.Contains("://", StringComparison.Ordinal)
            || word.Contains("www.", StringComparison.OrdinalIgnoreCase)
            || word.Contains("mailto:", StringComparison.OrdinalIgnoreCase)
            || (word.IndexOf('@') is >= 0 and var at && at < word.Length - 1 && dot >= 0)
            || (dot >= 0 && slash > dot);
    }

    /// <summary>Breaks each dot, at sign and scheme between letters or digits.</summary>
    private static void Defang(ReadOnlySpan<char> word, StringBuilder inert)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var isInside = i > 0 && i < word.Length - 1 && IsOfName(word[i - 1]) && IsOfName(word[i + 1]);
            if (word[i] is '.' or '@' && isInside)
            {
                inert.Append('[').Append(word[i]).Append(']');
            }
            else if (word[i] == ':' && i > 0 && char.IsAsciiLetterOrDigit(word[i - 1]) && EndsScheme(word[i..]))
            {
                DefangScheme(inert);
            }
            else
            {
                inert.Append(word[i]);
            }
        }
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '%';

    private static bool EndsScheme(ReadOnlySpan<char> rest) => rest is [':', '/' or '\\', ..] || (rest.Length > 1 && rest.Contains('@'));

    /// <summary>In the field's own way for the usual ones. What is inert already stays as it is.</summary>
    private static void DefangScheme(StringBuilder inert)
    {
        var end = inert.ToString(Math.Max(0, inert.Length - 5), Math.Min(5, inert.Length)).ToLowerInvariant();
        if (end.EndsWith("http", StringComparison.Ordinal) || end.EndsWith("https", StringComparison.Ordinal))
        {
            var length = end.EndsWith('s') ? 5 : 4;
            inert.Length -= length;
            inert.Append(length == 5 ? "hxxps:" : "hxxp:");
        }
        else
        {
            inert.Append(
                end.EndsWith("hxxp", StringComparison.Ordinal)
                || end.EndsWith("hxxps", StringComparison.Ordinal)
                || end.EndsWith("fxp", StringComparison.Ordinal)
                    ? ":"
                    : "[:]"
            );
        }
    }
}

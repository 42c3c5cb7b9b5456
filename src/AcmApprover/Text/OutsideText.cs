using System.Globalization;
using System.Text;

namespace AcmApprover.Text;

/// <summary>
/// Text that a stranger wrote (a subject, an address, a value from a mail or page), made safe to quote: one line, bounded, and
/// without a link's secrets, wherever they are in it.
/// </summary>
public static class OutsideText
{
    /// <summary>The longest text that is quoted, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>What stands before a secret, also where a link was wrapped into another one and its equals sign escaped.</summary>
    private static readonly string[] Secrets = ["code=", "context=", "code%3d", "context%3d"];

    /// <summary>The text without secrets, and without characters that cannot be seen, cut to <see cref="MaxLength"/>.</summary>
    public static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        // Looked for before the cut, which could hide the word that marks what follows as a secret, but not in a whole megabyte.
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        for (var i = 0; i < text.Length && clean.Length < MaxLength; i++)
        {
            if (SecretAt(text, i, clean) is { } end)
            {
                clean.Append("(withheld)");
                i = end - 1;
            }
            else
            {
                clean.Append(IsUnseen(text[i]) ? ' ' : text[i]);
            }
        }

        return clean.Length < MaxLength ? clean.ToString().Trim() : clean.ToString(0, MaxLength - 1).TrimEnd() + "…";
    }

    /// <summary>What ends a line, turns the direction of writing, has no width, or is half a character.</summary>
    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Where the value ends that begins at <paramref name="i"/>, if what was written so far ends in a mark of <see cref="Secrets"/>.</summary>
    private static int? SecretAt(string text, int i, StringBuilder written)
    {
        if (i == 0 || text[i - 1] is not ('=' or 'd' or 'D') || !Secrets.Any(mark => EndsWith(written, mark)))
        {
            return null;
        }

        var end = i;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('&' or '"' or '\'' or '<' or '>' or ')'))
        {
            end++;
        }

        return end == i ? null : end;
    }

    private static bool EndsWith(StringBuilder text, string ending) =>
        text.Length >= ending.Length
        && text.ToString(text.Length - ending.Length, ending.Length).Equals(ending, StringComparison.OrdinalIgnoreCase);
}

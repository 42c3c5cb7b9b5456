using System.Globalization;
using System.Text;

namespace AcmApprover.Text;

/// <summary>
/// Text that a stranger wrote (a subject, an address, a value out of a mail or page), made fit to stand in a sentence of ours:
/// one line, bounded, and without the secrets of a link, wherever in it somebody put them.
/// </summary>
public static class OutsideText
{
    /// <summary>The longest text that is quoted, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>How much of a text is looked at: more than is quoted, so that the cut opens no secret, but not a whole megabyte.</summary>
    private const int Window = 4096;

    /// <summary>The text without secrets, and without characters that cannot be seen, cut to <see cref="MaxLength"/>.</summary>
    public static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var window = text.AsSpan(0, Math.Min(text.Length, Window));
        var clean = new StringBuilder(Math.Min(window.Length, MaxLength));
        var at = 0;
        foreach (var (start, end) in LinkSecrets.Find(window))
        {
            Append(clean, window[at..start]);
            clean.Append("(withheld)");
            at = end;
        }

        Append(clean, window[at..]);
        return clean.Length < MaxLength ? clean.ToString().Trim() : clean.ToString(0, MaxLength - 1).TrimEnd() + "…";
    }

    /// <summary>What ends a line, turns the direction of writing, has no width, or is half a character.</summary>
    internal static bool IsUnseen(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static void Append(StringBuilder clean, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length && clean.Length < MaxLength; i++)
        {
            clean.Append(IsUnseen(text[i]) ? ' ' : text[i]);
        }
    }
}

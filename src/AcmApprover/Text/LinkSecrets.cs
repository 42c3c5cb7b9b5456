using System.Net;

namespace AcmApprover.Text;

/// <summary>
/// Finds the secrets of approval links in text that a stranger wrote: what stands behind a link's <c>code=</c> or <c>context=</c>, and
/// every UUID and its like that is not a certificate's id in an ARN. Also where they are escaped, twice or as HTML, or broken over lines.
/// </summary>
internal static class LinkSecrets
{
    /// <summary>Each wrapping of a link into another escapes once more.</summary>
    private const int MaxEscapes = 6;

    /// <summary>What stands before a certificate's id, which is a UUID too, in its ARN.</summary>
    private const string Certificate = "certificate/";

    private const int IdLength = 36;
    private static readonly string[] Marks = ["code=", "context="];
    private static readonly int[] Groups = [8, 4, 4, 4, 12];

    /// <summary>The secrets, in order and apart from each other.</summary>
    /// <param name="text">The text to look through.</param>
    /// <param name="known">Further secrets, in lower case and without white space: found in any case, and escaped as the others.</param>
    internal static List<(int Start, int End)> Find(ReadOnlySpan<char> text, IReadOnlyCollection<string>? known = null)
    {
        List<(int Start, int End)> found = [];
        var seen = WithoutSpaces(Decode(text));
        for (var i = 0; i < seen.Count;)
        {
            var endOfKnown = known is null ? 0 : EndOfKnown(seen, i, known);
            var end = Math.Max(Math.Max(EndOfMarked(seen, i), EndOfId(seen, i)), endOfKnown);
            if (endOfKnown == 0 && end == i + IdLength && EndsWith(seen, i, Certificate))
            {
                i = end;
                continue;
            }

            if (end > i)
            {
                found.Add((seen[i].Start, seen[end - 1].End));
            }

            i = Math.Max(end, i + 1);
        }

        return found;
    }

    /// <summary>One character, which stands for those of the source from start to end.</summary>
    private readonly record struct Seen(char Value, int Start, int End, bool IsBehindSpace)
    {
        /// <summary>Whether it stands in the source as it is.</summary>
        internal bool IsLiteral => End - Start == 1;
    }

    private static List<Seen> Decode(ReadOnlySpan<char> text)
    {
        List<Seen> seen = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            seen.Add(new Seen(text[i], i, i + 1, false));
        }

        for (var round = 0; round < MaxEscapes && DecodeOnce(seen); round++) { }

        return seen;
    }

    /// <summary>Whether anything was escaped.</summary>
    private static bool DecodeOnce(List<Seen> seen)
    {
        var to = 0;
        for (var from = 0; from < seen.Count;)
        {
            var length = LengthOfEscape(seen, from, out var value);
            seen[to++] = length == 0 ? seen[from] : new Seen(value, seen[from].Start, seen[from + length - 1].End, false);
            from += Math.Max(length, 1);
        }

        var any = to < seen.Count;
        seen.RemoveRange(to, seen.Count - to);
        return any;
    }

    private static int LengthOfEscape(List<Seen> seen, int at, out char value)
    {
        const int longest = 12;
        value = default;
        if (
            seen[at].Value == '%'
            && at + 2 < seen.Count
            && char.IsAsciiHexDigit(seen[at + 1].Value)
            && char.IsAsciiHexDigit(seen[at + 2].Value)
        )
        {
            value = (char)Convert.FromHexString($"{seen[at + 1].Value}{seen[at + 2].Value}")[0];
            return 3;
        }

        if (seen[at].Value != '&')
        {
            return 0;
        }

        var length = 1;
        while (
            length < longest
            && at + length < seen.Count
            && (char.IsAsciiLetterOrDigit(seen[at + length].Value) || seen[at + length].Value == '#')
        )
        {
            length++;
        }

        // A number may end without its semicolon.
        var isEnded = at + length < seen.Count && seen[at + length].Value == ';';
        var name = string.Concat(seen.GetRange(at, length).Select(s => s.Value));
        var decoded =
            name is "&hyphen" or "&dash" ? "-"
            : name is "&equals" ? "="
            : name is "&percnt" ? "%"
            : WebUtility.HtmlDecode(name + ";");
        if (decoded.Length != 1 || (!isEnded && !name.StartsWith("&#", StringComparison.Ordinal)))
        {
            return 0;
        }

        value = decoded[0];
        return isEnded ? length + 1 : length;
    }

    /// <summary>A line break can stand anywhere in what is broken over lines, and before it the equals sign of quoted-printable.</summary>
    private static List<Seen> WithoutSpaces(List<Seen> seen)
    {
        List<Seen> kept = new(seen.Count);
        var isBehindSpace = false;
        for (var i = 0; i < seen.Count; i++)
        {
            var isSoftBreak = seen[i].Value == '=' && i + 1 < seen.Count && seen[i + 1].Value is '\r' or '\n';
            if (isSoftBreak || char.IsWhiteSpace(seen[i].Value) || OutsideText.IsUnseen(seen[i].Value))
            {
                isBehindSpace = true;
                continue;
            }

            kept.Add(seen[i] with { IsBehindSpace = isBehindSpace });
            isBehindSpace = false;
        }

        return kept;
    }

    /// <summary>Where the value ends that begins here, behind a mark; 0 for none.</summary>
    private static int EndOfMarked(List<Seen> seen, int start)
    {
        // What was withheld before is no value.
        if (
            start == 0
            || seen[start - 1].Value != '='
            || seen[start].Value == '('
            || !Array.Exists(Marks, mark => EndsWith(seen, start, mark))
        )
        {
            return 0;
        }

        var end = start;
        while (
            end < seen.Count
            && !(seen[end].IsBehindSpace && end > start)
            && !(seen[end].IsLiteral && seen[end].Value is '&' or '"' or '\'' or '<' or '>' or ')')
        )
        {
            end = Math.Max(end + 1, EndOfId(seen, end));
        }

        return end;
    }

    /// <summary>Where the UUID or the long hexadecimal number ends that begins here, with all hexadecimal digits behind it; 0 for
    /// none.</summary>
    private static int EndOfId(List<Seen> seen, int start)
    {
        if (start > 0 && IsHex(seen, start - 1))
        {
            return 0;
        }

        var run = LengthOfHex(seen, start);
        var end =
            run >= 32 ? start + run
            : run >= Groups[0] ? EndOfGroups(seen, start + run, Groups.AsSpan(1), least: 2)
            : run == Groups[1] ? EndOfGroups(seen, start + run, Groups.AsSpan(3), least: 2)
            : 0;
        if (end == 0)
        {
            return 0;
        }

        while (end < seen.Count && (IsHex(seen, end) || (seen[end].Value == '-' && IsHex(seen, end + 1))))
        {
            end++;
        }

        return end;
    }

    /// <summary>Where the groups end, each behind one character that is no letter or digit; 0 if there are fewer than the least.</summary>
    private static int EndOfGroups(List<Seen> seen, int at, ReadOnlySpan<int> groups, int least)
    {
        var count = 0;
        foreach (var group in groups)
        {
            if (at + group >= seen.Count || char.IsLetterOrDigit(seen[at].Value) || LengthOfHex(seen, at + 1) < group)
            {
                break;
            }

            at += 1 + group;
            count++;
        }

        return count < least ? 0 : at;
    }

    private static int EndOfKnown(List<Seen> seen, int start, IReadOnlyCollection<string> known)
    {
        foreach (var secret in known)
        {
            if (start + secret.Length <= seen.Count && EndsWith(seen, start + secret.Length, secret))
            {
                return start + secret.Length;
            }
        }

        return 0;
    }

    private static bool IsHex(List<Seen> seen, int at) => at < seen.Count && char.IsAsciiHexDigit(seen[at].Value);

    private static int LengthOfHex(List<Seen> seen, int start)
    {
        var end = start;
        while (IsHex(seen, end))
        {
            end++;
        }

        return end - start;
    }

    private static bool EndsWith(List<Seen> seen, int end, string ending)
    {
        if (end < ending.Length)
        {
            return false;
        }

        for (var i = 0; i < ending.Length; i++)
        {
            if (char.ToLowerInvariant(seen[end - ending.Length + i].Value) != ending[i])
            {
                return false;
            }
        }

        return true;
    }
}

using System.Buffers;
using System.Net;
using System.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>One tag of an HTML text. It does not know which tags belong together, nor which a browser would move or leave out.</summary>
internal readonly ref struct HtmlTag
{
    private const string Spaces = " \t\r\n\f";
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/");
    private static readonly SearchValues<char> AttributeEnds = SearchValues.Create(" \t\r\n\f/=");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(Spaces);

    private readonly ReadOnlySpan<char> name;
    private readonly ReadOnlySpan<char> attributes;

    private HtmlTag(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, bool isEnd)
    {
        this.name = name;
        this.attributes = attributes;
        IsEnd = isEnd;
    }

    /// <summary>Whether it closes an element.</summary>
    internal bool IsEnd { get; }

    /// <summary>Whether what follows stands on a line of its own.</summary>
    internal bool BreaksLine
    {
        get
        {
            Span<char> lower = stackalloc char["blockquote".Length];
            return Ascii.ToLower(name, lower, out var length) == OperationStatus.Done
                && lower[..length] is "br" or "p" or "div" or "tr" or "li" or "table" or "ul" or "ol" or "h1" or "h2" or "h3" or "body" or "blockquote" or "pre";
        }
    }

    /// <summary>
    /// Reads the tag that the text begins with. A comment and what a script or style holds count as part of it: nobody is shown them.
    /// </summary>
    /// <returns>How long it is; 0 if the text does not begin with one.</returns>
    internal static int Read(ReadOnlySpan<char> html, out HtmlTag tag)
    {
        tag = default;
        if (html.StartsWith("<!--", StringComparison.Ordinal))
        {
            const string close = "-->";
            return Math.Min(StartOf(html, close) + close.Length, html.Length);
        }

        if (html is not ['<', var first, ..] || !(char.IsAsciiLetter(first) || first is '/' or '!' or '?'))
        {
            return 0;
        }

        var end = CloseOf(html);
        if (end < 0)
        {
            // A tag that never ends hides all that follows it, in a browser too.
            return html.Length;
        }

        var isEnd = first == '/';
        var inner = html[(isEnd ? 2 : 1)..end];
        var nameLength = inner.IndexOfAny(NameEnds);
        tag = nameLength < 0 ? new HtmlTag(inner, default, isEnd) : new HtmlTag(inner[..nameLength], inner[nameLength..], isEnd);
        return isEnd ? end + 1
            : tag.Is("script") ? StartOf(html, "</script")
            : tag.Is("style") ? StartOf(html, "</style")
            : end + 1;
    }

    /// <summary>Whether it is a tag of this name.</summary>
    internal bool Is(string tagName) => name.Equals(tagName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The decoded value of an attribute, the first of its name as in a browser; null without it.</summary>
    internal string? Attribute(string attributeName)
    {
        var rest = attributes;
        while (!(rest = rest.TrimStart(Spaces + "/")).IsEmpty)
        {
            var nameLength = rest[1..].IndexOfAny(AttributeEnds) is var found and >= 0 ? found + 1 : rest.Length;
            var seen = rest[..nameLength];
            rest = rest[nameLength..].TrimStart(Spaces);
            ReadOnlySpan<char> value = default;
            if (rest is ['=', ..])
            {
                value = ValueOf(rest[1..].TrimStart(Spaces), out rest);
            }

            if (seen.Equals(attributeName, StringComparison.OrdinalIgnoreCase))
            {
                return WebUtility.HtmlDecode(value.ToString()).Trim();
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        var isQuoted = text is ['"' or '\'', ..];
        var value = isQuoted ? text[1..] : text;
        var length = isQuoted ? value.IndexOf(text[0]) : value.IndexOfAny(ValueEnds);
        length = length < 0 ? value.Length : length;
        rest = value[length..];
        rest = isQuoted && !rest.IsEmpty ? rest[1..] : rest;
        return value[..length];
    }

    /// <summary>
    /// Where the tag's <c>&gt;</c> is; one in a quoted value does not close it, and only a quote after <c>=</c> begins one. -1
    /// without one.
    /// </summary>
    private static int CloseOf(ReadOnlySpan<char> html)
    {
        var at = 1;
        while (html[at..].IndexOfAny('>', '"', '\'') is var found and >= 0)
        {
            at += found;
            if (html[at] == '>')
            {
                return at;
            }

            if (!html[..at].TrimEnd(Spaces).EndsWith('='))
            {
                at++;
                continue;
            }

            var close = html[(at + 1)..].IndexOf(html[at]);
            if (close < 0)
            {
                return -1;
            }

            at += close + 2;
        }

        return -1;
    }

    private static int StartOf(ReadOnlySpan<char> html, string end) =>
        html.IndexOf(end, StringComparison.OrdinalIgnoreCase) is var found and >= 0 ? found : html.Length;
}

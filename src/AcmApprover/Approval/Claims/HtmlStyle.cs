using System.Buffers;
using System.Collections.Frozen;

namespace AcmApprover.Approval.Claims;

/// <summary>The layout of an element, by the HTML standard's style sheet (section 15.3) and its own <c>style</c> attribute.</summary>
internal static class HtmlStyle
{
    /// <summary>Cells and the parts of lists are among them: their readers see each of them apart.</summary>
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.Ordinal,
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "template",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "xmp"
    );

    private static readonly FrozenSet<string> Boxes = FrozenSet.Create(
        StringComparer.Ordinal,
        "button",
        "iframe",
        "input",
        "marquee",
        "meter",
        "object",
        "output",
        "progress",
        "select",
        "textarea",
        "video"
    );

    private static readonly FrozenSet<string> Preformatted = FrozenSet.Create(
        StringComparer.Ordinal,
        "listing",
        "plaintext",
        "pre",
        "textarea",
        "xmp"
    );

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n\f!");

    /// <summary>How the element is laid out. What is not displayed at all counts as if it were: hidden text may not differ from what is
    /// shown.</summary>
    internal static HtmlDisplay DisplayOf(string name, string? style) =>
        ValueOf(style, "display") switch
        {
            "inline" or "contents" => HtmlDisplay.Inline,
            "inline-block" or "inline-flex" or "inline-grid" or "inline-table" => HtmlDisplay.Box,
            "block" or "flex" or "flow-root" or "grid" or "list-item" or "table" or "table-caption" or "table-cell" or "table-row" =>
                HtmlDisplay.Block,
            _ => Blocks.Contains(name) ? HtmlDisplay.Block
            : Boxes.Contains(name) ? HtmlDisplay.Box
            : HtmlDisplay.Inline,
        };

    /// <summary>Whether a line end in the element's text is one to its reader, or a space.</summary>
    internal static bool KeepsLines(string name, string? style, bool isParentKeeping) =>
        ValueOf(style, "white-space") switch
        {
            "pre" or "pre-line" or "pre-wrap" or "break-spaces" => true,
            "normal" or "nowrap" => false,
            _ => isParentKeeping || Preformatted.Contains(name),
        };

    /// <summary>Whether an element's own style may change either of them.</summary>
    internal static bool LaysOut(string? style) =>
        style is not null
        && (
            style.Contains("display", StringComparison.OrdinalIgnoreCase)
            || style.Contains("white-space", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The first word of a property's value in lower case, the last one as in a browser; empty without it.</summary>
    private static string ValueOf(string? style, string property)
    {
        var value = "";
        if (style is not null && style.Contains(property, StringComparison.OrdinalIgnoreCase))
        {
            foreach (var range in style.AsSpan().Split(';'))
            {
                var declaration = style.AsSpan(range);
                var colon = declaration.IndexOf(':');
                if (colon > 0 && declaration[..colon].Trim().Equals(property, StringComparison.OrdinalIgnoreCase))
                {
                    var word = declaration[(colon + 1)..].Trim();
                    var end = word.IndexOfAny(WordEnds);
                    value = word[..(end < 0 ? word.Length : end)].ToString().ToLowerInvariant();
                }
            }
        }

        return value;
    }
}

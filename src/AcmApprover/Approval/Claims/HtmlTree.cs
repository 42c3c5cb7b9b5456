using AngleSharp;
using AngleSharp.Browser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// The HTML of a mail as the tree that a mail program builds of it: one without scripts, as the HTML standard says, so that nothing
/// is hidden from us that is shown to a reader. Only HTML is read whose tree takes bounded time and memory.
/// </summary>
internal static class HtmlTree
{
    /// <summary>Tags and comments. ACM's mails have less than a hundred.</summary>
    internal const int MaxTags = 2000;

    /// <summary>With fewer tags, no order of them makes a tree that is worth counting.</summary>
    private const int FewTags = 400;

    /// <summary>
    /// Formatting that is left open is opened anew in every paragraph that follows (HTML standard, "reconstruct the active
    /// formatting elements"): a few kilobytes could ask for millions of elements.
    /// </summary>
    private const int MaxReopened = 50_000;

    private static readonly HashSet<string> Formatting =
    [
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    ];

    /// <summary>Without what obeys a mail's <c>meta</c> elements: the text is decoded already.</summary>
    private static readonly IConfiguration Config = Configuration.Default.Without<IMetaHandler>();

    /// <summary>Reads the HTML; null for any with too much in it.</summary>
    internal static HtmlText? Read(string html)
    {
        using var document = Parse(html);
        if (document is null)
        {
            return null;
        }

        var reading = new Reading(html.Length);
        reading.Children(document, keepsLines: false);
        return new HtmlText(reading.Text.ToString(), reading.Targets);
    }

    private static IHtmlDocument? Parse(string html)
    {
        var tags = html.AsSpan().Count('<');
        if (tags > MaxTags)
        {
            return null;
        }

        var counts = new Counts();
        var options = new HtmlParserOptions
        {
            DisableElementPositionTracking = true,
            SkipComments = true,
            SkipScriptText = true,
            ShouldEmitAttribute = IsNeeded,
            OnToken = tags <= FewTags ? null! : (token, _) => counts.Add(token),
        };
        try
        {
            return new HtmlParser(options, BrowsingContext.New(Config)).ParseDocument(html.AsMemory());
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What names, links and lays out, and what decides where a foreign element ends. A tag can have tens of thousands of
    /// others.</summary>
    private static bool IsNeeded(ref StructHtmlToken token, ReadOnlyMemory<char> attribute) =>
        attribute.Span
            is "id"
                or "href"
                or "xlink:href"
                or "action"
                or "formaction"
                or "style"
                or "type"
                or "encoding"
                or "color"
                or "face"
                or "size";

    private sealed class Counts
    {
        private int open;
        private int reopened;

        internal void Add(HtmlToken token)
        {
            if (token is HtmlTagToken tag)
            {
                open =
                    !Formatting.Contains(tag.Name) ? open
                    : tag.Type == HtmlTokenType.StartTag ? open + 1
                    : Math.Max(0, open - 1);
                reopened += open;
                if (reopened > MaxReopened)
                {
                    throw new OperationCanceledException("the HTML reopens more elements than are built");
                }
            }
        }
    }

    private sealed class Reading(int length)
    {
        internal LineBuilder Text { get; } = new(length);

        internal List<HtmlTarget> Targets { get; } = [];

        /// <summary>As deep as the tree is, which the number of its tags bounds.</summary>
        internal void Children(INode parent, bool keepsLines)
        {
            var children = parent.ChildNodes;
            for (var i = 0; i < children.Length; i++)
            {
                switch (children[i])
                {
                    case IText text when parent is not IElement { LocalName: "script" or "style" }:
                        Text.Append(text.Data, keepsLines);
                        break;
                    case IElement element:
                        Element(element, keepsLines);
                        break;
                }
            }
        }

        private void Element(IElement element, bool keepsLines)
        {
            var style = element.GetAttribute("style");
            var display = HtmlStyle.DisplayOf(element.LocalName, style);
            keepsLines = HtmlStyle.KeepsLines(element.LocalName, style, keepsLines);
            Text.Separate(display);
            var start = Text.Length;
            Children(element, keepsLines);
            if (element is IHtmlTemplateElement template)
            {
                Children(template.Content, keepsLines);
            }

            AddTargets(element, start);
            Text.Separate(display);
        }

        private void AddTargets(IElement element, int start)
        {
            var attributes = element.Attributes;
            for (var i = 0; i < attributes.Length; i++)
            {
                if (attributes[i] is { LocalName: "href" or "action" or "formaction", Value: var address })
                {
                    Targets.Add(new HtmlTarget(address, Template.IsApprovalLink(element.Id, Text.From(start, Template.MaxLinkLength))));
                }
            }
        }
    }
}

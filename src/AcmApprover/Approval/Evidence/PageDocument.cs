using AngleSharp;
using AngleSharp.Browser;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace AcmApprover.Approval.Evidence;

/// <summary>The HTML of a page as a tree, as long as it is one that can be built in bounded time and memory.</summary>
internal static class PageDocument
{
    /// <summary>Amazon's pages have dozens of tags.</summary>
    private const int MaxTags = 2000;

    /// <summary>
    /// Formatting that is left open is opened anew in every paragraph that follows (HTML standard, "reconstruct the active
    /// formatting elements"): a few kilobytes could ask for millions of elements.
    /// </summary>
    private const int MaxReopened = 50_000;

    private static readonly HashSet<string> Formatting =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

    /// <summary>
    /// Without what obeys a page's <c>meta</c> elements: the text is decoded already, and to look up the charset that a page names,
    /// AngleSharp loads every code page there is, which are four megabytes.
    /// </summary>
    private static readonly IConfiguration Reading = Configuration.Default.Without<IMetaHandler>();

    /// <summary>Builds the tree; null for a page with too much in it.</summary>
    internal static IHtmlDocument? Parse(string html)
    {
        var (tags, open, reopened) = (0, 0, 0);
        try
        {
            return new HtmlParser(new HtmlParserOptions { OnToken = (token, _) => Count(token) }, BrowsingContext.New(Reading)).ParseDocument(html);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        void Count(HtmlToken token)
        {
            if (token is HtmlTagToken tag)
            {
                open = !Formatting.Contains(tag.Name) ? open : tag.Type == HtmlTokenType.StartTag ? open + 1 : Math.Max(0, open - 1);
                reopened += open;
                if (++tags > MaxTags || reopened > MaxReopened)
                {
                    throw new OperationCanceledException("the page has more tags than are read");
                }
            }
        }
    }
}

using AngleSharp;
using AngleSharp.Browser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// The HTML of a page as the tree that a browser with scripts builds of it, before it runs any: what is in <c>noscript</c> is text.
/// Only pages are read whose tree, and whose forms, take bounded time and memory.
/// </summary>
internal sealed class PageDocument : IDisposable
{
    /// <summary>Tags and comments. Amazon's pages have dozens.</summary>
    private const int MaxTags = 2000;

    /// <summary>Amazon's pages have one or two forms with a few fields.</summary>
    private const int MaxForms = 20;

    private const int MaxControls = 400;

    /// <summary>
    /// Formatting that is left open is opened anew in every paragraph that follows (HTML standard, "reconstruct the active
    /// formatting elements"): a few kilobytes could ask for millions of elements.
    /// </summary>
    private const int MaxReopened = 50_000;

    /// <summary>What is opened anew behind a tag that closed too much.</summary>
    internal static readonly HashSet<string> Formatting =
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

    private static readonly HashSet<string> Controls =
    [
        "button",
        "fieldset",
        "input",
        "keygen",
        "object",
        "optgroup",
        "option",
        "output",
        "select",
        "textarea",
    ];

    /// <summary>
    /// Without what obeys a page's <c>meta</c> elements: the text is decoded already, and to look up the charset that a page names,
    /// AngleSharp loads every code page there is, which are four megabytes.
    /// </summary>
    private static readonly IConfiguration Reading = Configuration.Default.Without<IMetaHandler>();

    private readonly FormOwners owners;

    private PageDocument(IHtmlDocument html, FormOwners owners) => (Html, Elements, this.owners) = (html, [.. html.All], owners);

    /// <summary>The document.</summary>
    internal IHtmlDocument Html { get; }

    /// <summary>Its elements in the order of the tree.</summary>
    internal IReadOnlyList<IElement> Elements { get; }

    /// <summary>The form that a control belongs to, or null.</summary>
    internal IHtmlFormElement? FormOf(IElement control) => owners.Of(control);

    /// <summary>Builds the tree.</summary>
    /// <exception cref="OperationCanceledException">The page is one that is not read; the message says why.</exception>
    internal static PageDocument Parse(string html)
    {
        var counts = new Counts();
        var owners = new FormOwners();
        var options = new HtmlParserOptions
        {
            IsScripting = true,
            OnToken = (token, _) =>
            {
                counts.Add(token);
                owners.Follow(token);
            },
            OnCreated = (element, _) => owners.Add(element),
        };

        // As memory: for a string, AngleSharp first loads the tables of every encoding that it knows, three megabytes.
        return new PageDocument(new HtmlParser(options, BrowsingContext.New(Reading)).ParseDocument(html.AsMemory()), owners);
    }

    /// <inheritdoc/>
    public void Dispose() => Html.Dispose();

    private sealed class Counts
    {
        private int tags;
        private int forms;
        private int controls;
        private int open;
        private int reopened;

        internal void Add(HtmlToken token)
        {
            var name = token is HtmlTagToken tag ? tag.Name : "";
            var isStart = token.Type == HtmlTokenType.StartTag;
            tags += name.Length > 0 || token.Type == HtmlTokenType.Comment ? 1 : 0;
            forms += isStart && name == "form" ? 1 : 0;
            controls += isStart && Controls.Contains(name) ? 1 : 0;
            open =
                name.Length == 0 || !Formatting.Contains(name) ? open
                : isStart ? open + 1
                : Math.Max(0, open - 1);
            reopened += name.Length > 0 ? open : 0;
            if (tags > MaxTags || forms > MaxForms || controls > MaxControls || reopened > MaxReopened)
            {
                throw new OperationCanceledException("it has more tags, comments, forms or fields than any page of Amazon's");
            }
        }
    }
}

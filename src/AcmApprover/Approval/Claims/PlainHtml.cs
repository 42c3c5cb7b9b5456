using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// HTML of plain tags, each closed where it was opened: there the tokens in their order are the tree. AngleSharp's tokenizer, which
/// is the HTML standard's, says what is a tag.
/// </summary>
internal sealed class PlainHtml
{
    /// <summary>What changes neither how the tokens behind it are read nor where they go in the tree.</summary>
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        StringComparer.Ordinal,
        "a",
        "address",
        "article",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "img",
        "li",
        "link",
        "meta",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "title",
        "tr",
        "tt",
        "u",
        "ul"
    );

    private static readonly FrozenSet<string> Inline = FrozenSet.Create(
        StringComparer.Ordinal,
        "a",
        "b",
        "big",
        "br",
        "code",
        "em",
        "font",
        "i",
        "img",
        "link",
        "meta",
        "small",
        "span",
        "strong",
        "style",
        "sub",
        "sup",
        "title",
        "tt",
        "u"
    );

    private static readonly FrozenSet<string> Headings = FrozenSet.Create(StringComparer.Ordinal, "h1", "h2", "h3", "h4", "h5", "h6");

    /// <summary>ACM's mails are ten deep. What looks at all that is open looks at no more than this.</summary>
    private const int MaxDepth = 100;

    private static readonly FrozenSet<string> Void = FrozenSet.Create(StringComparer.Ordinal, "br", "hr", "img", "link", "meta");

    private readonly HtmlTokenizer tokens;
    private readonly LineBuilder text;
    private readonly List<HtmlTarget> targets = [];
    private readonly List<Element> open = [];

    private PlainHtml(HtmlTokenizer tokens, int length) => (this.tokens, text) = (tokens, new LineBuilder(length));

    private string Parent => open.Count == 0 ? "" : open[^1].Name;

    /// <summary>Reads the HTML; null for any that is not plain.</summary>
    internal static HtmlText? Read(string html)
    {
        using var memory = new ReadOnlyMemoryTextSource(html.AsMemory());
        using var source = new TextSource(memory);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            DisableElementPositionTracking = true,
            SkipComments = true,
        };
        var reading = new PlainHtml(tokens, html.Length);
        if (!reading.ReadAll())
        {
            return null;
        }

        while (reading.open.Count > 0)
        {
            reading.End(reading.Parent);
        }

        return new HtmlText(reading.text.ToString(), reading.targets);
    }

    private bool ReadAll()
    {
        for (var isPlain = true; isPlain;)
        {
            ref var token = ref tokens.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return true;
                case HtmlTokenType.Character:
                    isPlain = Append(token.Data.Memory.Span);
                    break;
                case HtmlTokenType.StartTag:
                    isPlain = Start(ref token);
                    break;
                case HtmlTokenType.EndTag:
                    isPlain = End(token.Name.ToString());
                    break;
            }
        }

        return false;
    }

    /// <summary>Text between the cells of a table goes before the table.</summary>
    private bool Append(ReadOnlySpan<char> data)
    {
        if (Parent is "style")
        {
            return true;
        }

        text.Append(data, open.Count > 0 && open[^1].KeepsLines);
        return Parent is not ("table" or "tbody" or "thead" or "tr") || data.IsWhiteSpace();
    }

    private bool Start(ref StructHtmlToken token)
    {
        var name = token.Name.ToString();
        if (!Plain.Contains(name) || !IsInPlace(name))
        {
            return false;
        }

        tokens.State = name switch
        {
            "style" => HtmlParseMode.Rawtext,
            "title" => HtmlParseMode.RCData,
            _ => HtmlParseMode.PCData,
        };
        string? style = null,
            address = null,
            id = null;
        for (var i = 0; i < token.Attributes.Count; i++)
        {
            var attribute = token.Attributes[i];
            switch (attribute.Name.Memory.Span)
            {
                case "style":
                    style = attribute.Value.ToString();
                    break;
                case "href":
                    address = attribute.Value.ToString();
                    break;
                case "id":
                    id = attribute.Value.ToString();
                    break;
            }
        }

        // A browser makes one element of all of a kind, wherever their tags stand.
        var isSingle = name is "html" or "head" or "body";
        if (HtmlStyle.LaysOut(style) && (isSingle || name == "title"))
        {
            return false;
        }

        var display = isSingle ? HtmlDisplay.Inline : HtmlStyle.DisplayOf(name, style);
        text.Separate(display);
        var element = new Element(
            name,
            display,
            HtmlStyle.KeepsLines(name, style, open.Count > 0 && open[^1].KeepsLines),
            text.Length,
            address,
            id
        );
        open.Add(element);
        return !Void.Contains(name) || End(name);
    }

    /// <summary>Where the tree has it too, and where it closes nothing that is open.</summary>
    private bool IsInPlace(string name) =>
        (Parent, name) switch
        {
            _ when open.Count == MaxDepth => false,
            (_, "html") => open.Count == 0,
            (_, "head" or "body") => Parent is "" or "html",
            (_, "tbody" or "thead") => Parent is "table",
            (_, "tr") => Parent is "table" or "tbody" or "thead",
            (_, "td" or "th") => Parent is "tr",
            ("table" or "tbody" or "thead" or "tr", _) => false,
            (_, "li") => Parent is "ul" or "ol",
            (_, "dt" or "dd") => Parent is "dl",
            (_, "a") => !IsOpen("a"),
            _ => Inline.Contains(name) || (!IsOpen("p") && !(Headings.Contains(name) && Headings.Contains(Parent))),
        };

    private bool IsOpen(string name) => open.Exists(e => e.Name == name);

    private bool End(string name)
    {
        if (Parent != name)
        {
            return false;
        }

        var element = open[^1];
        open.RemoveAt(open.Count - 1);
        if (element.Address is { } address)
        {
            targets.Add(new HtmlTarget(address, Template.IsApprovalLink(element.Id, text.From(element.Start, Template.MaxLinkLength))));
        }

        text.Separate(element.Display);
        return true;
    }

    private readonly record struct Element(string Name, HtmlDisplay Display, bool KeepsLines, int Start, string? Address, string? Id);
}

using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>HTML parts that are rebuilt: a browser shows the same lines.</summary>
internal static class HarmlessLayouts
{
    private static readonly string[] Blocks =
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog open",
        "div",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "legend",
        "main",
        "menu",
        "nav",
        "p",
        "pre",
        "search",
        "section",
        "summary",
    ];

    private static readonly (string Name, string Style)[] Styles =
    [
        ("block", "display:block"),
        ("spaced", "color:#333; display : block ;margin:0"),
        ("upper-case", "DISPLAY: BLOCK"),
        ("important", "display:block !important"),
        ("list-item", "display:list-item"),
        ("table-row", "display: table-row"),
        ("flex", "display:flex"),
        ("grid", "display:grid"),
    ];

    public static IReadOnlyList<Kind> All { get; } =
    [
        Layout("definition-list", Layouts.DefinitionList),
        Layout("table", Layouts.Table),
        Layout("table-without-ends", Layouts.TableWithHeaders),
        Layout("nested-tables", Layouts.NestedTables),
        Layout("list", Layouts.List),
        Layout("preformatted", Layouts.Preformatted),
        Layout("rules", Layouts.Rules),
        Layout("linked-values", Layouts.Linked),
        Layout("entities", Layouts.Entities),
        Layout("paragraphs-without-ends", Layouts.Blocks("<p>", "")),
        Layout("line-breaks", Layouts.Blocks("", "<BR/>")),
        .. Blocks.Select(b => Layout($"block.{b.Split(' ')[0]}", Layouts.Blocks($"<{b}>", $"</{b.Split(' ')[0]}>"))),
        .. Blocks
            .Take(9)
            .Select(b => Layout($"block-of-two.{b.Split(' ')[0]}", Layouts.BlocksOfTwo($"<{b} class=\"fact\">", $"</{b.Split(' ')[0]}>"))),
        .. Styles.Select(s => Layout($"style.{s.Name}", Layouts.Blocks($"<span style=\"{s.Style}\">", "</span>"))),
        .. Styles.Take(2).Select(s => Layout($"style-of-two.{s.Name}", Layouts.BlocksOfTwo($"<b style='{s.Style}'>", "</b>"))),
    ];

    private static Kind Layout(string name, Func<IReadOnlyList<Fact>, string> layout) =>
        new($"harmless.layout.{name}", Slots.Layout, d => d.Letter.Body.Layout = layout);
}

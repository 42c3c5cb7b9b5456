using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Pages;

/// <summary>Ways in which the page may put a value beside its label.</summary>
internal static class PageLayouts
{
    public static string Spans(IReadOnlyList<Fact> facts) => Each(facts, "<div><span>{0}</span><span>{1}</span></div>\n");

    /// <summary>All of them, the page of until 2019 first.</summary>
    public static IReadOnlyList<Func<IReadOnlyList<Fact>, string>> All { get; } =
    [
        facts =>
            $"<table>{Each(facts, "<tr><td class='left-column'>\n<b>{0}</b>\n</td>\n<td class='right-column'>\n {1}\n</td></tr>")}</table>",
        facts => $"<table><tbody>{Each(facts, "<tr><th scope=row>{0}:</th><td><code>{1}</code></td></tr>")}</tbody></table>",
        facts => $"<dl>{Each(facts, "<dt>{0}</dt> <dd>{1}</dd>\n")}</dl>",
        facts => $"<dl>{Each(facts, "<div><dt><b>{0}:</b></dt><dd>{1}</dd></div>")}</dl>",
        facts => Each(facts, "<p><label>{0}</label> <span class=\"value\">{1}</span></p>"),
        facts => Each(facts, "<div class=row><div class=label><strong>{0}</strong></div><div class=value> {1} </div></div>"),
        facts => $"<ul>{Each(facts, "<li><b>{0}</b>: <span>{1}</span></li>").Replace("</b>: ", ":</b> ", StringComparison.Ordinal)}</ul>",
        facts => Each(facts, "<section><h3>{0}</h3><p>{1}</p></section>"),
        Spans,
    ];

    private static string Each(IReadOnlyList<Fact> facts, string form) =>
        string.Concat(
            facts.Select(f =>
                form.Replace("{0}", f.Label, StringComparison.Ordinal).Replace("{1}", Layouts.Text(f.Value), StringComparison.Ordinal)
            )
        );
}

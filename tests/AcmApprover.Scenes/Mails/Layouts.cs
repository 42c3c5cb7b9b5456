using System.Net;

namespace AcmApprover.Scenes.Mails;

/// <summary>Ways in which an HTML part may lay its facts out, all of which a browser shows as the same lines.</summary>
internal static class Layouts
{
    public static string Template(IReadOnlyList<Fact> facts) =>
        $"<p>{string.Join("<br />\r\n", facts.Select(f => $"{f.Label}: <b><span id=\"{IdOf(f.Of)}\">{Text(f.Value)}</span></b>"))}</p>";

    public static string DefinitionList(IReadOnlyList<Fact> facts) =>
        $"<dl>{string.Concat(facts.Select(f => $"<dt>{f.Label}:</dt><dd>{Text(f.Value)}</dd>"))}</dl>";

    public static string Table(IReadOnlyList<Fact> facts) =>
        $"<table><tbody>{string.Concat(facts.Select(f => $"<tr><td>{f.Label}:</td><td>{Text(f.Value)}</td></tr>"))}</tbody></table>";

    public static string TableWithHeaders(IReadOnlyList<Fact> facts) =>
        $"<table border=1>{string.Concat(facts.Select(f => $"<tr><th scope=row>{f.Label}:<td>{Text(f.Value)}"))}</table>";

    public static string NestedTables(IReadOnlyList<Fact> facts) =>
        "<table><tr><td><table>"
        + string.Concat(facts.Select(f => $"<tr><td><b>{f.Label}: </b></td><td><div>{Text(f.Value)}</div></td></tr>"))
        + "</table></td></tr></table>";

    public static string List(IReadOnlyList<Fact> facts) =>
        $"<ul>{string.Concat(facts.Select(f => $"<li>{f.Label}: {Text(f.Value)}"))}</ul>";

    public static string Preformatted(IReadOnlyList<Fact> facts) =>
        $"<pre>{string.Join('\n', facts.Select(f => $"{f.Label}: {Text(f.Value)}"))}</pre>";

    public static string Rules(IReadOnlyList<Fact> facts) =>
        $"<div>{string.Join("<hr>", facts.Select(f => $"{f.Label}: {Text(f.Value)}"))}</div>";

    /// <summary>Each fact in a block of its own, with nothing between the blocks.</summary>
    public static Func<IReadOnlyList<Fact>, string> Blocks(string open, string close) =>
        facts => string.Concat(facts.Select(f => $"{open}{f.Label}: {Text(f.Value)}{close}"));

    /// <summary>In each block label and value are elements of their own.</summary>
    public static Func<IReadOnlyList<Fact>, string> BlocksOfTwo(string open, string close) =>
        facts => string.Concat(facts.Select(f => $"{open}<strong>{f.Label}:</strong> <span class=value>{Text(f.Value)}</span>{close}"));

    /// <summary>A value may be a link of its own, as mail programs and scanners make one of what looks like a name.</summary>
    public static string Linked(IReadOnlyList<Fact> facts) =>
        $"<p>{string.Join("<br>", facts.Select(f => f.Of == FactOf.Domain
            ? $"{f.Label}: <a href=\"http://{Text(f.Value)}\">{Text(f.Value)}</a>"
            : $"{f.Label}: {Text(f.Value)}"))}</p>";

    /// <summary>Entities, spaces that do not break, and places where a browser may break a long word.</summary>
    public static string Entities(IReadOnlyList<Fact> facts) =>
        $"<p>{string.Join("<br>", facts.Select(f => $"{f.Label}&#58;&nbsp;{WithEntities(f.Value)}"))}</p>";

    public static string Text(string value) => WebUtility.HtmlEncode(value);

    private static string WithEntities(string value) =>
        Text(value).Replace("/", "/<wbr>", StringComparison.Ordinal).Replace(".", "&#46;", StringComparison.Ordinal);

    /// <summary>The ids of ACM's template, where the region's is put between typographic quotes.</summary>
    private static string IdOf(FactOf of) =>
        of switch
        {
            FactOf.Domain => "fqdn",
            FactOf.Account => "account_id",
            FactOf.Region => "region_name",
            FactOf.Certificate => "cert_id",
        };
}

using System.Net;
using System.Text;
using AcmApprover.Approval.Evidence;
using AcmApprover.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace AcmApprover.Approval.Records;

/// <summary>
/// HTML written anew, tag by tag in its own order, with every secret masked: those of the link, the values of fields unless they state a
/// fact or are plain words, and whatever reads like a key. What was written with entities is decoded first, so that none hides in them.
/// </summary>
internal static class MaskedHtml
{
    /// <summary>Of more values than this, the others are masked where they stand, and not wherever else they do.</summary>
    private const int MostKnown = 100;

    /// <summary>Writes the HTML.</summary>
    /// <param name="html">The HTML; how much of it is the caller's to bound.</param>
    /// <param name="secrets">The secrets of the link.</param>
    /// <param name="certificateId">The id of the certificate in question, which is none.</param>
    internal static string Write(string html, IReadOnlyList<string> secrets, string? certificateId)
    {
        var tokens = Tokens(html);
        var hidden = tokens.OfType<HtmlTagToken>().Select(FieldOf).OfType<Field>().Where(f => !IsShown(f, certificateId));
        var known = hidden.Select(f => f.Value).Where(IsUnlikeWords).Distinct().Take(MostKnown);
        var mask = new Mask([.. secrets, .. known], certificateId);
        var written = new StringBuilder(html.Length);
        var isAscii = Ascii.IsValid(html);
        var isRaw = false;
        foreach (var token in tokens)
        {
            switch (token)
            {
                case HtmlTagToken { Type: HtmlTokenType.StartTag } tag:
                    written.Append(StartTag(tag, mask, certificateId, isAscii));
                    isRaw = ModeOf(tag.Name) is HtmlParseMode.Rawtext or HtmlParseMode.Script;
                    break;
                case HtmlTagToken tag:
                    written.Append($"</{tag.Name}>");
                    isRaw = false;
                    break;
                case { Type: HtmlTokenType.Doctype }:
                    written.Append("<!DOCTYPE html>");
                    break;
                case { Type: HtmlTokenType.Comment }:
                    written.Append($"<!--{mask.Apply(token.Data).Replace("--", "- -", StringComparison.Ordinal)}-->");
                    break;
                case { Type: HtmlTokenType.Character }:
                    var masked = mask.Apply(token.Data);
                    written.Append(isRaw ? masked : Escape(masked, isAscii));
                    break;
                default:
                    break;
            }
        }

        string[] texts = [.. tokens.Where(t => t.Type == HtmlTokenType.Character).Select(t => t.Data)];
        return secrets.Any(s => Mask.IsInPieces(s, texts) || Mask.Count(s, written.ToString()) > 0)
            ? "(withheld: it has a secret of the link in pieces)"
            : written.ToString();
    }

    /// <summary>A word is masked as the value of its field only: elsewhere it can be a part of any other.</summary>
    private static bool IsUnlikeWords(string value) => value.AsSpan().ContainsAnyInRange('0', '9');

    private static List<HtmlToken> Tokens(string html)
    {
        using var source = new TextSource(html.Replace('\uffff', '\ufffd'));
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        List<HtmlToken> tokens = [];
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            tokens.Add(token);
            if (token is HtmlTagToken { Type: HtmlTokenType.StartTag } tag)
            {
                tokenizer.State = ModeOf(tag.Name);
            }
        }

        return tokens;
    }

    /// <summary>How what stands in an element is read (HTML standard, "parsing HTML fragments"), in a browser with scripts.</summary>
    private static HtmlParseMode ModeOf(string name) =>
        name switch
        {
            "textarea" or "title" => HtmlParseMode.RCData,
            "style" or "xmp" or "iframe" or "noembed" or "noframes" or "noscript" => HtmlParseMode.Rawtext,
            "script" => HtmlParseMode.Script,
            _ => HtmlParseMode.PCData,
        };

    private static string StartTag(HtmlTagToken tag, Mask mask, string? certificateId, bool isAscii)
    {
        var written = new StringBuilder("<").Append(tag.Name);
        var field = FieldOf(tag);
        foreach (var attribute in tag.Attributes)
        {
            var isField = field is not null && attribute.Name == field.Attribute;
            var value =
                !isField ? mask.Apply(attribute.Value)
                : IsShown(field!, certificateId) ? attribute.Value
                : Mask.Withheld;
            written.Append($" {mask.Apply(attribute.Name)}=\"{Escape(value, isAscii)}\"");
        }

        return written.Append(tag.IsSelfClosing ? "/>" : ">").ToString();
    }

    /// <summary>A named value of the page: that of a field, a choice or a button, or of a <c>meta</c> element.</summary>
    private sealed record Field(string Attribute, string Name, string Value);

    private static Field? FieldOf(HtmlTagToken tag) =>
        tag.Name is "input" or "button" or "option" or "param" or "data" && tag.GetAttribute("value") is { Length: > 0 } value
            ? new Field("value", tag.GetAttribute("name") ?? "", value)
        : tag.Name == "meta" && tag.GetAttribute("content") is { Length: > 0 } content && ShownValues.IsKey(tag.GetAttribute("name") ?? "")
            ? new Field("content", tag.GetAttribute("name")!, content)
        : null;

    private static bool IsShown(Field field, string? certificateId) => ShownValues.IsShown(field.Name, field.Value, certificateId);

    /// <summary>HTML of ASCII alone stays so, for by that a browser's encoding of its form makes no difference.</summary>
    private static string Escape(string text, bool isAscii)
    {
        var escaped = WebUtility.HtmlEncode(text);
        return !isAscii || Ascii.IsValid(escaped)
            ? escaped
            : string.Concat(escaped.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : $"&#{r.Value};"));
    }
}

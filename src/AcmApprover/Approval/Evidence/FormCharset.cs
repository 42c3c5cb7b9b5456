using System.Text;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// In which encoding a browser reads a page and sends its form. Everything is read and sent as UTF-8 here: a page of another
/// encoding is taken as long as that makes no difference.
/// </summary>
internal static class FormCharset
{
    /// <summary>The name of the field that browsers fill with the name of the encoding (HTML standard, "naming form controls").</summary>
    private const string CharsetField = "_charset_";

    private static readonly char[] Separators = [' ', '\t', '\n', '\f', '\r', ','];

    /// <summary>Why what a browser would send is not known; null if it is.</summary>
    internal static string? ProblemOf(
        IHtmlDocument document,
        IHtmlFormElement form,
        SiteResponse response,
        IReadOnlyList<KeyValuePair<string, string>> fields
    )
    {
        if (fields.Any(f => f.Key.Equals(CharsetField, StringComparison.OrdinalIgnoreCase)))
        {
            return $"its form has a field '{CharsetField}'";
        }

        var isUtf8 = IsUtf8(response.Charset ?? (response.Body!.StartsWith('\uFEFF') ? "utf-8" : CharsetOf(document)));
        var accepted = form.GetAttribute("accept-charset")?.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var isSentAsUtf8 = accepted is null ? isUtf8 : accepted.Length == 0 || IsUtf8(accepted[0]);
        var isKnown = isSentAsUtf8 && (isUtf8 || Ascii.IsValid(response.Body!));
        return isKnown || fields.All(f => Ascii.IsValid(f.Key) && Ascii.IsValid(f.Value))
            ? null
            : "its form has letters that are not ASCII, and is not in UTF-8";
    }

    private static bool IsUtf8(string? label) => label?.Trim().Trim('"').ToLowerInvariant() is "utf-8" or "utf8";

    private static string? CharsetOf(IHtmlDocument document)
    {
        const string mark = "charset=";
        foreach (var meta in document.QuerySelectorAll("meta"))
        {
            var content = meta.GetAttribute("content") ?? "";
            var at = content.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            var pragma = at < 0 || !meta.HasAttribute("http-equiv") ? null : content[(at + mark.Length)..];
            if ((meta.GetAttribute("charset") ?? pragma) is { } label)
            {
                return label;
            }
        }

        return null;
    }
}

using System.Buffers;
using System.Net;
using AcmApprover.Approval.Claims;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>Where a form goes. Read only as far as .NET and browsers (URL standard) read an address alike.</summary>
internal static class FormAction
{
    /// <summary>RFC 3986, less the apostrophe, which browsers escape.</summary>
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%"
    );

    /// <summary>The address, on the link's own host over https; null for any other, or one that cannot be read.</summary>
    internal static Uri? Read(IHtmlFormElement form, ApprovalLink link)
    {
        const string https = "https://";
        var text = form.GetAttribute("action")?.Trim(' ', '\t', '\n', '\f', '\r') ?? "";
        var isAbsolute = text.StartsWith(https, StringComparison.OrdinalIgnoreCase);
        var head = text.AsSpan(0, text.AsSpan().IndexOfAny("/?#") is >= 0 and var end ? end : text.Length);
        return
            !text.AsSpan().ContainsAnyExcept(Characters)
            && (isAbsolute || !head.Contains(':'))
            && !text.StartsWith("///", StringComparison.Ordinal)
            && Uri.TryCreate(link.Reveal(), text, out var action)
            && action.Scheme == Uri.UriSchemeHttps
            && action.Host == link.Host
            && action.IsDefaultPort
            && action.UserInfo.Length == 0
            && IsAsWritten(action, isAbsolute ? text[https.Length..] : text)
            ? action
            : null;
    }

    /// <summary>The parameters of an address, decoded.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> ParametersOf(Uri action) =>
        from part in action.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let split = part.Split('=', 2)
        select new KeyValuePair<string, string>(WebUtility.UrlDecode(split[0]), split.Length == 2 ? WebUtility.UrlDecode(split[1]) : "");

    /// <summary>.NET decodes some escapes that browsers leave as they are: where there are any, the path must be the written one.</summary>
    private static bool IsAsWritten(Uri action, string text) =>
        !text.Contains('%', StringComparison.Ordinal)
        || (
            text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var path
            && action.AbsoluteUri.EndsWith(text[path..], StringComparison.Ordinal)
        );
}

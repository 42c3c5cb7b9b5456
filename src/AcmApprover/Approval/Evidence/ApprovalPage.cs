using System.Net;

namespace AcmApprover.Approval.Evidence;

/// <summary>Amazon's page behind an approval link: what it says it is about, and the form that its button sends.</summary>
/// <param name="Facts">What it states, by its labels and by its form; at least once of each fact.</param>
/// <param name="Tokens">The keys in its form that stand for the link's.</param>
/// <param name="Form">What the button sends.</param>
public sealed record ApprovalPage(PageFacts Facts, IReadOnlyList<LinkToken> Tokens, ApprovalForm Form);

/// <summary>The form with the approve button, as a browser would send it.</summary>
/// <param name="Action">Where it goes: https, on the host of the link.</param>
/// <param name="Fields">
/// The entry list (HTML standard, "constructing the entry list"): every name and value that is sent, with CRLF for line ends.
/// </param>
/// <param name="Cookies">The <c>Set-Cookie</c> headers that came with the page.</param>
public sealed record ApprovalForm(Uri Action, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Cookies)
{
    /// <summary>The media type of <see cref="Encode"/>.</summary>
    public const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The body of the request, in ASCII (URL standard, "application/x-www-form-urlencoded serializing").</summary>
    public string Encode() => string.Join('&', Fields.Select(f => $"{Escape(f.Key)}={Escape(f.Value)}"));

    /// <summary>The form without the values of its fields and the rest of its action: the link's secrets are among them.</summary>
    public override string ToString() => $"POST {Action.GetLeftPart(UriPartial.Authority)} ({Fields.Count} fields)";

    /// <summary>.NET leaves three characters as they are that browsers escape.</summary>
    private static string Escape(string text) =>
        WebUtility
            .UrlEncode(text)
            .Replace("!", "%21", StringComparison.Ordinal)
            .Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal);
}

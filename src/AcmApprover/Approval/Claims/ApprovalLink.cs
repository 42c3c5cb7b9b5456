using System.Diagnostics.CodeAnalysis;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// The link of a validation mail, on the approval host of the claimed region and of exactly the documented form
/// <c>https://{host}/approvals?code=…&amp;context=…</c> (ACM user guide, email-automation). A link to any other place cannot be
/// constructed. It does not say that ACM knows the code.
/// </summary>
/// <remarks>The query is a key to a signature: <see cref="ToString"/> leaves it out, <see cref="Reveal"/> does not.</remarks>
public sealed record ApprovalLink
{
    private const string Path = "/approvals";
    private const int MaxLength = 2048;
    private readonly string query;

    private ApprovalLink(Region region, string query) => (Region, this.query) = (region, query);

    /// <summary>The region whose approval host the link leads to.</summary>
    public Region Region { get; }

    /// <summary>The host, in lower case.</summary>
    public string Host => Region.ApprovalHost;

    /// <summary>
    /// Reads a link that must lead to the approval site of <paramref name="region"/>. Compared part by part as it is written,
    /// and not after a URL parser has tidied it: what has a user, a port, a dot segment or an escape in host or path is refused.
    /// </summary>
    /// <param name="text">The link as the mail has it, entities decoded.</param>
    /// <param name="region">The region that the mail claims.</param>
    /// <param name="link">The link.</param>
    /// <param name="problem">If it is refused: what is wrong with it, without its query.</param>
    public static bool TryParse(
        string text,
        Region region,
        [NotNullWhen(true)] out ApprovalLink? link,
        [NotNullWhen(false)] out string? problem
    )
    {
        link = null;
        const string scheme = "https://";
        if (text.Length > MaxLength)
        {
            problem = $"it is longer than {MaxLength} characters";
            return false;
        }

        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            problem = "its scheme is not https";
            return false;
        }

        var rest = text.AsSpan(scheme.Length);
        var hostEnd = rest.IndexOfAny("/?#\\");
        var host = hostEnd < 0 ? rest : rest[..hostEnd];
        if (!host.Equals(region.ApprovalHost, StringComparison.OrdinalIgnoreCase))
        {
            problem = $"it does not lead to {region.ApprovalHost}";
            return false;
        }

        var tail = rest[host.Length..];
        if (!tail.StartsWith(Path, StringComparison.Ordinal) || tail[Path.Length..] is not ['?', .. var query])
        {
            problem = $"its path is not {Path}";
            return false;
        }

        problem = ProblemOf(query);
        link = problem is null ? new ApprovalLink(region, query.ToString()) : null;
        return link is not null;
    }

    /// <summary>The whole link with its secrets, to be opened, or to be shown to the operator who may press the button.</summary>
    public Uri Reveal() => new($"https://{Host}{Path}?{query}");

    /// <summary>Whether a text is the link's code.</summary>
    public bool IsCode(string text) => Has("code=", text);

    /// <summary>Whether a text is the link's context.</summary>
    public bool IsContext(string text) => Has("context=", text);

    /// <summary>The link without its secrets.</summary>
    public override string ToString() => $"https://{Host}{Path}?(withheld)";

    /// <summary>Two links are one if they lead to the same place with the same code and context, whatever the order of the two.</summary>
    public bool Equals(ApprovalLink? other) => other is not null && Region == other.Region && Canonical(query) == Canonical(other.query);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Region, Canonical(query));

    private bool Has(string name, string value) =>
        query
            .Split('&')
            .Any(p =>
                p.StartsWith(name, StringComparison.Ordinal)
                && (p[name.Length..] == value || Uri.UnescapeDataString(p[name.Length..]) == value)
            );

    private static string Canonical(string query) =>
        query.StartsWith("code=", StringComparison.Ordinal) ? query : string.Join('&', query.Split('&').Reverse());

    private static string? ProblemOf(ReadOnlySpan<char> query)
    {
        var split = query.IndexOf('&');
        var first = split < 0 ? query : query[..split];
        var second = query[(split + 1)..];
        return second.Contains('&')
            || !((IsNamed(first, "code") && IsNamed(second, "context")) || (IsNamed(first, "context") && IsNamed(second, "code")))
                ? "its parameters are not exactly one code and one context"
            : query.ContainsAnyExcept(QueryCharacters) ? "it has a fragment, or a character that no link has"
            : null;
    }

    private static bool IsNamed(ReadOnlySpan<char> parameter, string name) =>
        parameter.StartsWith(name, StringComparison.Ordinal) && parameter[name.Length..] is ['=', _, ..];

    // RFC 3986, section 3.4, less what has no place in a code.
    private static readonly System.Buffers.SearchValues<char> QueryCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%+=/:@!$*,&"
    );
}

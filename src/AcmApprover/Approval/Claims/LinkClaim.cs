using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>The one link of a mail, or why there is none.</summary>
internal sealed record LinkClaim
{
    internal ApprovalLink? Link { get; private init; }

    internal string? Untrusted { get; private init; }

    internal string? Problem { get; private init; }

    internal string? Missing { get; private init; }

    internal string? Contradiction { get; private init; }

    /// <summary>Reads all candidates of a mail. Without a region no link can be proven, and none is called untrusted either.</summary>
    internal static LinkClaim Read(IReadOnlyList<string> candidates, Region? region)
    {
        if (candidates.Count == 0)
        {
            return new LinkClaim { Missing = "it has no approval link" };
        }

        ApprovalLink? link = null;
        string? problem = null;
        var isTrusted = region is not null && ApprovalLink.TryParse(candidates[0], region, out link, out problem);
        var other = candidates.Skip(1).FirstOrDefault(c => c != candidates[0] && !(isTrusted && IsSame(c, link!)));
        return other is not null
            ? new LinkClaim { Contradiction = TwoLinks(Defang(candidates[0]), Defang(other)) }
            : isTrusted ? new LinkClaim { Link = link }
            : new LinkClaim { Untrusted = Defang(candidates[0]), Problem = problem };
    }

    private static bool IsSame(string candidate, ApprovalLink link) =>
        ApprovalLink.TryParse(candidate, link.Region, out var other, out _) && other == link;

    private static string TwoLinks(string one, string other) =>
        one == other ? $"it has two approval links to {one}, which differ in their query" : $"it has two approval links, to {one} and to {other}";

    /// <summary>The link without its query, in a spelling that no mail program makes clickable.</summary>
    private static string Defang(string link)
    {
        var end = link.AsSpan().IndexOfAny("?#");
        var bare = end < 0 ? link : link[..end];
        var start = bare.IndexOf("://", StringComparison.Ordinal);
        var (scheme, rest) = start < 0 ? ("", bare) : (bare[..(start + 3)], bare[(start + 3)..]);
        var userEnd = rest.LastIndexOf('@');
        return OutsideText.Quote(
            scheme.Replace("http", "hxxp", StringComparison.OrdinalIgnoreCase)
            + (userEnd < 0 ? rest : "(user)@" + rest[(userEnd + 1)..]).Replace(".", "[.]", StringComparison.Ordinal));
    }
}

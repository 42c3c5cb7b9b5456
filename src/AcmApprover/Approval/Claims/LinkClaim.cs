using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>The one approval link of a mail, or why there is none.</summary>
internal sealed record LinkClaim
{
    internal ApprovalLink? Link { get; private init; }

    internal string? Untrusted { get; private init; }

    internal string? Problem { get; private init; }

    internal string? Missing { get; private init; }

    internal string? Contradiction { get; private init; }

    /// <summary>
    /// Reads the links of a mail that pass for the approval link. Without a region no link can be proven, and none is called untrusted
    /// either.
    /// </summary>
    internal static LinkClaim Read(IReadOnlyList<MailLink> links, Region? region)
    {
        var chosen = links.FirstOrDefault(l => l.HasPath) ?? links.FirstOrDefault(l => l.IsApproval);
        if (chosen is null)
        {
            return new LinkClaim { Missing = "it has no approval link" };
        }

        ApprovalLink? link = null;
        string? problem = null;
        var isTrusted = region is not null && ApprovalLink.TryParse(chosen.Text, region, out link, out problem);
        var other = links.FirstOrDefault(l =>
            l.IsApproval && l.Text != chosen.Text && !IsOtherAction(l, chosen) && !(isTrusted && IsSame(l.Text, link!))
        );
        return other is not null ? new LinkClaim { Contradiction = TwoLinks(chosen.Defang(), other.Defang()) }
            : isTrusted ? new LinkClaim { Link = link }
            : new LinkClaim { Untrusted = chosen.Defang(), Problem = problem };
    }

    /// <summary>What has the parameters, but another path on the same host than the approval link, is for something else:
    /// declining.</summary>
    private static bool IsOtherAction(MailLink link, MailLink chosen) =>
        chosen.HasPath && !link.HasPath && !link.IsNamed && link.Origin.Equals(chosen.Origin, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string address, ApprovalLink link) =>
        ApprovalLink.TryParse(address, link.Region, out var other, out _) && other == link;

    private static string TwoLinks(string one, string other) =>
        one == other
            ? $"it has two approval links to {one}, which differ in path or query"
            : $"it has two approval links, to {one} and to {other}";
}

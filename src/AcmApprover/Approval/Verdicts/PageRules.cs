using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Text;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules about what the approval page shows.</summary>
internal static class PageRules
{
    /// <summary>Every rule that fails. A page that says "already approved" while ACM does not agree is a page that is not
    /// understood.</summary>
    internal static IReadOnlyList<Reason> Check(Claim claim, PageEvidence page) =>
        page switch
        {
            PageEvidence.Shown shown => Compare(claim, shown.Page),
            PageEvidence.Rejected rejected => [Rejected(rejected.Status)],
            PageEvidence.SaysAlreadyApproved =>
            [
                new Reason(ReasonCode.PageUnrecognised, "it says that the request is approved already, and ACM does not"),
            ],
            PageEvidence.Unrecognised unknown => [new Reason(ReasonCode.PageUnrecognised, unknown.Detail)],
            _ => [new Reason(ReasonCode.PageUnrecognised, "the page is unrecognised")],
        };

    /// <summary>The reason for a link that the site refuses, whether at its opening or at its button.</summary>
    internal static Reason Rejected(int status) => new(ReasonCode.LinkRejected, $"the site answers with status {status}");

    /// <summary>Every statement must be of what was judged, and every key of the link that was opened.</summary>
    private static IReadOnlyList<Reason> Compare(Claim claim, ApprovalPage page)
    {
        var (facts, certificate) = (page.Facts, claim.Certificate);
        string[] differences =
        [
            .. Differences("domain", facts.Domains, claim.Domain, d => d == claim.Domain),
            .. Differences("account", facts.Accounts, certificate.Account, a => a == certificate.Account),
            .. Differences("region", facts.Regions, certificate.Region, r => r == certificate.Region),
            .. Differences(
                "certificate",
                facts.Certificates,
                certificate,
                c => c.Id == certificate.Id && (c.Arn is null || c.Arn == certificate)
            ),
            .. page.Tokens.Where(t => !IsOf(claim.Link, t)).Select(t => $"{t.Where} is not the link's own"),
        ];
        return differences.Length == 0 ? [] : [new Reason(ReasonCode.PageMismatch, string.Join("; ", differences))];
    }

    private static IEnumerable<string> Differences<T>(
        string fact,
        IEnumerable<Statement<T>> statements,
        object expected,
        Func<T, bool> holds
    )
        where T : class =>
        from statement in statements
        where statement.Value is null || !holds(statement.Value)
        select $"{statement.Where} says {fact} '{OutsideText.Quote(statement.Text)}' instead of {expected}";

    private static bool IsOf(ApprovalLink link, LinkToken token) =>
        token.Kind switch
        {
            LinkTokenKind.Code => link.IsCode(token.Value),
            LinkTokenKind.Context => link.IsContext(token.Value),
        };
}

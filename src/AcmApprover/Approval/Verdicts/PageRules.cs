using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules about what the approval page shows.</summary>
internal static class PageRules
{
    /// <summary>Every rule that fails. A page that says "already approved" while ACM does not agree is a page that is not understood.</summary>
    internal static IReadOnlyList<Reason> Check(Claim claim, PageEvidence page) => page switch
    {
        PageEvidence.Shown shown => Compare(claim, shown.Page),
        PageEvidence.Rejected rejected => [Rejected(rejected.Status)],
        PageEvidence.SaysAlreadyApproved => [new Reason(ReasonCode.PageUnrecognised, "it says that the request is approved already, and ACM does not")],
        PageEvidence.Unrecognised unknown => [new Reason(ReasonCode.PageUnrecognised, unknown.Detail)],
        _ => [new Reason(ReasonCode.PageUnrecognised, "it is of no known form")],
    };

    /// <summary>The reason for a link that the site refuses, whether at its opening or at its button.</summary>
    internal static Reason Rejected(int status) => new(ReasonCode.LinkRejected, $"the site answers with status {status}");

    private static IReadOnlyList<Reason> Compare(Claim claim, ApprovalPage page)
    {
        var certificate = claim.Certificate;
        List<string> differences = [];
        Expect("domain", page.Domain, claim.Domain.Value, DomainName.TryParse(page.Domain, out var domain) && domain == claim.Domain);
        Expect("account", page.Account, certificate.Account.Value, AccountId.TryParse(page.Account, out var account) && account == certificate.Account);
        Expect("region", page.Region, certificate.Region.Value, Region.TryParse(page.Region, out var region) && region == certificate.Region);
        Expect("certificate", page.Certificate, certificate.ToString(), CertificateName.Read(page.Certificate) is { } name && name.Id == certificate.Id && (name.Arn is null || name.Arn == certificate));
        return differences.Count == 0 ? [] : [new Reason(ReasonCode.PageMismatch, string.Join("; ", differences))];

        void Expect(string field, string shown, string expected, bool holds)
        {
            if (!holds)
            {
                differences.Add($"the page shows {field} '{OutsideText.Quote(shown)}' instead of {expected}");
            }
        }
    }
}

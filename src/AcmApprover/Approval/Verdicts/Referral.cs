using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>Why a person must look at a mail.</summary>
/// <param name="Reasons">Every rule of the stage that failed; at least one.</param>
/// <param name="Severity">How loudly it is told.</param>
/// <param name="Link">
/// The link that a person may open and approve by hand; null where it is not trusted, or where the mail, the certificate or the page
/// names an account that is not: a click there would sign a stranger's request.
/// </param>
public sealed record Referral(IReadOnlyList<Reason> Reasons, Severity Severity, ApprovalLink? Link = null)
{
    /// <summary>The site's answer that is not recognised, or differs from what was judged; null where the reasons are others.</summary>
    public SiteResponse? Answer { get; init; }

    /// <summary>The referral with a remark behind the detail of its first reason.</summary>
    internal Referral With(string remark) =>
        this with
        {
            Reasons = [Reasons[0] with { Detail = $"{Reasons[0].Detail}; {remark}" }, .. Reasons.Skip(1)],
        };
}

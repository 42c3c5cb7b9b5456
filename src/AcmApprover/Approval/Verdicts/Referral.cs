using AcmApprover.Approval.Claims;

namespace AcmApprover.Approval.Verdicts;

/// <summary>Why a person must look at a mail.</summary>
/// <param name="Reasons">Every rule of the stage that failed; at least one.</param>
/// <param name="Severity">How loudly it is told.</param>
/// <param name="Link">
/// The link that a person may open and approve by hand; null where it is not trusted, or where the mail, the certificate or the page
/// names an account that is not: a click there would sign a stranger's request.
/// </param>
public sealed record Referral(IReadOnlyList<Reason> Reasons, Severity Severity, ApprovalLink? Link = null);

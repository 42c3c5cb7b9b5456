using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// The right to open the link of a mail. Only <see cref="Judge"/> can mint it, once the certificate is known to be ours, pending
/// and validated by e-mail; the port that opens pages takes nothing else.
/// </summary>
public sealed class PageWarrant
{
    internal PageWarrant(ApprovalLink link) => Link = link;

    /// <summary>The link that may be opened.</summary>
    public ApprovalLink Link { get; }
}

/// <summary>
/// The right to approve. Only <see cref="Judge"/> can mint it, once every rule holds; the port that presses the button takes
/// nothing else, so that an approval without a verdict does not compile.
/// </summary>
public sealed class ApprovalWarrant
{
    internal ApprovalWarrant(Claim claim, ApprovalForm form) => (Claim, Form) = (claim, form);

    /// <summary>What is approved.</summary>
    public Claim Claim { get; }

    /// <summary>The form whose button is pressed.</summary>
    public ApprovalForm Form { get; }
}

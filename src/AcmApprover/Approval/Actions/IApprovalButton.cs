using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Approval.Actions;

/// <summary>The port that approves. It takes a warrant and nothing else.</summary>
public interface IApprovalButton
{
    /// <summary>Presses the button, once: it retries nothing, for an answer that was lost may have been an approval.</summary>
    Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken);
}

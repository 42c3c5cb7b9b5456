using AcmApprover.Approval.Evidence;

namespace AcmApprover.Approval.Verdicts;

/// <summary>The port to the approval site, for reading. It stands here, and not with the evidence, because it takes a warrant.</summary>
public interface IApprovalPages
{
    /// <summary>Opens the page, as a browser would, and follows nothing.</summary>
    /// <exception cref="TemporarilyUnavailableException">The site did not answer in time, or answers 429 or 5xx.</exception>
    Task<PageEvidence> OpenAsync(PageWarrant warrant, CancellationToken cancellationToken);
}

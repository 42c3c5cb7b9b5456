using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>What follows from the evidence gathered so far.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The mail holds: ACM is to be asked.</summary>
    public sealed record AskAcm(CertificateArn Certificate) : Verdict;

    /// <summary>The certificate holds too: the link may be opened.</summary>
    public sealed record OpenPage(PageWarrant Warrant) : Verdict;

    /// <summary>Everything holds.</summary>
    public sealed record Approve(ApprovalWarrant Warrant) : Verdict;

    /// <summary>The name needs no approval (any more).</summary>
    public sealed record AlreadyApproved : Verdict;

    /// <summary>A person must look at it.</summary>
    /// <param name="Reasons">Every rule of the stage that failed; at least one.</param>
    /// <param name="Severity">How loudly it is told.</param>
    public sealed record Refer(IReadOnlyList<Reason> Reasons, Severity Severity) : Verdict;
}

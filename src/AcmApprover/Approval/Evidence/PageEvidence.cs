namespace AcmApprover.Approval.Evidence;

/// <summary>What the approval site showed behind the link.</summary>
public abstract record PageEvidence
{
    private PageEvidence() { }

    /// <summary>The answer that was read; null where there is none to look at again.</summary>
    public SiteResponse? Response { get; init; }

    /// <summary>Whether ACM must be asked before the page is believed.</summary>
    public bool NeedsConfirmation => this is SaysAlreadyApproved;

    /// <summary>A page of the known form. What it says is yet to be compared.</summary>
    public sealed record Shown(ApprovalPage Page) : PageEvidence;

    /// <summary>The page says that this was approved before.</summary>
    public sealed record SaysAlreadyApproved : PageEvidence;

    /// <summary>The site says that the link is no good.</summary>
    public sealed record Rejected(int Status) : PageEvidence;

    /// <summary>Something else: a page that is not known is never guessed at.</summary>
    /// <param name="Detail">What makes the page unrecognised.</param>
    public sealed record Unrecognised(string Detail) : PageEvidence
    {
        /// <summary>What it states all the same.</summary>
        public PageFacts Facts { get; init; } = new();
    }
}

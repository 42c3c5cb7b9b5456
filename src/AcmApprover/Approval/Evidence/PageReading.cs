namespace AcmApprover.Approval.Evidence;

/// <summary>All that was found in a page, whether or not it is one of the known form.</summary>
public sealed record PageReading
{
    /// <summary>What it states.</summary>
    public PageFacts Facts { get; init; } = new();

    /// <summary>The keys in its form that stand for the link's.</summary>
    public IReadOnlyList<LinkToken> Tokens { get; init; } = [];

    /// <summary>What the button would send; null if there is no one form with one button, or it goes elsewhere.</summary>
    public ApprovalForm? Form { get; init; }

    /// <summary>Whether it has no form to press and says that the request was approved before.</summary>
    public bool SaysAlreadyApproved { get; init; }

    /// <summary>What makes the page unrecognised, a phrase each; empty for a page that is recognised.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

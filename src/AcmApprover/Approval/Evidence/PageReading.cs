namespace AcmApprover.Approval.Evidence;

/// <summary>All that was found in a page, whether or not it is one of the known form.</summary>
public sealed record PageReading
{
    /// <summary>What it states.</summary>
    public PageFacts Facts { get; init; } = new();

    /// <summary>The keys in its form that stand for the link's.</summary>
    public IReadOnlyList<LinkToken> Tokens { get; init; } = [];

    /// <summary>Every button that sends a form, in the order of the page.</summary>
    public IReadOnlyList<PageButton> Buttons { get; init; } = [];

    /// <summary>The fields of the form with the approve button; empty without one such form.</summary>
    public IReadOnlyList<PageField> Fields { get; init; } = [];

    /// <summary>What the button would send; null if there is no one form with one button, or it goes elsewhere.</summary>
    public ApprovalForm? Form { get; init; }

    /// <summary>Whether it has no form to press and says that the request was approved before.</summary>
    public bool SaysAlreadyApproved { get; init; }

    /// <summary>What makes the page unrecognised, a phrase each; empty for a page that is recognised.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>A button that sends a form.</summary>
/// <param name="Caption">What it says.</param>
/// <param name="IsApprove">Whether it is the approve button, by its caption.</param>
/// <param name="CanBePressed">Whether it is in a form, and neither disabled nor hidden.</param>
public sealed record PageButton(string Caption, bool IsApprove, bool CanBePressed);

/// <summary>A field of a form, or the pressed button.</summary>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Value">Its value; null where that may be a key, and for a choice of which nothing is chosen.</param>
/// <param name="IsSent">Whether a browser sends it.</param>
public sealed record PageField(string Name, string? Value, bool IsSent);

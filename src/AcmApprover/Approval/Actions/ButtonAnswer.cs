namespace AcmApprover.Approval.Actions;

/// <summary>What came back from the button.</summary>
public abstract record ButtonAnswer
{
    private ButtonAnswer()
    {
    }

    /// <summary>The site says that the approval worked.</summary>
    public sealed record Approved : ButtonAnswer;

    /// <summary>The site says that somebody approved it before.</summary>
    public sealed record AlreadyApproved : ButtonAnswer;

    /// <summary>The site says that the link is no good.</summary>
    public sealed record Rejected(int Status) : ButtonAnswer;

    /// <summary>The site says something else.</summary>
    public sealed record Unclear(string Detail) : ButtonAnswer;

    /// <summary>No answer, or one of 429 or 5xx: it may have worked or not, and can be tried again.</summary>
    public sealed record Lost(string Detail) : ButtonAnswer;
}

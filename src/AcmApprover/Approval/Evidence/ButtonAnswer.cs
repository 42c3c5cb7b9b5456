namespace AcmApprover.Approval.Evidence;

/// <summary>What the approval site answered when its button was pressed.</summary>
public abstract record ButtonAnswer
{
    private ButtonAnswer() { }

    /// <summary>The answer that was read; null where there is none to look at again.</summary>
    public SiteResponse? Response { get; init; }

    /// <summary>Whether ACM must be asked what the button did. Only a button that was not pressed leaves nothing to ask.</summary>
    public bool NeedsConfirmation => this is not NotPressed;

    /// <summary>The site says that the approval worked.</summary>
    public sealed record Approved : ButtonAnswer;

    /// <summary>The site says that somebody approved it before.</summary>
    public sealed record AlreadyApproved : ButtonAnswer;

    /// <summary>The site refuses the link.</summary>
    public sealed record Rejected(int Status) : ButtonAnswer;

    /// <summary>The site says something else.</summary>
    public sealed record Unclear(string Detail) : ButtonAnswer;

    /// <summary>No answer, or status 429 or 5xx: the approval may or may not have worked, and can be tried again.</summary>
    public sealed record Lost(string Detail) : ButtonAnswer
    {
        /// <summary>The detail.</summary>
        public override string ToString() => Detail;
    }

    /// <summary>A dry run: nothing was sent.</summary>
    public sealed record NotPressed : ButtonAnswer;
}

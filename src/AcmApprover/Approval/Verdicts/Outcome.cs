namespace AcmApprover.Approval.Verdicts;

/// <summary>What became of a mail. The names are a public contract.</summary>
public enum Outcome
{
    /// <summary>The button was pressed, and it worked.</summary>
    Approved,

    /// <summary>The name needed no approval any more.</summary>
    AlreadyApproved,

    /// <summary>The operator was told.</summary>
    Referred,

    /// <summary>It does not look like a validation mail.</summary>
    Ignored,

    /// <summary>Everything holds; in a dry run the button is not pressed.</summary>
    WouldApprove,
}

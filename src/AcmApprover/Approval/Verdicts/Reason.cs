namespace AcmApprover.Approval.Verdicts;

/// <summary>One rule that a mail failed.</summary>
/// <param name="Code">Which rule.</param>
/// <param name="Detail">What was seen, and what would have been right; never a link's secrets.</param>
public sealed record Reason(ReasonCode Code, string Detail)
{
    /// <summary>The code and the detail.</summary>
    public override string ToString() => $"{RuleBook.Of(Code).Code}: {Detail}";
}

namespace AcmApprover.Approval.Verdicts;

/// <summary>Why a person must look at a mail.</summary>
/// <param name="Reasons">Every rule of the stage that failed; at least one.</param>
/// <param name="Severity">How loudly it is told.</param>
public sealed record Referral(IReadOnlyList<Reason> Reasons, Severity Severity)
{
    /// <summary>Whether one of the reasons is <paramref name="code"/>.</summary>
    public bool Has(ReasonCode code) => Reasons.Any(r => r.Code == code);
}

namespace AcmApprover.Approval.Verdicts;

/// <summary>How loudly a referral is told.</summary>
public enum Severity
{
    /// <summary>The operator chose to be told.</summary>
    Notice,

    /// <summary>Something is not as it must be.</summary>
    Warning,

    /// <summary>A proven sender and a trusted link, and it is not our certificate: somebody else asks for the domain.</summary>
    Alert,
}

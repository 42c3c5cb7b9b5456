namespace AcmApprover.Approval.Verdicts;

/// <summary>How loudly a referral is told.</summary>
public enum Severity
{
    /// <summary>For information: the operator chose to be told, or nothing was requested of them.</summary>
    Notice,

    /// <summary>A rule failed.</summary>
    Warning,

    /// <summary>Genuine mail about a certificate that is not ours: somebody else requests a certificate for the domain.</summary>
    Alert,
}

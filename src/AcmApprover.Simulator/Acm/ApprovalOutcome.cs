namespace AcmApprover.Simulator.Acm;

/// <summary>What came of an approval.</summary>
public enum ApprovalOutcome
{
    /// <summary>The name is validated by it.</summary>
    Done,

    /// <summary>The name was validated before; nothing changed.</summary>
    AlreadyDone,

    /// <summary>The link is older than 72 hours, or the certificate can no longer be validated.</summary>
    Expired,
}

namespace AcmApprover.Estate;

/// <summary>How bad it is for a certificate, the worst last.</summary>
public enum RiskLevel
{
    /// <summary>Nothing is to be done for now.</summary>
    Fine,

    /// <summary>Its next mail comes soon, or is due.</summary>
    Soon,

    /// <summary>ACM waits for an answer to its mail, or its renewal failed.</summary>
    PendingNow,

    /// <summary>ACM will not renew it, and sends nothing: no AWS service uses it and it was not exported.</summary>
    Lapses,

    /// <summary>Its next mail will not arrive; only the doctor finds that.</summary>
    WillFail,

    /// <summary>It has expired, or its request has ended without a certificate.</summary>
    Expired,
}

/// <summary>How bad it is for a certificate, and why.</summary>
/// <param name="Level">How bad.</param>
/// <param name="Reason">Why, in one clause.</param>
public sealed record Risk(RiskLevel Level, string Reason);

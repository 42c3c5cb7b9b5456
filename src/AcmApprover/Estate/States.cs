namespace AcmApprover.Estate;

/// <summary>A certificate's state in ACM's words; in JSON, ACM's spelling.</summary>
public enum CertificateStatus
{
    /// <summary>A word that ACM did not have when this was written.</summary>
    Unknown,

    /// <summary>It was requested and is not issued yet.</summary>
    PendingValidation,

    /// <summary>It is issued.</summary>
    Issued,

    /// <summary>It is not usable.</summary>
    Inactive,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>Nobody answered within 72 hours of the request.</summary>
    ValidationTimedOut,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>The request failed.</summary>
    Failed,
}

/// <summary>A renewal's state in ACM's words; in JSON, ACM's spelling.</summary>
public enum RenewalStatus
{
    /// <summary>A word that ACM did not have when this was written.</summary>
    Unknown,

    /// <summary>ACM is about to renew it and needs nothing yet.</summary>
    PendingAutoRenewal,

    /// <summary>ACM waits for an answer to its mail.</summary>
    PendingValidation,

    /// <summary>It is renewed.</summary>
    Success,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>How a name or a certificate is validated.</summary>
public enum EstateMethod
{
    /// <summary>ACM does not say: it may be e-mail.</summary>
    Unknown,

    /// <summary>By mail to the five system mailboxes.</summary>
    Email,

    /// <summary>By a CNAME record.</summary>
    Dns,

    /// <summary>By a redirect of CloudFront.</summary>
    Http,
}

/// <summary>How far the validation of a name is.</summary>
public enum EstateNameState
{
    /// <summary>ACM does not say.</summary>
    Unknown,

    /// <summary>ACM waits for it.</summary>
    Pending,

    /// <summary>It is validated.</summary>
    Validated,

    /// <summary>It failed.</summary>
    Failed,
}

namespace AcmApprover.Probing;

/// <summary>The steps of a probe, in their order.</summary>
public enum ProbeStep
{
    /// <summary>The mark lies in the bucket.</summary>
    Mark,

    /// <summary>ACM has taken the request.</summary>
    Request,

    /// <summary>A mail lies in the bucket.</summary>
    Mail,

    /// <summary>The function has decided on it.</summary>
    Decision,

    /// <summary>The button is pressed, and the site or ACM says that it worked.</summary>
    Button,

    /// <summary>ACM has issued the certificate.</summary>
    Issue,

    /// <summary>All five mails have a record.</summary>
    Copies,

    /// <summary>The certificate is deleted.</summary>
    Deletion,
}

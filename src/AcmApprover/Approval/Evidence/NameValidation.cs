using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>How ACM stands with one name of a certificate (ACM API reference, DomainValidation).</summary>
/// <param name="Domain">The name.</param>
/// <param name="Method">How the name is validated.</param>
/// <param name="Status">How far that is.</param>
/// <param name="Emails">The addresses that ACM wrote to; empty if it does not say.</param>
public sealed record NameValidation(DomainName Domain, ValidationMethod Method, NameStatus Status, IReadOnlyList<string> Emails);

/// <summary>How a name is validated.</summary>
public enum ValidationMethod
{
    /// <summary>By another method than those below, or ACM does not say.</summary>
    Other,

    /// <summary>By mail to the five system mailboxes.</summary>
    Email,

    /// <summary>By a CNAME record.</summary>
    Dns,
}

/// <summary>How far the validation of a name is.</summary>
public enum NameStatus
{
    /// <summary>ACM waits for it.</summary>
    Pending,

    /// <summary>It is validated.</summary>
    Validated,

    /// <summary>It failed, or is in a state that is not known here.</summary>
    Failed,
}

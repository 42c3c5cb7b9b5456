using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Aws.Estate;

/// <summary>What is looked up before a mail is sent again; without it, it is sent to the certificate's own domain at once.</summary>
public sealed record ResendLookups
{
    /// <summary>
    /// Finds the domain that the mail goes to instead, where the certificate's own receives none; its answer is null where that may
    /// receive, or no other does.
    /// </summary>
    public Func<NameFacts, CancellationToken, Task<DomainName?>>? Rescue { get; init; }

    /// <summary>Finds when a mail for a name of a certificate came last; its answer is null where none came within a day.</summary>
    public Func<CertificateArn, DomainName, CancellationToken, Task<DateTimeOffset?>>? LastMail { get; init; }
}

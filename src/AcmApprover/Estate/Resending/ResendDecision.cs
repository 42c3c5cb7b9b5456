using AcmApprover.Identifiers;

namespace AcmApprover.Estate.Resending;

/// <summary>What is to become of one pending name of a certificate.</summary>
public abstract record ResendDecision
{
    private ResendDecision() { }

    /// <summary>ACM is to send the mail again.</summary>
    /// <param name="ValidationDomain">Where to: ACM forgets it after each call.</param>
    public sealed record Send(DomainName ValidationDomain) : ResendDecision
    {
        /// <summary>The certificate's own validation domain, where that receives no mail and another one gets it; else null.</summary>
        public DomainName? InPlaceOf { get; init; }
    }

    /// <summary>Not yet: the last mail is not a day old.</summary>
    /// <param name="Until">When it is.</param>
    public sealed record Wait(DateTimeOffset Until) : ResendDecision;

    /// <summary>A mail would not help, and a person has to do something.</summary>
    /// <param name="Why">What is wrong.</param>
    /// <param name="ToDo">What helps, as a command where there is one.</param>
    public sealed record Tell(string Why, string ToDo) : ResendDecision;
}

/// <summary>A pending name, and what is to become of it.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Name">The name.</param>
/// <param name="Decision">What is to become of it.</param>
public sealed record PendingName(CertificateFacts Certificate, NameFacts Name, ResendDecision Decision);

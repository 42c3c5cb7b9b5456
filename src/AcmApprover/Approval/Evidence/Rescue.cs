using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// That we had ACM send the mail of a name to another domain, because the certificate's own receives none. ACM forgets that domain after
/// the call, and goes on to show the addresses that it wrote to at first.
/// </summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Name">The name.</param>
/// <param name="MailDomain">The domain whose five mailboxes got the mail.</param>
/// <param name="SentAt">When it was sent.</param>
public sealed record Rescue(CertificateArn Certificate, DomainName Name, DomainName MailDomain, DateTimeOffset SentAt)
{
    /// <summary>As long as the link of a mail lives (ACM user guide, email-validation).</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(72);

    /// <summary>How far the clock of who noted it may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is about exactly this certificate and name, to a domain that ACM could write to, and young enough.</summary>
    public bool Covers(Claim claim, DateTimeOffset now) =>
        Certificate == claim.Certificate
        && Name == claim.Domain
        && !MailDomain.IsWildcard
        && Name.IsAtOrBelow(MailDomain)
        && now - SentAt < Lifetime
        && SentAt - now <= ClockSkew;
}

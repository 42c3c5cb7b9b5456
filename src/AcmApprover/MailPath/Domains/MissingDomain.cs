namespace AcmApprover.MailPath.Domains;

/// <summary>The domain does not exist in DNS.</summary>
internal static class MissingDomain
{
    internal static readonly FindingKind Kind = new("domain-missing", Readiness.NotReady, "the domain does not exist in DNS");

    internal static Finding? Find(MailDomain domain) =>
        domain.Answer is { Outcome: DnsOutcome.NoSuchName }
            ? Kind.Saw(
                $"{domain.Spelled} does not exist",
                "check the spelling; or create the domain's MX record; or request the certificate with a parent as its validation domain"
            )
            : null;
}

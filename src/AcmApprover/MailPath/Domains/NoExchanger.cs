namespace AcmApprover.MailPath.Domains;

/// <summary>The domain has neither an MX record nor an address that mail could go to instead.</summary>
internal static class NoExchanger
{
    internal static readonly FindingKind Kind = new("mx-missing", Readiness.NotReady, "the domain has no MX record and no address");

    internal static Finding? Find(MailDomain domain) =>
        domain.Answer is { Outcome: DnsOutcome.NoRecords } && domain.Addresses.Count == 0
            ? Kind.Saw($"{domain.Spelled} has no MX record and no address", WayOut.Of(domain))
            : null;
}

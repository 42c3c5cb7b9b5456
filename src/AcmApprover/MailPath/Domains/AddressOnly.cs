namespace AcmApprover.MailPath.Domains;

/// <summary>
/// Without an MX record mail goes to the domain's own address (RFC 5321, 5.1), where a web server stands more often than not.
/// </summary>
internal static class AddressOnly
{
    internal static readonly FindingKind Kind = new(
        "mx-address-only",
        Readiness.NotReady,
        "the domain has no MX record, so that mail goes to its own address"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Answer is { Outcome: DnsOutcome.NoRecords } && domain.Addresses is [var address, ..]
            ? Kind.Saw($"{domain.Spelled} has no MX record, so mail goes to its address {address}", WayOut.Of(domain))
            : null;
}

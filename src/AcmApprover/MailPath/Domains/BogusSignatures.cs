namespace AcmApprover.MailPath.Domains;

/// <summary>
/// The domain is signed, and the signatures are wrong: a resolver that validates, as ACM must since 2026-03-15 (CA/B Forum baseline
/// requirements, 4.2.2.1), sees no domain at all. An unsigned domain is fine.
/// </summary>
internal static class BogusSignatures
{
    /// <summary>One resolver can be wrong by itself. Where the operator named only one, it decides.</summary>
    private const int Enough = 2;

    internal static readonly FindingKind Kind = new(
        "dnssec-bogus",
        Readiness.NotReady,
        "two resolvers fail with SERVFAIL, and answer once DNSSEC checking is disabled"
    );

    internal static Finding? Find(MailDomain domain) =>
        IsProven(domain)
            ? Kind.Saw(
                $"{string.Join(" and ", domain.Disbelievers)} answer for {domain.Name} only with DNSSEC checking disabled",
                "mend the DS record at the registrar or the zone's signatures: until then ACM issues nothing for the domain"
            )
            : null;

    internal static bool IsProven(MailDomain domain) =>
        domain.Disbelievers.Count > 0 && domain.Disbelievers.Count >= Math.Min(Enough, domain.Exchangers.Count);
}

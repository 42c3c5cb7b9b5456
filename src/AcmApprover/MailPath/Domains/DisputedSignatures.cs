namespace AcmApprover.MailPath.Domains;

/// <summary>One resolver does not believe the domain's signatures, and another answers or says nothing.</summary>
internal static class DisputedSignatures
{
    internal static readonly FindingKind Kind = new(
        "dnssec-disputed",
        Readiness.CannotTell,
        "one resolver alone fails with SERVFAIL, and answers once DNSSEC checking is disabled"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Disbelievers.Count > 0 && !BogusSignatures.IsProven(domain)
            ? Kind.Saw(
                $"{domain.Disbelievers[0]} answers for {domain.Name} only with DNSSEC checking disabled ({domain.Dispute})",
                "needs a second resolver that validates DNSSEC: name another one with --dns"
            )
            : null;
}

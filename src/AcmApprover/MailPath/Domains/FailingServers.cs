namespace AcmApprover.MailPath.Domains;

/// <summary>The domain's own name servers do not answer, or are delegated to wrongly.</summary>
internal static class FailingServers
{
    internal static readonly FindingKind Kind = new(
        "dns-fails",
        Readiness.NotReady,
        "every resolver that says anything fails with SERVFAIL, also with DNSSEC checking disabled"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Disbelievers.Count == 0
        && domain.Exchangers.Any(reply => reply.Outcome == DnsOutcome.ServerFailure)
        && !domain.Exchangers.Any(reply => reply.IsAnswer)
            ? Kind.Saw(
                $"no name server of {domain.Name} gives an answer ({domain.Dispute})",
                "check the domain's delegation and its name servers"
            )
            : null;
}

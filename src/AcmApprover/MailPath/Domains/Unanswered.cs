namespace AcmApprover.MailPath.Domains;

/// <summary>No resolver says anything: this machine's network, or all name servers of the domain.</summary>
internal static class Unanswered
{
    internal static readonly FindingKind Kind = new(
        "dns-unanswered",
        Readiness.CannotTell,
        "no resolver answers the question for the MX record, and none says that it failed"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Exchangers.All(reply => !reply.IsAnswer && reply.Outcome != DnsOutcome.ServerFailure)
            ? Kind.Saw($"{domain.Dispute}", "needs a resolver that answers: check the network, or name one with --dns")
            : null;
}

namespace AcmApprover.MailPath.Domains;

/// <summary>Resolvers contradict each other: a change is spreading, or the name servers differ.</summary>
internal static class DisputedAnswers
{
    internal static readonly FindingKind Kind = new(
        "dns-disputed",
        Readiness.CannotTell,
        "resolvers give different answers, or one of them fails"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Disbelievers.Count == 0 && domain.Exchangers.Any(reply => reply.IsAnswer) && Differ(domain)
            ? Kind.Saw(domain.Dispute, "needs name servers that agree: wait until a change has spread, then run doctor again")
            : null;

    private static bool Differ(MailDomain domain) =>
        domain.Answer is null || domain.Exchangers.Any(reply => reply.Outcome == DnsOutcome.ServerFailure);
}

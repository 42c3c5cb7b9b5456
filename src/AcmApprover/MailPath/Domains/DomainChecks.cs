namespace AcmApprover.MailPath.Domains;

/// <summary>The checks on the domain that ACM writes to.</summary>
public static class DomainChecks
{
    private static readonly Check<MailDomain> resolvers = new(
        "dns",
        [Unanswered.Find, FailingServers.Find, DisputedAnswers.Find, SplitHorizon.Find],
        domain => $"{string.Join(" and ", domain.Exchangers.Where(r => r.IsAnswer).Select(r => r.Resolver))} answered"
    );

    private static readonly Check<MailDomain> signatures = new(
        "dnssec",
        [BogusSignatures.Find, DisputedSignatures.Find],
        domain => domain.Exchangers.Any(reply => reply.IsAuthentic) ? "signed, and valid" : "not signed, or not validated; that is fine"
    );

    private static readonly Check<MailDomain> exchangers = new(
        "mx",
        [
            MissingDomain.Find,
            NullExchanger.Find,
            NoExchanger.Find,
            AddressOnly.Find,
            MixedExchangers.Find,
            MailManagerExchanger.Find,
            OtherExchanger.Find,
            DeafRegion.Find,
            ForeignRegion.Find,
        ],
        domain => $"{domain.ShownHosts} ({WayOut.Names(domain.Providers)})"
    );

    /// <summary>Runs them. What no answer is there for is not checked: the finding that there is none stands for it.</summary>
    public static IReadOnlyList<CheckResult> Run(MailDomain domain)
    {
        List<CheckResult> results = [];
        if (domain.Disbelievers.Count == 0)
        {
            results.Add(resolvers.Run(domain));
        }

        if (domain.Disbelievers.Count > 0 || domain.Answer is not null)
        {
            results.Add(signatures.Run(domain));
        }

        if (domain.Answer is not null)
        {
            results.Add(exchangers.Run(domain));
        }

        return results;
    }

    /// <summary>
    /// Why the domain receives no mail at any provider: it does not exist, has no host for mail, or refuses it. Null where it may receive,
    /// or nobody knows.
    /// </summary>
    public static Finding? RefusalOf(MailDomain domain) =>
        MissingDomain.Find(domain)
        ?? NullExchanger.Find(domain)
        ?? NoExchanger.Find(domain)
        ?? AddressOnly.Find(domain)
        ?? DeafRegion.Find(domain);

    /// <summary>Where the domain's mail goes, in one sentence without a final period.</summary>
    public static string Summarise(MailDomain domain) =>
        domain.Answer is null ? $"where mail for {domain.Name} goes is not known ({domain.Dispute})"
        : RefusalOf(domain) is { } refusal ? refusal.Seen
        : $"mail for {domain.Name} goes to {domain.ShownHosts} ({WayOut.Names(domain.Providers)})";

    /// <summary>Everything that they can find.</summary>
    internal static IEnumerable<FindingKind> Kinds =>
        [
            Unanswered.Kind,
            FailingServers.Kind,
            DisputedAnswers.Kind,
            SplitHorizon.Kind,
            BogusSignatures.Kind,
            DisputedSignatures.Kind,
            MissingDomain.Kind,
            NullExchanger.Kind,
            NoExchanger.Kind,
            AddressOnly.Kind,
            MixedExchangers.Kind,
            MailManagerExchanger.Kind,
            OtherExchanger.Kind,
            DeafRegion.Kind,
            ForeignRegion.Kind,
        ];
}

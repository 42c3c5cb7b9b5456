using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.MailPath.Domains;

/// <summary>What DNS says of a domain that ACM writes to. Each list has the resolvers in the same order.</summary>
public sealed record MailDomain
{
    /// <summary>The domain.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The MX records, by each resolver that counts.</summary>
    public required IReadOnlyList<DnsReply<MailExchanger>> Exchangers { get; init; }

    /// <summary>The same question with DNSSEC checking disabled, by the resolvers that answered the first one with a failure.</summary>
    public IReadOnlyList<DnsReply<MailExchanger>> Unchecked { get; init; } = [];

    /// <summary>The addresses of the domain itself, where it has no MX record.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The MX records by this machine's own resolver, which may have another view; null where it was not asked.</summary>
    public DnsReply<MailExchanger>? Local { get; init; }

    /// <summary>The region that should receive the mail; null where any may.</summary>
    public Region? Region { get; init; }

    /// <summary>The answer that counts; null where there is none, or resolvers contradict each other.</summary>
    public DnsReply<MailExchanger>? Answer =>
        Exchangers.Where(reply => reply.IsAnswer).ToList() is [var first, .. var others]
        && others.TrueForAll(other => Says(other) == Says(first))
            ? first
            : null;

    /// <summary>The hosts of the answer that counts, the preferred ones first.</summary>
    public IReadOnlyList<string> Hosts =>
        [.. (Answer?.Records ?? []).OrderBy(record => record.Preference).Select(record => record.Host).Distinct()];

    /// <summary>Whether one of those hosts is SES's, so that SES's rules decide what becomes of the mail.</summary>
    public bool IsReceivedBySes => Providers.Any(provider => provider.Region is not null);

    /// <summary>Whether all of them are SES's in this region.</summary>
    public bool IsReceivedIn(Region region) => Providers is [{ Region: { } only }] && only == region;

    /// <summary>Who runs those hosts, each once.</summary>
    internal IReadOnlyList<MailProvider> Providers => [.. Hosts.Select(MailProvider.Of).DistinctBy(provider => provider.Name)];

    /// <summary>The resolvers that do not believe the domain's signatures: they fail, and answer with checking disabled.</summary>
    internal IReadOnlyList<string> Disbelievers =>
        [
            .. Exchangers
                .Where(reply => reply.Outcome == DnsOutcome.ServerFailure)
                .Select(reply => reply.Resolver)
                .Where(resolver => Unchecked.Any(reply => reply.Resolver == resolver && reply.IsAnswer)),
        ];

    /// <summary>The domain, and what it is an alias of.</summary>
    internal string Spelled => Answer?.AliasOf is { } target ? $"{Name}, an alias of {OutsideText.Quote(target)}," : Name.Value;

    /// <summary>An answer in words, the same for the same records in any order.</summary>
    internal static string Says(DnsReply<MailExchanger> reply) =>
        reply.Outcome switch
        {
            DnsOutcome.Records => string.Join(
                ", ",
                from record in reply.Records
                orderby record.Preference, record.Host
                select $"{record.Preference} {Shown(record.Host)}"
            ),
            DnsOutcome.NoRecords => "no MX record",
            DnsOutcome.NoSuchName => "no such domain",
            DnsOutcome.ServerFailure => "SERVFAIL",
            DnsOutcome.Refused => "a refusal",
            DnsOutcome.NoAnswer => "no answer",
            DnsOutcome.Unreadable => "an answer that cannot be read",
        };

    /// <summary>The resolvers and what each of them says.</summary>
    internal string Dispute => string.Join("; ", Exchangers.Select(reply => $"{reply.Resolver}: {Says(reply)}"));

    /// <summary>The hosts in a sentence.</summary>
    internal string ShownHosts => string.Join(", ", Hosts.Select(Shown));

    private static string Shown(string host) => host.Length == 0 ? "." : OutsideText.Quote(host);
}

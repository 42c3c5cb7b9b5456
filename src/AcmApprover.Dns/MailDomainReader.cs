using System.Collections.Concurrent;
using AcmApprover.Dns.Messages;
using AcmApprover.Identifiers;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Caa;
using AcmApprover.MailPath.Domains;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Dns;

/// <summary>Reads what DNS says of the domains that ACM writes to, and of who may issue for a name. Each question is asked once.</summary>
public sealed class MailDomainReader : IDisposable
{
    private readonly IReadOnlyList<Resolver> resolvers;
    private readonly Resolver? local;
    private readonly ConcurrentDictionary<string, Lazy<Task<MailDomain>>> domains = new();
    private readonly ConcurrentDictionary<(Resolver, string), Lazy<Task<DnsReply<CaaRecord>>>> caa = new();
    private int answers;

    /// <param name="servers">The servers that count; at least one.</param>
    /// <param name="local">This machine's own resolver, whose view is only compared; null to leave it out.</param>
    /// <param name="parallel">How many questions each server is asked at a time.</param>
    public MailDomainReader(IReadOnlyList<NameServer> servers, NameServer? local, int parallel)
    {
        resolvers = [.. servers.Select(server => new Resolver(server, parallel))];
        this.local = local is null || servers.Contains(local) ? null : new Resolver(local, parallel);
    }

    /// <summary>What DNS says of a domain that ACM writes to.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="region">The region that should receive its mail; null where any may.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MailDomain> ReadDomainAsync(DomainName domain, Region? region, CancellationToken cancellationToken)
    {
        var read = domains.GetOrAdd(domain.Value, _ => new(() => ReadDomainAsync(domain, cancellationToken)));
        return await read.Value with { Region = region };
    }

    /// <summary>What DNS says of who may issue certificates for a name.</summary>
    public async Task<CertificateName> ReadNameAsync(DomainName name, CancellationToken cancellationToken)
    {
        var walks = await Task.WhenAll(resolvers.Select(resolver => WalkAsync(resolver, name, cancellationToken)));
        return new CertificateName { Name = name, Walks = walks, IsNetworkProven = answers > 0 };
    }

    /// <summary>Whether the signatures of the zone of a certificate's name are valid; null if that was not looked at.</summary>
    public async Task<CheckResult?> CheckSignaturesAsync(DomainName name, CancellationToken cancellationToken)
    {
        var host = DomainName.Parse(ValidationRecord.HostOf(name));
        return DomainChecks
            .Run(await ReadDomainAsync(host, region: null, cancellationToken))
            .FirstOrDefault(check => check.Check == "dnssec");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var resolver in resolvers)
        {
            resolver.Dispose();
        }

        local?.Dispose();
    }

    private async Task<MailDomain> ReadDomainAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var asked = resolvers.Select(resolver => ExchangersAsync(resolver, isCheckingDisabled: false)).ToList();
        var here = local is null ? null : ExchangersAsync(local, isCheckingDisabled: false);
        var exchangers = await Task.WhenAll(asked);
        var failed = resolvers.Where((_, index) => exchangers[index].Outcome == DnsOutcome.ServerFailure);
        var @unchecked = await Task.WhenAll(failed.Select(resolver => ExchangersAsync(resolver, isCheckingDisabled: true)));
        var hasNone = exchangers.FirstOrDefault(reply => reply.Outcome == DnsOutcome.NoRecords);
        return new MailDomain
        {
            Name = domain,
            Exchangers = exchangers,
            Unchecked = @unchecked,
            Addresses = hasNone is null ? [] : await AddressesAsync(resolvers.First(resolver => resolver.Name == hasNone.Resolver)),
            Local = here is null ? null : await here,
        };

        async Task<DnsReply<MailExchanger>> ExchangersAsync(Resolver resolver, bool isCheckingDisabled) =>
            Count(
                await resolver.AskAsync(
                    domain.Value,
                    RecordType.Mx,
                    (DnsRecord.Mx record) => new MailExchanger(record.Preference, record.Exchanger),
                    isCheckingDisabled,
                    cancellationToken
                )
            );

        async Task<IReadOnlyList<string>> AddressesAsync(Resolver resolver)
        {
            var replies = await Task.WhenAll(
                new[] { RecordType.A, RecordType.Aaaa }.Select(type =>
                    resolver.AskAsync(domain.Value, type, (DnsRecord.Address r) => r.Value.ToString(), false, cancellationToken)
                )
            );
            return [.. replies.SelectMany(reply => reply.Records)];
        }
    }

    /// <summary>From the name up to the root, without <c>*.</c> (RFC 8659, section 3); the root itself has no such records.</summary>
    private async Task<CaaWalk> WalkAsync(Resolver resolver, DomainName name, CancellationToken cancellationToken)
    {
        List<CaaStep> steps = [];
        for (var at = name.IsWildcard ? name.Value[2..] : name.Value; at.Length > 0; at = ParentOf(at))
        {
            var reply = await caa.GetOrAdd((resolver, at), _ => new(() => CaaAsync(resolver, at, cancellationToken))).Value;
            steps.Add(new CaaStep(at, reply));
            if (reply.Outcome == DnsOutcome.Records || !reply.IsAnswer)
            {
                break;
            }
        }

        return new CaaWalk(resolver.Name, steps);
    }

    private static string ParentOf(string name) => name.Contains('.') ? name[(name.IndexOf('.') + 1)..] : "";

    private async Task<DnsReply<CaaRecord>> CaaAsync(Resolver resolver, string name, CancellationToken cancellationToken) =>
        Count(
            await resolver.AskAsync(
                name,
                RecordType.Caa,
                (DnsRecord.Caa record) => new CaaRecord((record.Flags & 128) != 0, record.Tag.ToLowerInvariant(), record.Value),
                isCheckingDisabled: false,
                cancellationToken
            )
        );

    private DnsReply<TRecord> Count<TRecord>(DnsReply<TRecord> reply)
    {
        if (reply.Outcome != DnsOutcome.NoAnswer)
        {
            Interlocked.Increment(ref answers);
        }

        return reply;
    }
}

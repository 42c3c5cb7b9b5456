using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using AcmApprover.Dns.Messages;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Dns;

/// <summary>
/// Reads where zones begin and what lies where validation records belong. Signatures are not checked here: a zone whose signatures are
/// wrong has an owner all the same, and the doctor's checks tell of the signatures.
/// </summary>
public sealed class ZoneReader : IDisposable
{
    /// <summary>As many CNAME records as are counted: more than ACM follows.</summary>
    private const int MostAliases = 8;

    private static readonly RecordType[] TypesBesidesAlias = [RecordType.A, RecordType.Aaaa, RecordType.Txt];

    private readonly IReadOnlyList<Resolver> resolvers;
    private readonly int authorityPort;
    private readonly int parallel;
    private readonly ConcurrentDictionary<IPAddress, Resolver> authorities = new();
    private readonly ConcurrentDictionary<RecordName, Lazy<Task<DnsReply<string>>>> delegations = new();

    /// <param name="servers">The resolvers; at least one. The first one is asked, the others only for what they have of a record.</param>
    /// <param name="parallel">How many questions each server is asked at a time.</param>
    /// <remarks>
    /// The authoritative servers are asked at the port of the first resolver, so that a name server of one's own can stand for all.
    /// </remarks>
    public ZoneReader(IReadOnlyList<NameServer> servers, int parallel)
    {
        resolvers = [.. servers.Select(server => new Resolver(server, parallel))];
        authorityPort = servers[0].Endpoint.Port;
        this.parallel = parallel;
    }

    /// <summary>Where the zone of a name begins, and what of it is served.</summary>
    /// <param name="name">The name.</param>
    /// <param name="zones">Finds the hosted zones of a name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ZoneOwner> FindOwnerAsync(
        RecordName name,
        Func<RecordName, CancellationToken, Task<IReadOnlyList<HostedZone>>> zones,
        CancellationToken cancellationToken
    )
    {
        RecordName? failing = null;
        for (var at = name; at is not null; at = at.Parent)
        {
            var reply = await DelegationOf(at, cancellationToken);
            if (reply is { Outcome: DnsOutcome.Records, AliasOf: null })
            {
                var cut = failing is null ? new ZoneCut(at, [.. ServersOf(reply)], IsLame: false) : new ZoneCut(failing, [], IsLame: true);
                return ZoneOwner.Of(cut, await zones(cut.Apex, cancellationToken));
            }

            if (!reply.IsAnswer)
            {
                failing = at;
            }
        }

        return new ZoneOwner.Unknown($"{resolvers[0].Name} does not say where the zone of {name} begins");
    }

    /// <summary>What lies at the name of a validation record.</summary>
    public async Task<RecordSurroundings> ReadSurroundingsAsync(RecordName name, CancellationToken cancellationToken)
    {
        var existing = await RecordsAtAsync(name, cancellationToken);
        if (existing.Count > 0 && name.Parent is { } parent)
        {
            // A wildcard answers for every name that does not exist. It gives way to a record, so it is in nobody's way.
            var sibling = RecordName.Parse($"_{RandomNumberGenerator.GetHexString(32, lowercase: true)}.{parent}");
            if (AreSame(existing, await RecordsAtAsync(sibling, cancellationToken)))
            {
                existing = [];
            }
        }

        return new RecordSurroundings(
            existing,
            existing.Any(record => record.Type == "CNAME") ? await ChainLengthAsync(name, cancellationToken) : 0
        );
    }

    /// <summary>
    /// The name itself, or the nearest one above it, with a DNAME record, which takes every name below elsewhere; null if there is none.
    /// The root and the names of registries have none that matters.
    /// </summary>
    /// <param name="name">The name that validation records lie below.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RecordName?> FindDelegatingNameAsync(RecordName name, CancellationToken cancellationToken)
    {
        for (var at = name; at?.Parent is not null; at = at.Parent)
        {
            var reply = await resolvers[0]
                .AskAsync(at.Value, RecordType.DName, (DnsRecord.Pointer record) => record.Target, true, cancellationToken);
            if (reply.Outcome == DnsOutcome.Records && reply.AliasOf is null)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>What the authoritative servers and the resolvers answer where a validation record should be.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cut">Where its zone begins; null if that is not known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RecordSighting> SightAsync(ValidationRecord record, ZoneCut? cut, CancellationToken cancellationToken)
    {
        var shown = await Task.WhenAll(
            resolvers.Select(async resolver => (resolver.Name, Target(await AliasAsync(resolver, record.Name, cancellationToken))))
        );
        if (cut is null || await AuthorityOf(cut, cancellationToken) is not { } authority)
        {
            return new RecordSighting { AuthorityAnswered = false, AtResolvers = shown };
        }

        var reply = await AliasAsync(authority, record.Name, cancellationToken);
        var target = Target(reply);
        return new RecordSighting
        {
            AuthorityAnswered = reply.IsAnswer,
            AtAuthority = target,
            OtherTypes = target is null && reply.IsAnswer ? await OtherTypesAsync(authority, record.Name, cancellationToken) : [],
            AtDoubledName =
                target is null && RecordName.TryParse($"{record.Name}.{cut.Apex}", out var doubled)
                    ? Target(await AliasAsync(authority, doubled, cancellationToken))
                    : null,
            AtResolvers = shown,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var resolver in resolvers.Concat(authorities.Values))
        {
            resolver.Dispose();
        }
    }

    private Task<DnsReply<string>> DelegationOf(RecordName name, CancellationToken cancellationToken) =>
        delegations
            .GetOrAdd(
                name,
                _ =>
                    new(() =>
                        resolvers[0]
                            .AskAsync(
                                name.Value,
                                RecordType.Ns,
                                (DnsRecord.Pointer record) => record.Target,
                                isCheckingDisabled: true,
                                cancellationToken
                            )
                    )
            )
            .Value;

    /// <summary>The names of the servers; what is no host's name leads nowhere.</summary>
    private static IEnumerable<RecordName> ServersOf(DnsReply<string> reply)
    {
        foreach (var text in reply.Records)
        {
            if (RecordName.TryParse(text, out var name))
            {
                yield return name;
            }
        }
    }

    /// <summary>The first name server of a zone that has an address and answers for the zone.</summary>
    private async Task<Resolver?> AuthorityOf(ZoneCut cut, CancellationToken cancellationToken)
    {
        foreach (var server in cut.NameServers)
        {
            var addresses = await resolvers[0]
                .AskAsync(server.Value, RecordType.A, (DnsRecord.Address record) => record.Value, true, cancellationToken);
            foreach (var address in addresses.Records)
            {
                var authority = authorities.GetOrAdd(
                    address,
                    at => new Resolver(new NameServer(new IPEndPoint(at, authorityPort)), parallel)
                );
                var reply = await authority.AskAsync(
                    cut.Apex.Value,
                    RecordType.Ns,
                    (DnsRecord.Pointer record) => record.Target,
                    isCheckingDisabled: true,
                    cancellationToken
                );
                if (reply.Outcome == DnsOutcome.Records)
                {
                    return authority;
                }
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<ExistingRecord>> RecordsAtAsync(RecordName name, CancellationToken cancellationToken)
    {
        if (Target(await AliasAsync(resolvers[0], name, cancellationToken)) is { } target)
        {
            return [new ExistingRecord("CNAME", [target.Absolute])];
        }

        List<ExistingRecord> found = [];
        foreach (var type in TypesBesidesAlias)
        {
            var values = await ValuesAsync(resolvers[0], name, type, cancellationToken);
            if (values.Count > 0)
            {
                found.Add(new ExistingRecord(type.ToString().ToUpperInvariant(), values));
            }
        }

        return found;
    }

    private static async Task<IReadOnlyList<string>> OtherTypesAsync(
        Resolver authority,
        RecordName name,
        CancellationToken cancellationToken
    )
    {
        List<string> types = [];
        foreach (var type in TypesBesidesAlias)
        {
            if ((await ValuesAsync(authority, name, type, cancellationToken)).Count > 0)
            {
                types.Add(type.ToString().ToUpperInvariant());
            }
        }

        return types;
    }

    private static async Task<IReadOnlyList<string>> ValuesAsync(
        Resolver resolver,
        RecordName name,
        RecordType type,
        CancellationToken cancellationToken
    )
    {
        var reply = await resolver.AskAsync(
            name.Value,
            type,
            (DnsRecord record) =>
                record switch
                {
                    DnsRecord.Address address => address.Value.ToString(),
                    DnsRecord.Txt text => text.Text,
                    _ => "",
                },
            isCheckingDisabled: true,
            cancellationToken
        );
        return reply.AliasOf is null ? reply.Records : [];
    }

    private async Task<int> ChainLengthAsync(RecordName name, CancellationToken cancellationToken)
    {
        var length = 0;
        for (var at = name; length < MostAliases; length++)
        {
            if (Target(await AliasAsync(resolvers[0], at, cancellationToken)) is not { } next)
            {
                break;
            }

            at = next;
        }

        return length;
    }

    private static Task<DnsReply<RecordName?>> AliasAsync(Resolver resolver, RecordName name, CancellationToken cancellationToken) =>
        resolver.AskAsync(
            name.Value,
            RecordType.CName,
            (DnsRecord.Pointer record) => RecordName.TryParse(record.Target, out var target) ? target : null,
            isCheckingDisabled: true,
            cancellationToken
        );

    private static RecordName? Target(DnsReply<RecordName?> reply) => reply.Records is [var target, ..] ? target : null;

    private static bool AreSame(IReadOnlyList<ExistingRecord> one, IReadOnlyList<ExistingRecord> other) =>
        one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Type == pair.Second.Type && pair.First.Values.SequenceEqual(pair.Second.Values));
}

/// <summary>What lies at the name of a validation record.</summary>
/// <param name="Existing">Records that are there, but for those of a wildcard.</param>
/// <param name="ChainLength">How many CNAME records lead from the name to its end.</param>
public sealed record RecordSurroundings(IReadOnlyList<ExistingRecord> Existing, int ChainLength);

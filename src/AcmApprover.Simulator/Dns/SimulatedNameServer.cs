using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace AcmApprover.Simulator.Dns;

/// <summary>
/// A name server on a loopback port, over UDP and TCP. It answers as a resolver does that knows the whole of DNS: what no zone of its own
/// holds does not exist. It misbehaves where it is told to.
/// </summary>
public sealed class SimulatedNameServer : IAsyncDisposable
{
    private const int MostAliases = 16;

    private readonly ConcurrentDictionary<string, Zone> zones = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Name, string? Type), NameServerFault> faults = new();
    private readonly ConcurrentQueue<string> questions = new();
    private readonly DnsServer server;

    private SimulatedNameServer(IPEndPoint endpoint)
    {
        Endpoint = endpoint;
        server = new DnsServer(new UdpServerTransport(endpoint), new TcpServerTransport(endpoint));
        server.QueryReceived += AnswerAsync;
        server.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>What was asked until now, in the order of arrival: <c>example.com MX</c>, with <c>CD</c> or <c>TCP</c> behind it.</summary>
    public IReadOnlyList<string> Questions => [.. questions];

    /// <summary>Starts one, without a zone.</summary>
    public static SimulatedNameServer Start()
    {
        const int tries = 20;
        for (var left = tries; ; left--)
        {
            try
            {
                return new SimulatedNameServer(new IPEndPoint(IPAddress.Loopback, FreePort()));
            }
            catch (SocketException) when (left > 0)
            {
                // Free for TCP, and taken for UDP.
            }
        }
    }

    /// <summary>Adds a zone, or replaces it.</summary>
    /// <param name="origin">Its name.</param>
    /// <param name="records">Its records as in a master file (RFC 1035, section 5), without SOA and NS, which each zone gets.</param>
    /// <param name="nameServers">Its name servers; <c>ns</c> in the zone itself if none are given.</param>
    public void AddZone(string origin, string records, params IReadOnlyList<string> nameServers)
    {
        var servers = nameServers.Count > 0 ? nameServers : [$"ns.{origin}"];
        var file =
            $"$TTL 60\n@ IN SOA ns.{origin}. operator.{origin}. 1 3600 600 86400 60\n"
            + string.Concat(servers.Select(server => $"@ IN NS {server}.\n"))
            + $"{records}\n";
        zones[origin] = Zone.ParseMasterFile(DomainName.Parse(origin), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)));
    }

    /// <summary>Where a name is an alias to, as anybody would find it; null if it is none.</summary>
    public string? AliasOf(string name) =>
        DomainName.TryParse(name, out var owner) && owner is not null && ZoneOf(owner) is { } zone
            ? RecordsAt(zone, owner).OfType<CNameRecord>().Select(alias => Spell(alias.CanonicalName)).FirstOrDefault()
            : null;

    /// <summary>Lets questions for a name fail from now on.</summary>
    /// <param name="name">The name.</param>
    /// <param name="fault">How.</param>
    /// <param name="type">The type asked for, such as <c>CAA</c>; null for every type.</param>
    public void Fail(string name, NameServerFault fault, string? type = null) => faults[(name, type)] = fault;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        try
        {
            ((IDisposable)server).Dispose();
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            // Stopped before its listeners had begun: the library waits for them, and their end is their cancellation.
        }

        return ValueTask.CompletedTask;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task AnswerAsync(object sender, QueryReceivedEventArgs received)
    {
        if (received.Query is DnsMessage { Questions: [var question] } query)
        {
            received.Response = Answer(query, question, received.TransportProtocol == TransportProtocol.Tcp);
            return received.Response is null ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;
        }

        return Task.CompletedTask;
    }

    /// <summary>The answer to a question; null for none.</summary>
    private DnsMessage? Answer(DnsMessage query, DnsQuestion question, bool isTcp)
    {
        var (name, type) = (Spell(question.Name), question.RecordType.ToString().ToUpperInvariant());
        questions.Enqueue($"{name} {type}{(query.IsCheckingDisabled ? " CD" : "")}{(isTcp ? " TCP" : "")}");
        var answer = query.CreateResponseInstance();
        answer.IsRecursionAllowed = true;
        switch (FaultOf(name, type))
        {
            case NameServerFault.Silent:
                return null;
            case NameServerFault.Refused:
                answer.ReturnCode = ReturnCode.Refused;
                return answer;
            case NameServerFault.ServerFailure:
            case NameServerFault.Bogus when !query.IsCheckingDisabled:
                answer.ReturnCode = ReturnCode.ServerFailure;
                return answer;
            case NameServerFault.Authentic:
                answer.IsAuthenticData = !query.IsCheckingDisabled;
                break;
        }

        Look(answer, question);
        return answer;
    }

    private NameServerFault? FaultOf(string name, string type) =>
        faults.TryGetValue((name, type), out var fault) || faults.TryGetValue((name, null), out fault) ? fault : null;

    private void Look(DnsMessage answer, DnsQuestion question)
    {
        var name = question.Name;
        for (var aliases = 0; aliases < MostAliases; aliases++)
        {
            if (ZoneOf(name) is not { } zone)
            {
                answer.ReturnCode = ReturnCode.NxDomain;
                return;
            }

            var here = RecordsAt(zone, name);
            answer.AnswerRecords.AddRange(here.Where(record => record.RecordType == question.RecordType));
            if (here.OfType<CNameRecord>().FirstOrDefault() is { } alias && question.RecordType != RecordType.CName)
            {
                answer.AnswerRecords.Add(alias);
                name = alias.CanonicalName;
                continue;
            }

            if (here.All(record => record.RecordType != question.RecordType))
            {
                answer.AuthorityRecords.AddRange(zone.Where(record => record.RecordType == RecordType.Soa));
                answer.ReturnCode =
                    here.Count == 0 && !zone.Any(record => record.Name.IsSubDomainOf(name)) ? ReturnCode.NxDomain : ReturnCode.NoError;
            }

            return;
        }

        answer.ReturnCode = ReturnCode.ServerFailure;
    }

    /// <summary>The records of a name, or else those of a wildcard above it (RFC 4592).</summary>
    private static List<DnsRecordBase> RecordsAt(Zone zone, DomainName name)
    {
        var here = zone.Where(record => record.Name.Equals(name)).ToList();
        if (here.Count > 0 || zone.Any(record => record.Name.IsSubDomainOf(name)))
        {
            return here;
        }

        var wildcard = DomainName.Parse("*." + name.GetParentName());
        return [.. zone.Where(record => record.Name.Equals(wildcard)).Select(record => At(record, name))];
    }

    private static DnsRecordBase At(DnsRecordBase record, DomainName name) =>
        record switch
        {
            CNameRecord alias => new CNameRecord(name, alias.TimeToLive, alias.CanonicalName),
            ARecord address => new ARecord(name, address.TimeToLive, address.Address),
            TxtRecord text => new TxtRecord(name, text.TimeToLive, text.TextData),
            _ => record,
        };

    private Zone? ZoneOf(DomainName name) =>
        zones.Values.Where(zone => name.IsEqualOrSubDomainOf(zone.Name)).MaxBy(zone => zone.Name.LabelCount);

    private static string Spell(DomainName name) => name.ToString().TrimEnd('.').ToLowerInvariant();
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Route53;

/// <summary>
/// Amazon Route 53 (API of 2013-04-01): hosted zones, atomic batches of changes, and changes that take a while to be everywhere. Only
/// CREATE is simulated: the product does nothing else.
/// </summary>
public sealed class SimulatedRoute53 : SimulatedAwsService
{
    private const string Root = "/2013-04-01/";
    private const int PageLimit = 100;
    private static readonly XNamespace Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly List<SimulatedZone> zones = [];
    private readonly Dictionary<string, DateTimeOffset> changes = new(StringComparer.Ordinal);

    internal SimulatedRoute53(Accounts accounts, TimeProvider time)
        : base(ServiceName.Route53, accounts, "route53") => this.time = time;

    /// <summary>Told of every zone that is added or changed.</summary>
    public event EventHandler<ZoneChangedEventArgs>? ZoneChanged;

    /// <summary>How long a change takes to be everywhere, by the world's clock.</summary>
    public TimeSpan SyncTime { get; set; }

    /// <summary>Adds a zone; several can have the same name.</summary>
    /// <param name="account">The account that it lies in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isPrivate">Whether only VPCs see it.</param>
    /// <returns>The zone, with a delegation set of its own if it is public.</returns>
    public SimulatedZone AddZone(string account, string name, bool isPrivate = false)
    {
        lock (gate)
        {
            var number = zones.Count + 1;
            string[] servers = isPrivate
                ? []
                :
                [
                    $"ns-{number}.awsdns-{number % 64:00}.com",
                    $"ns-{number + 512}.awsdns-{number % 64:00}.net",
                    $"ns-{number + 1024}.awsdns-{number % 64:00}.org",
                    $"ns-{number + 1536}.awsdns-{number % 64:00}.co.uk",
                ];
            var zone = new SimulatedZone($"Z{number:0000}SIMULATED", account, name, isPrivate, servers);
            zones.Add(zone);
            Tell(zone);
            return zone;
        }
    }

    /// <summary>The zone with an id.</summary>
    public SimulatedZone ZoneOf(string id)
    {
        lock (gate)
        {
            return zones.Single(zone => zone.Id == id);
        }
    }

    /// <summary>Puts a record into a zone, as its owner would.</summary>
    public void Put(SimulatedZone zone, string name, string type, params string[] values)
    {
        lock (gate)
        {
            zone.Records[(name, type)] = new SimulatedRecordSet(name, type, 300, values);
            Tell(zone);
        }
    }

    /// <summary>The records of a zone.</summary>
    public IReadOnlyList<SimulatedRecordSet> RecordsOf(SimulatedZone zone)
    {
        lock (gate)
        {
            return [.. zone.Records.Values];
        }
    }

    internal override string OperationOf(SimulatedRequest request) =>
        (request.Method, request.Path.StartsWith(Root, StringComparison.Ordinal) ? request.Path[Root.Length..].Split('/') : []) switch
        {
            ("GET", ["hostedzonesbyname"]) => "ListHostedZonesByName",
            ("GET", ["hostedzone", _]) => "GetHostedZone",
            ("GET", ["hostedzone", _, "rrset"]) => "ListResourceRecordSets",
            ("POST", ["hostedzone", _, "rrset" or "rrset/"]) => "ChangeResourceRecordSets",
            ("GET", ["change", _]) => "GetChange",
            _ => "",
        };

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var parts = request.Path[Math.Min(Root.Length, request.Path.Length)..].Split('/');
        lock (gate)
        {
            if (request.Operation == "ListHostedZonesByName")
            {
                return ListZones(request, caller);
            }

            if (request.Operation == "GetChange")
            {
                return changes.TryGetValue(parts[1], out var doneAt)
                    ? Document("GetChangeResponse", ChangeInfo(parts[1], doneAt))
                    : Error(404, "NoSuchChange", $"A change with id {parts[1]} is not found.");
            }

            if (request.Operation.Length == 0)
            {
                return NotSimulated(request);
            }

            if (zones.Find(zone => zone.Id == parts[1] && zone.Account == caller.Account) is not { } zone)
            {
                return Error(404, "NoSuchHostedZone", $"No hosted zone found with ID: {parts[1]}");
            }

            return request.Operation switch
            {
                "GetHostedZone" => GetZone(zone),
                "ListResourceRecordSets" => ListRecords(zone, request),
                _ => Change(zone, request),
            };
        }
    }

    private SimulatedResponse ListZones(SimulatedRequest request, Caller caller)
    {
        var from = Reversed(request.Query.GetValueOrDefault("dnsname", "").TrimEnd('.'));
        var fromId = request.Query.GetValueOrDefault("hostedzoneid", "");
        var limit = int.Parse(request.Query.GetValueOrDefault("maxitems", $"{PageLimit}"), CultureInfo.InvariantCulture);
        var rest = zones
            .Where(zone => zone.Account == caller.Account)
            .Select(zone => (Key: Reversed(zone.Name), Zone: zone))
            .Where(entry => Compare((entry.Key, entry.Zone.Id), (from, fromId)) >= 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ThenBy(entry => entry.Zone.Id, StringComparer.Ordinal)
            .ToArray();
        object[] next =
            rest.Length > limit
                ?
                [
                    new XElement(Namespace + "NextDNSName", rest[limit].Zone.Name + "."),
                    new XElement(Namespace + "NextHostedZoneId", rest[limit].Zone.Id),
                ]
                : [];
        return Document(
            "ListHostedZonesByNameResponse",
            [
                new XElement(Namespace + "HostedZones", rest.Take(limit).Select(entry => Render(entry.Zone))),
                new XElement(Namespace + "IsTruncated", rest.Length > limit),
                .. next,
                new XElement(Namespace + "MaxItems", limit),
            ]
        );
    }

    private static SimulatedResponse GetZone(SimulatedZone zone) =>
        Document(
            "GetHostedZoneResponse",
            zone.IsPrivate
                ? [Render(zone)]
                :
                [
                    Render(zone),
                    new XElement(
                        Namespace + "DelegationSet",
                        new XElement(
                            Namespace + "NameServers",
                            zone.NameServers.Select(server => new XElement(Namespace + "NameServer", server))
                        )
                    ),
                ]
        );

    private static SimulatedResponse ListRecords(SimulatedZone zone, SimulatedRequest request)
    {
        var from = Reversed(request.Query.GetValueOrDefault("name", "").TrimEnd('.'));
        var limit = int.Parse(request.Query.GetValueOrDefault("maxitems", $"{PageLimit}"), CultureInfo.InvariantCulture);
        var rest = zone
            .Records.Values.Select(set => (Key: Reversed(set.Name), Set: set))
            .Where(entry => string.CompareOrdinal(entry.Key, from) >= 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ThenBy(entry => entry.Set.Type, StringComparer.Ordinal)
            .Select(entry => entry.Set)
            .ToArray();
        return Document(
            "ListResourceRecordSetsResponse",
            new XElement(Namespace + "ResourceRecordSets", rest.Take(limit).Select(Render)),
            new XElement(Namespace + "IsTruncated", rest.Length > limit),
            new XElement(Namespace + "MaxItems", limit)
        );
    }

    /// <summary>All changes or none: the first record that cannot be created refuses the whole batch.</summary>
    private SimulatedResponse Change(SimulatedZone zone, SimulatedRequest request)
    {
        XElement batch;
        try
        {
            batch = XElement.Parse(request.Text);
        }
        catch (XmlException)
        {
            return Error(400, "MalformedInput", "Unexpected end of document");
        }

        List<SimulatedRecordSet> created = [];
        List<string> problems = [];
        foreach (var change in batch.Descendants(Namespace + "Change"))
        {
            var set = change.Element(Namespace + "ResourceRecordSet")!;
            var record = new SimulatedRecordSet(
                Text(set, "Name").TrimEnd('.'),
                Text(set, "Type"),
                int.Parse(Text(set, "TTL"), CultureInfo.InvariantCulture),
                [.. set.Descendants(Namespace + "Value").Select(value => value.Value)]
            );
            if (Text(change, "Action") != "CREATE")
            {
                return Error(501, "NotImplemented", $"{Text(change, "Action")} is not simulated");
            }

            if (record.Name != zone.Name && !record.Name.EndsWith("." + zone.Name, StringComparison.Ordinal))
            {
                problems.Add($"RRSet with DNS name {record.Name}. is not permitted in zone {zone.Name}.");
            }
            else if (zone.Records.Keys.Concat(created.Select(other => (other.Name, other.Type))).Any(key => IsConflict(key, record)))
            {
                problems.Add($"Tried to create resource record set [name='{record.Name}.', type='{record.Type}'] but it already exists");
            }

            created.Add(record);
        }

        if (problems.Count > 0)
        {
            return SimulatedResponse.Of(
                400,
                "text/xml",
                new XElement(
                    Namespace + "InvalidChangeBatch",
                    new XElement(Namespace + "Messages", problems.Select(problem => new XElement(Namespace + "Message", problem))),
                    new XElement(Namespace + "RequestId", NewId())
                ).ToString(SaveOptions.DisableFormatting)
            );
        }

        foreach (var record in created)
        {
            zone.Records[(record.Name, record.Type)] = record;
        }

        Tell(zone);
        var id = $"C{changes.Count + 1:0000}SIMULATED";
        changes[id] = time.GetUtcNow() + SyncTime;
        return Document("ChangeResourceRecordSetsResponse", ChangeInfo(id, changes[id]));
    }

    private void Tell(SimulatedZone zone) => ZoneChanged?.Invoke(this, new ZoneChangedEventArgs(zone));

    /// <summary>A CNAME stands alone at its name (RFC 1034, section 3.6.2).</summary>
    private static bool IsConflict((string Name, string Type) existing, SimulatedRecordSet record) =>
        existing.Name == record.Name && (existing.Type == record.Type || existing.Type == "CNAME" || record.Type == "CNAME");

    private XElement ChangeInfo(string id, DateTimeOffset doneAt) =>
        new(
            Namespace + "ChangeInfo",
            new XElement(Namespace + "Id", $"/change/{id}"),
            new XElement(Namespace + "Status", time.GetUtcNow() >= doneAt ? "INSYNC" : "PENDING"),
            new XElement(Namespace + "SubmittedAt", (doneAt - SyncTime).UtcDateTime)
        );

    private static XElement Render(SimulatedZone zone) =>
        new(
            Namespace + "HostedZone",
            new XElement(Namespace + "Id", $"/hostedzone/{zone.Id}"),
            new XElement(Namespace + "Name", zone.Name + "."),
            new XElement(Namespace + "CallerReference", zone.Id),
            new XElement(Namespace + "Config", new XElement(Namespace + "PrivateZone", zone.IsPrivate)),
            new XElement(Namespace + "ResourceRecordSetCount", zone.Records.Count)
        );

    private static XElement Render(SimulatedRecordSet set) =>
        new(
            Namespace + "ResourceRecordSet",
            new XElement(Namespace + "Name", set.Name + "."),
            new XElement(Namespace + "Type", set.Type),
            new XElement(Namespace + "TTL", set.TimeToLive),
            new XElement(
                Namespace + "ResourceRecords",
                set.Values.Select(value => new XElement(Namespace + "ResourceRecord", new XElement(Namespace + "Value", value)))
            )
        );

    private static SimulatedResponse Document(string name, params object[] members) =>
        SimulatedResponse.Of(200, "text/xml", new XElement(Namespace + name, members).ToString(SaveOptions.DisableFormatting));

    private static string Text(XElement parent, string name) => parent.Element(Namespace + name)?.Value ?? "";

    /// <summary>The order of Route 53: by labels, the last one first.</summary>
    private static string Reversed(string name) => string.Join('.', name.Split('.').Reverse());

    private static int Compare((string Name, string Id) one, (string Name, string Id) other) =>
        string.CompareOrdinal(one.Name, other.Name) is var byName and not 0 ? byName : string.CompareOrdinal(one.Id, other.Id);
}

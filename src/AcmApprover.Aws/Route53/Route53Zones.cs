using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Aws.Route53;

/// <summary>
/// The hosted zones of one account. Needs <c>route53:ListHostedZonesByName</c> and <c>route53:GetHostedZone</c>.
/// </summary>
public sealed class Route53Zones : IHostedZones, IDisposable
{
    private readonly AwsClient client;
    private readonly AccountId account;

    /// <summary>Zones.</summary>
    /// <param name="session">Whose zones; its region chooses the partition.</param>
    /// <param name="account">The account that the session is for.</param>
    public Route53Zones(AwsSession session, AccountId account)
    {
        client = new AwsClient(Route53Service.Service, session);
        this.account = account;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostedZone>> FindAsync(RecordName apex, CancellationToken cancellationToken)
    {
        List<HostedZone> zones = [];
        string? nextId = null;
        do
        {
            var page = await CallAsync(ListCall(apex, nextId), cancellationToken);
            nextId = null;
            foreach (var zone in page.Xml.List("HostedZones", "HostedZone"))
            {
                // Zones are listed from the name on, with their labels in reverse order: the first other name ends those that are asked
                // for.
                if (!RecordName.TryParse(zone.Text("Name"), out var name) || name != apex)
                {
                    return zones;
                }

                zones.Add(await GetAsync(Route53Service.IdOf(zone.Text("Id") ?? throw page.Without("Id")), apex, cancellationToken));
            }

            if (page.Xml.Text("IsTruncated") == "true" && RecordName.TryParse(page.Xml.Text("NextDNSName"), out var next) && next == apex)
            {
                nextId = page.Xml.Text("NextHostedZoneId");
            }
        } while (nextId is not null);

        return zones;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<HostedZone> GetAsync(string id, RecordName apex, CancellationToken cancellationToken)
    {
        var call = new AwsCall("GetHostedZone")
        {
            Method = "GET",
            Path = "/2013-04-01/hostedzone/{Id}",
            Labels = new Dictionary<string, string> { ["Id"] = id },
        };
        var answer = await CallAsync(call, cancellationToken);
        var isPrivate = answer.Xml.Member("HostedZone")?.Member("Config")?.Text("PrivateZone") == "true";
        List<RecordName> servers = [];
        foreach (var server in answer.Xml.Member("DelegationSet")?.List("NameServers", "NameServer") ?? [])
        {
            servers.Add(RecordName.TryParse(server.Value, out var name) ? name : throw answer.Without("name server that is a name"));
        }

        return new HostedZone(id, account, apex, isPrivate, servers);
    }

    private static AwsCall ListCall(RecordName apex, string? nextId) =>
        new("ListHostedZonesByName")
        {
            Method = "GET",
            Path = "/2013-04-01/hostedzonesbyname",
            Parameters = [("dnsname", apex.Absolute), ("hostedzoneid", nextId), ("maxitems", "100")],
        };

    private Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync(Route53Service.Name, token => client.CallAsync(call, token), cancellationToken);
}

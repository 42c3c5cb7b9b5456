using AcmApprover.Simulator.Dns;

namespace AcmApprover.Simulator.Route53;

/// <summary>
/// Has a name server answer for the hosted zones that the world is sent to: of several of a name the first public one, unless another is
/// delegated to. Its servers have addresses on loopback, so that they can be asked themselves.
/// </summary>
public sealed class PublicDns : IDisposable
{
    private readonly SimulatedRoute53 route53;
    private readonly SimulatedNameServer server;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedZone> delegated = new(StringComparer.Ordinal);

    /// <param name="route53">The zones.</param>
    /// <param name="server">What answers for them.</param>
    public PublicDns(SimulatedRoute53 route53, SimulatedNameServer server)
    {
        (this.route53, this.server) = (route53, server);
        route53.ZoneChanged += OnChanged;
    }

    /// <summary>Delegates a name to another zone of that name.</summary>
    public void Delegate(SimulatedZone zone)
    {
        lock (gate)
        {
            delegated[zone.Name] = zone;
        }

        Serve(zone);
    }

    /// <inheritdoc/>
    public void Dispose() => route53.ZoneChanged -= OnChanged;

    private void OnChanged(object? sender, ZoneChangedEventArgs e)
    {
        var zone = e.Zone;
        lock (gate)
        {
            if (zone.IsPrivate || (delegated.TryGetValue(zone.Name, out var other) && other != zone))
            {
                return;
            }

            delegated[zone.Name] = zone;
        }

        Serve(zone);
    }

    private void Serve(SimulatedZone zone)
    {
        var records = zone.Records.Values.SelectMany(set =>
            set.Values.Select(value => $"{set.Name}. {set.TimeToLive} IN {set.Type} {value}")
        );
        server.AddZone(zone.Name, string.Join('\n', records), zone.NameServers);
        foreach (var name in zone.NameServers)
        {
            server.AddZone(name, "@ IN A 127.0.0.1");
        }
    }
}

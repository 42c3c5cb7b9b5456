using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Zones;

/// <summary>Who can publish a record for a name.</summary>
public abstract record ZoneOwner
{
    private ZoneOwner() { }

    /// <summary>A hosted zone that we can read and that the public DNS is delegated to.</summary>
    /// <param name="Zone">The zone.</param>
    /// <param name="Twins">Hosted zones of the same name that the world does not see: a record there validates nothing.</param>
    public sealed record Ours(HostedZone Zone, IReadOnlyList<HostedZone> Twins) : ZoneOwner;

    /// <summary>Somebody else's servers, or a hosted zone in an account that we cannot read.</summary>
    /// <param name="Cut">Where the zone begins, and who serves it.</param>
    /// <param name="Provider">The provider by the name of its servers; null if it is not known.</param>
    /// <param name="PrivateZones">Hosted zones of the same name that only VPCs see: a record there validates nothing.</param>
    public sealed record Foreign(ZoneCut Cut, string? Provider, IReadOnlyList<HostedZone> PrivateZones) : ZoneOwner;

    /// <summary>
    /// We have public zones of this name, and the public DNS is delegated to other servers: a record there validates nothing.
    /// </summary>
    /// <param name="Cut">Where the zone begins, and who serves it.</param>
    /// <param name="Zones">Our zones, each with the servers that it is not delegated to.</param>
    public sealed record NotDelegated(ZoneCut Cut, IReadOnlyList<HostedZone> Zones) : ZoneOwner;

    /// <summary>The delegation leads nowhere: none of its servers answers for the zone.</summary>
    public sealed record Lame(ZoneCut Cut) : ZoneOwner;

    /// <summary>The DNS did not say where the zone begins.</summary>
    /// <param name="Why">What was asked, and what came.</param>
    public sealed record Unknown(string Why) : ZoneOwner;

    /// <summary>
    /// Judges by the delegation alone: the zone that the world sees is the one whose delegation set is what the zone above serves. Zones of
    /// the same name that are private, left over or not delegated are common, and a record in one of them is lost.
    /// </summary>
    /// <param name="cut">Where the zone begins.</param>
    /// <param name="zones">The hosted zones that we can read.</param>
    public static ZoneOwner Of(ZoneCut cut, IEnumerable<HostedZone> zones)
    {
        var here = zones.Where(zone => zone.Apex == cut.Apex).ToArray();
        var open = here.Where(zone => !zone.IsPrivate).ToArray();
        return open.FirstOrDefault(zone => IsSame(zone.NameServers, cut.NameServers)) is { } ours
                ? new Ours(ours, [.. here.Where(zone => zone != ours)])
            : cut.IsLame ? new Lame(cut)
            : open.Length > 0 ? new NotDelegated(cut, open)
            : new Foreign(cut, DnsProviders.Of(cut.NameServers), [.. here.Where(zone => zone.IsPrivate)]);
    }

    private static bool IsSame(IReadOnlyList<RecordName> set, IReadOnlyList<RecordName> other) =>
        set.Count > 0 && set.ToHashSet().SetEquals(other);
}

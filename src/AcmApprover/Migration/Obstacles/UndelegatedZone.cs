using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Obstacles;

/// <summary>A record in a zone that nobody is sent to validates nothing.</summary>
internal static class UndelegatedZone
{
    internal static readonly ObstacleKind Kind = new(
        "zone-not-delegated",
        ObstacleWeight.Blocks,
        "the public hosted zones of a name are not those that the zone above delegates to"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Owner is ZoneOwner.NotDelegated { Cut: var cut, Zones: var zones }
            ? Kind.Saw(
                $"{cut.Apex} is delegated to {string.Join(", ", cut.NameServers)}, and "
                    + string.Join("; ", zones.Select(zone => $"{zone.Id} has {string.Join(", ", zone.NameServers)}")),
                "publish where the delegation leads, or change the delegation at the registrar"
            )
            : null;
}

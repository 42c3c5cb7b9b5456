using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Obstacles;

/// <summary>Somebody who edits the wrong one of two zones of a name sees a right record and no validation.</summary>
internal static class TwinZone
{
    internal static readonly ObstacleKind Kind = new(
        "zone-twin",
        ObstacleWeight.Tells,
        "other hosted zones have the same name as the zone that the world sees"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Owner is ZoneOwner.Ours { Zone: var zone, Twins: [_, ..] twins }
            ? Kind.Saw(
                $"{zone.Apex} has other hosted zones: "
                    + string.Join(
                        ", ",
                        twins.Select(twin => $"{twin.Id} in {twin.Account}{(twin.IsPrivate ? ", private" : ", not delegated")}")
                    ),
                $"publish in {zone.Id} in {zone.Account}, and nowhere else"
            )
            : null;
}

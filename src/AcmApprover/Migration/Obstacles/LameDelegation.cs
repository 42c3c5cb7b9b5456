using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Obstacles;

/// <summary>Nobody answers for the zone, so no record in it can be found.</summary>
internal static class LameDelegation
{
    internal static readonly ObstacleKind Kind = new(
        "zone-lame",
        ObstacleWeight.Blocks,
        "none of the name servers that a zone is delegated to answers for it"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Owner is ZoneOwner.Lame { Cut: var cut }
            ? Kind.Saw(
                $"{cut.Apex} is delegated, and none of the name servers that it is delegated to answers for it",
                "mend the delegation at the registrar, or bring the zone back"
            )
            : null;
}

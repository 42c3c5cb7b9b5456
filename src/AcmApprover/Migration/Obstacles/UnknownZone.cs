using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Obstacles;

/// <summary>Where the zone of a name begins could not be found out.</summary>
internal static class UnknownZone
{
    internal static readonly ObstacleKind Kind = new(
        "zone-unknown",
        ObstacleWeight.Blocks,
        "the DNS did not say who serves a name"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Owner is ZoneOwner.Unknown { Why: var why } ? Kind.Saw(why, "try again, or name another resolver with --dns") : null;
}

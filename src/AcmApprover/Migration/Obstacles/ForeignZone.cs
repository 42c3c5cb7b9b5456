using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Obstacles;

/// <summary>Somebody else must publish the record.</summary>
internal static class ForeignZone
{
    internal static readonly ObstacleKind Kind = new(
        "zone-foreign",
        ObstacleWeight.NeedsOthers,
        "the zone of a name is served by somebody else, or by a hosted zone that was not read"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Owner is ZoneOwner.Foreign { Cut: var cut } foreign
            ? Kind.Saw(
                $"{cut.Apex} is served by {foreign.Provider ?? string.Join(", ", cut.NameServers)}"
                    + (foreign.PrivateZones.Count > 0 ? $"; the hosted zone {foreign.PrivateZones[0].Id} of that name is private" : ""),
                "give its owner the record: acm-approver migrate publish writes it for a ticket, BIND, Terraform or the ACM console's CSV"
            )
            : null;
}

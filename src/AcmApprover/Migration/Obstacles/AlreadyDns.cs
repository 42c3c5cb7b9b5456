using AcmApprover.Estate;

namespace AcmApprover.Migration.Obstacles;

/// <summary>There is nothing to switch.</summary>
internal static class AlreadyDns
{
    internal static readonly ObstacleKind Kind = new(
        "already-dns",
        ObstacleWeight.Blocks,
        "every name of the certificate is validated by DNS already"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Names.All(name => name.Configuration.Active == EstateMethod.Dns)
            ? Kind.Saw("every name is validated by DNS", "leave its validation records in place")
            : null;
}

using AcmApprover.Migration.Progress;
using AcmApprover.Text;

namespace AcmApprover.Migration.Obstacles;

/// <summary>ACM carries out one change at a time.</summary>
internal static class MigrationRunning
{
    internal static readonly ObstacleKind Kind = new(
        "migration-running",
        ObstacleWeight.Blocks,
        "a switch of the certificate is running"
    );

    internal static Obstacle? Find(Candidate candidate, DateTimeOffset now) =>
        candidate.Update is { Status: MethodUpdateStatus.Pending, Deadline: var deadline } && now < deadline
            ? Kind.Saw($"a switch is running until {Instant.Format(deadline)}", "watch it: acm-approver migrate watch")
            : null;
}

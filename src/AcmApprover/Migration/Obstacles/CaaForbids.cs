using AcmApprover.MailPath;

namespace AcmApprover.Migration.Obstacles;

/// <summary>ACM must not issue where CAA records do not let it.</summary>
internal static class CaaForbids
{
    internal static readonly ObstacleKind Kind = new(
        "caa",
        ObstacleWeight.Blocks,
        "the doctor's check of CAA records finds that Amazon may not issue, or that nobody can tell"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Caa is { Readiness: Readiness.NotReady } caa
        && caa.Findings.FirstOrDefault(f => f.Kind.Readiness == Readiness.NotReady) is { } found
            ? Kind.Saw(found.Seen, found.Todo)
            : null;
}

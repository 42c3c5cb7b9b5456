using AcmApprover.MailPath;

namespace AcmApprover.Migration.Obstacles;

/// <summary>ACM validates DNSSEC: wrong signatures hide the whole zone.</summary>
internal static class BogusSignatures
{
    internal static readonly ObstacleKind Kind = new(
        "dnssec",
        ObstacleWeight.Blocks,
        "the doctor's check of DNSSEC finds wrong signatures"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Signatures is { Readiness: Readiness.NotReady } dnssec
        && dnssec.Findings.FirstOrDefault(f => f.Kind.Readiness == Readiness.NotReady) is { } found
            ? Kind.Saw(found.Seen, found.Todo)
            : null;
}

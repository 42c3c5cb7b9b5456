using AcmApprover.Text;

namespace AcmApprover.Migration.Obstacles;

/// <summary>A CNAME stands alone at its name (RFC 1034, section 3.6.2).</summary>
internal static class OtherRecord
{
    internal static readonly ObstacleKind Kind = new(
        "record-conflict",
        ObstacleWeight.Blocks,
        "something else lies at the exact name of the validation record"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.Record is { } record && name.Existing.FirstOrDefault(existing => !existing.Is(record)) is { } other
            ? Kind.Saw(
                $"{record.Name} has a {OutsideText.Quote(other.Type)} record {OutsideText.Quote(string.Join(' ', other.Values))}".TrimEnd(),
                "remove it, if nothing needs it"
            )
            : null;
}

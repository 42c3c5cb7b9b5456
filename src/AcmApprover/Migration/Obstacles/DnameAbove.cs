namespace AcmApprover.Migration.Obstacles;

/// <summary>A DNAME takes every name below it to another zone (RFC 6672).</summary>
internal static class DnameAbove
{
    internal static readonly ObstacleKind Kind = new(
        "dname-above",
        ObstacleWeight.Blocks,
        "a DNAME record above the validation record leads to another zone"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.DelegatingName is { } above
            ? Kind.Saw($"{above} has a DNAME record", "publish the record below the name that the DNAME leads to, or remove the DNAME")
            : null;
}

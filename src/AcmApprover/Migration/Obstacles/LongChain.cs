namespace AcmApprover.Migration.Obstacles;

/// <summary>ACM follows at most five CNAME records (ACM user guide, dns-validation).</summary>
internal static class LongChain
{
    internal static readonly ObstacleKind Kind = new(
        "cname-chain",
        ObstacleWeight.Blocks,
        "more than five CNAME records lead from the validation record to its end"
    );

    internal static Obstacle? Find(CandidateName name) =>
        name.ChainLength > Longest
            ? Kind.Saw(
                $"{name.ChainLength} CNAME records follow each other at {name.Record?.Name}",
                "point the record straight at its value"
            )
            : null;

    private const int Longest = 5;
}

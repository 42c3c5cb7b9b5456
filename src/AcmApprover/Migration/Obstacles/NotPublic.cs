using AcmApprover.Text;

namespace AcmApprover.Migration.Obstacles;

/// <summary>ACM can switch only what it issued itself for the public (ACM user guide, email-to-dns-overview).</summary>
internal static class NotPublic
{
    internal static readonly ObstacleKind Kind = new("not-public", ObstacleWeight.Blocks, "the certificate is private or imported");

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Type == "AMAZON_ISSUED"
            ? null
            : Kind.Saw(
                $"its type is {OutsideText.Quote(candidate.Type)}",
                "leave it: only public certificates that ACM issued can be switched"
            );
}

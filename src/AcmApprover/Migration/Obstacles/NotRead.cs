namespace AcmApprover.Migration.Obstacles;

/// <summary>Of a certificate that cannot be read, nobody knows what stands in its way.</summary>
internal static class NotRead
{
    internal static readonly ObstacleKind Kind = new(
        "certificate-not-read",
        ObstacleWeight.Blocks,
        "ACM throttles, refuses or fails to describe the certificate"
    );

    internal static Obstacle Of(UnreadCertificate certificate) =>
        Kind.Saw(certificate.Problem, "allow what is refused, or wait, and plan again");
}

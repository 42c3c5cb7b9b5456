using AcmApprover.Text;

namespace AcmApprover.Migration.Obstacles;

/// <summary>A service that requested the certificate for itself also renews it.</summary>
internal static class ManagedByService
{
    internal static readonly ObstacleKind Kind = new(
        "managed-by-service",
        ObstacleWeight.Blocks,
        "another AWS service manages the certificate"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.ManagedBy is { } service
            ? Kind.Saw($"{OutsideText.Quote(service)} manages it", $"change the validation where {OutsideText.Quote(service)} manages it")
            : null;
}

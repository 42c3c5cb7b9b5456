using AcmApprover.Estate;

namespace AcmApprover.Migration.Obstacles;

/// <summary>A certificate must be issued before its validation can be switched.</summary>
internal static class NotIssued
{
    internal static readonly ObstacleKind Kind = new(
        "not-issued",
        ObstacleWeight.Blocks,
        "the certificate is not issued: pending, expired, failed, revoked or inactive"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Certificate.Status switch
        {
            CertificateStatus.Issued => null,
            CertificateStatus.PendingValidation => Kind.Saw(
                "it waits for its first validation",
                "approve its mail first, or delete it and request it anew with DNS validation"
            ),
            var status => Kind.Saw(
                $"its state is {status}",
                "request a new one with DNS validation (see the fall-back in the documentation)"
            ),
        };
}

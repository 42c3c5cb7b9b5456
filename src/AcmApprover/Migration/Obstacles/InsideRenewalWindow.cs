namespace AcmApprover.Migration.Obstacles;

/// <summary>Less time is left than a switch may take with a margin; inside the renewal window it renews as well.</summary>
internal static class InsideRenewalWindow
{
    internal static readonly ObstacleKind Kind = new(
        "inside-renewal-window",
        ObstacleWeight.Tells,
        "fewer than 14 days are left and the renewal window is open: the switch then also renews"
    );

    internal static Obstacle? Find(Candidate candidate, DateTimeOffset now) =>
        candidate.Certificate.ExpiresAt - now is { } left && left > TimeSpan.Zero && left < Margin
            ? Kind.Saw(
                $"it expires in {(int)left.TotalDays} days, inside the renewal window",
                "publish its records first; the switch then also renews it. Keep approving its mails until DNS validation is active"
            )
            : null;

    private static readonly TimeSpan Margin = TimeSpan.FromDays(14);
}

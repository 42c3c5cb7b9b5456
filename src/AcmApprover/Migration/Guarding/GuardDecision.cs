namespace AcmApprover.Migration.Guarding;

/// <summary>What becomes of a look: what is remembered, and whether the operator is told.</summary>
/// <param name="State">What is remembered.</param>
/// <param name="Mark">Why the operator is told: a mark in days before the expiry, or <see cref="FirstMark"/>; null if not.</param>
public sealed record GuardDecision(GuardState State, int? Mark)
{
    /// <summary>The mark of the first report, as soon as a failure is sure.</summary>
    public const int FirstMark = int.MaxValue;

    /// <summary>How long a failure must last: name servers are moved, and answers are lost.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(6);

    /// <summary>How much sooner the second look may come: a schedule of every six hours is not exact to the second.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(15);

    /// <summary>When the operator is told again, in days before the expiry.</summary>
    public static IReadOnlyList<int> Marks { get; } = [60, 45, 30, 14, 7];

    /// <summary>
    /// Decides. A failure is reported after two failed looks about six hours apart with no good one between them, and again at each
    /// mark. Marks that pass between two looks are reported together.
    /// </summary>
    /// <param name="state">What is remembered.</param>
    /// <param name="isRight">Whether the look was good.</param>
    /// <param name="expiresAt">When the certificate expires.</param>
    /// <param name="now">The time of the look.</param>
    public static GuardDecision Of(GuardState state, bool isRight, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        if (isRight)
        {
            return new GuardDecision(GuardState.Clean, null);
        }

        if (state.FailingSince is not { } since)
        {
            return new GuardDecision(state with { FailingSince = now }, null);
        }

        if (now - since < Patience - Tolerance)
        {
            return new GuardDecision(state, null);
        }

        int[] due = [FirstMark, .. Marks.Where(days => expiresAt - now <= TimeSpan.FromDays(days))];
        var news = due.Except(state.ToldAt).ToArray();
        return news.Length == 0
            ? new GuardDecision(state, null)
            : new GuardDecision(state with { ToldAt = [.. state.ToldAt.Union(due)] }, news.Min());
    }
}

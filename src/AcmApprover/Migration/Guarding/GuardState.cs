namespace AcmApprover.Migration.Guarding;

/// <summary>What is remembered of a certificate between two looks.</summary>
/// <param name="FailingSince">When a look failed first, with no good look since; null if the last one was good.</param>
/// <param name="ToldAt">
/// The marks, in days before the expiry, at which the operator was told, and <see cref="GuardDecision.FirstMark"/>.
/// </param>
public sealed record GuardState(DateTimeOffset? FailingSince, IReadOnlyList<int> ToldAt)
{
    /// <summary>Nothing is wrong, and nothing was told.</summary>
    public static GuardState Clean { get; } = new(null, []);

    /// <summary>Whether two states remember the same: marks are only ever added.</summary>
    public bool IsSame(GuardState other) => FailingSince == other.FailingSince && ToldAt.Count == other.ToldAt.Count;
}

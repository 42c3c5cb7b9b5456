namespace AcmApprover.Approval.Records;

/// <summary>The port to where it is kept what was not understood.</summary>
public interface ISnapshotStore
{
    /// <summary>
    /// Keeps a snapshot beside the record of its mail. One that is there already stays. The decision does not depend on it: that it could
    /// not be kept is an answer, and no exception.
    /// </summary>
    Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken);
}

/// <summary>What became of a <see cref="Snapshot"/>.</summary>
/// <param name="Place">Where it lies; null where it was not kept.</param>
/// <param name="Problem">Why it could not be kept; null where it was, or was not to be.</param>
public sealed record KeptSnapshot(string? Place, string? Problem = null);

using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Approval;

/// <summary>
/// What a decision does to the world. A dry run is another composition, which holds nothing that could press, tell or write, and
/// not a switch in this one.
/// </summary>
public interface IConsequences
{
    /// <summary>Whether nothing is done for real.</summary>
    bool IsDryRun { get; }

    /// <summary>Presses the button; <see cref="ButtonAnswer.NotPressed"/> in a dry run.</summary>
    Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken);

    /// <summary>Notes that the operator is to be told of what is about to be done.</summary>
    Task BeginTellingAsync(OperatorNotice notice, CancellationToken cancellationToken);

    /// <summary>Keeps what was not understood; nowhere in a dry run.</summary>
    Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Tells the operator, once.</summary>
    Task TellAsync(OperatorNotice notice, CancellationToken cancellationToken);

    /// <summary>Records the decision.</summary>
    Task RecordAsync(Decision decision, CancellationToken cancellationToken);
}

/// <summary>For real.</summary>
/// <param name="button">Presses the button.</param>
/// <param name="operator">Tells the operator; null where no channel to one is set up: then referrals are only recorded.</param>
/// <param name="decisions">Records; null where there is nothing to record into.</param>
/// <param name="snapshots">Keeps what was not understood; null where there is nothing to keep it in.</param>
public sealed class LiveConsequences(IApprovalButton button, IOperator? @operator, IDecisionLog? decisions, ISnapshotStore? snapshots)
    : IConsequences
{
    /// <inheritdoc/>
    public bool IsDryRun => false;

    /// <inheritdoc/>
    public Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken) =>
        button.PressAsync(warrant, cancellationToken);

    /// <inheritdoc/>
    public Task BeginTellingAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        @operator?.BeginAsync(notice, cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        snapshots?.KeepAsync(snapshot, cancellationToken) ?? Task.FromResult(new KeptSnapshot(null));

    /// <inheritdoc/>
    public Task TellAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        @operator?.TellOnceAsync(notice, cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task RecordAsync(Decision decision, CancellationToken cancellationToken) =>
        decisions?.RecordAsync(decision, cancellationToken) ?? Task.CompletedTask;
}

/// <summary>Nothing at all.</summary>
public sealed class DryRun : IConsequences
{
    /// <inheritdoc/>
    public bool IsDryRun => true;

    /// <inheritdoc/>
    public Task<ButtonAnswer> PressAsync(ApprovalWarrant warrant, CancellationToken cancellationToken) =>
        Task.FromResult<ButtonAnswer>(new ButtonAnswer.NotPressed());

    /// <inheritdoc/>
    public Task BeginTellingAsync(OperatorNotice notice, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken) => Task.FromResult(new KeptSnapshot(null));

    /// <inheritdoc/>
    public Task TellAsync(OperatorNotice notice, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RecordAsync(Decision decision, CancellationToken cancellationToken) => Task.CompletedTask;
}

namespace AcmApprover.Approval.Records;

/// <summary>The port to where decisions are recorded.</summary>
public interface IDecisionLog
{
    /// <summary>Records a decision beside its mail. A record that is there already stays: the first decision is the one that
    /// acted.</summary>
    /// <exception cref="TemporarilyUnavailableException">The log did not answer in time, or is throttling.</exception>
    Task RecordAsync(Decision decision, CancellationToken cancellationToken);
}

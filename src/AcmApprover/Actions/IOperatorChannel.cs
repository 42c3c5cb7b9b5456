namespace AcmApprover.Actions;

/// <summary>The port to the operator.</summary>
public interface IOperatorChannel
{
    /// <summary>Tells the operator.</summary>
    /// <exception cref="TemporarilyUnavailableException">The channel did not answer in time, or is throttling.</exception>
    Task TellAsync(OperatorNotice notice, CancellationToken cancellationToken);
}

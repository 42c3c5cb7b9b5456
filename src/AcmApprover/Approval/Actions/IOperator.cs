namespace AcmApprover.Approval.Actions;

/// <summary>The port to the operator, who is told of the same thing only once.</summary>
public interface IOperator
{
    /// <summary>
    /// Tells the operator, unless the same (<see cref="OperatorNotice.Key"/>) was told within <see cref="OperatorNotice.Silence"/>.
    /// Of several that come at the same time one tells, and the others wait until it has. A second notice follows only where the
    /// function died between telling and noting it. A repeat (<see cref="OperatorNotice.IsRepeat"/>) is told only where the first
    /// notice was begun and not finished.
    /// </summary>
    /// <exception cref="NobodyListensException">The channel is there, and nobody listens to it.</exception>
    /// <exception cref="TemporarilyUnavailableException">
    /// The channel or its notes did not answer in time, or another invocation did not finish telling.
    /// </exception>
    Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that a notice is about to become due, before what it is about is done: should the function never come to tell it, a repeat
    /// does. Changes nothing where the same was noted before.
    /// </summary>
    /// <exception cref="TemporarilyUnavailableException">The notes did not answer in time.</exception>
    Task BeginAsync(OperatorNotice notice, CancellationToken cancellationToken);
}

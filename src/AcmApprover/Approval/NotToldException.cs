using AcmApprover.Approval.Records;

namespace AcmApprover.Approval;

/// <summary>
/// A mail was decided and recorded, but the operator could not be told. The mail must be handled again, so that the notice is told; what
/// was done for it is not done twice.
/// </summary>
public sealed class NotToldException : Exception
{
    /// <summary>Says what was decided, and why the operator could not be told.</summary>
    public NotToldException(Decision decision, Exception problem)
        : base($"{decision.Outcome} and recorded, but {problem.Message}", problem) => (Decision, Problem) = (decision, problem);

    /// <summary>What was decided.</summary>
    public Decision Decision { get; }

    /// <summary>
    /// Why the operator could not be told: <see cref="Actions.NobodyListensException"/>, <see cref="TemporarilyUnavailableException"/>,
    /// or what the channel's service refused.
    /// </summary>
    public Exception Problem { get; }
}

using AcmApprover.Approval;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;

namespace AcmApprover.Lambda;

/// <summary>One invocation: its id, its time, and where it logs.</summary>
internal sealed record MailInvocation(string RequestId, FunctionLog Log, CancellationToken Time)
{
    /// <summary>Handles one mail and logs what became of it; returns the decision, or what kept it from being made.</summary>
    internal async Task<(Decision? Decision, Exception? Problem)> HandleAsync(IMailStore store, Approver approver, MailSource source)
    {
        try
        {
            var decision = await approver.HandleAsync(await store.FetchAsync(source, Time), RequestId, Time);
            Log.Decided(decision);
            return (decision, null);
        }
#pragma warning disable CA1031 // Whatever it is, the other mails of the event are handled first; then it is thrown or answered, never lost.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var problem = e is OperationCanceledException && Time.IsCancellationRequested
                ? new TimeoutException("the invocation ran out of time", e)
                : e;
            Log.Failed(RequestId, source.ToString(), problem);
            return (null, problem);
        }
    }
}

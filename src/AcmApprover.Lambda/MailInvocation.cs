using System.Globalization;
using AcmApprover.Approval;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Lambda;

/// <summary>One invocation: its id, its time, and where it logs.</summary>
internal sealed record MailInvocation(string RequestId, FunctionLog Log, InvocationTime Time)
{
    /// <summary>Handles one mail within its share of the time, and logs what became of it.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="approver">Handles it.</param>
    /// <param name="source">Which one it is.</param>
    /// <param name="waiting">How many mails must still get their turn one after another, this one included.</param>
    internal async Task<MailResult> HandleAsync(IMailStore store, Approver approver, MailSource source, int waiting = 1)
    {
        using var time = Time.ForMail(waiting);
        try
        {
            var stored = await store.FetchAsync(source, time.End);
            var decision = await approver.HandleAsync(stored, RequestId, time.End);
            Log.Decided(decision);
            return new MailResult.Decided(decision);
        }
#pragma warning disable CA1031 // Whatever it is, the other mails are handled too; then it is thrown or answered, never lost.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var isOver = time.End.IsCancellationRequested;
            var notTold = e as NotToldException;
            var problem =
                isOver && (notTold?.Problem ?? e) is OperationCanceledException
                    ? new TimeoutException($"not done within {Seconds(time.Limit)} seconds", e)
                    : e;
            Log.Failed(RequestId, source.ToString(), problem, notTold);
            return new MailResult.Failed(problem, IsCutShort: isOver && !time.IsWhole);
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}

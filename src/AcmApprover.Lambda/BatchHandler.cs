using AcmApprover.Approval.Mail;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Lambda;

/// <summary>
/// Handles the tasks of an S3 Batch Operations job, for real. A referral is a success: the mail was handled. What may succeed later
/// is left to the job to try again.
/// </summary>
internal sealed class BatchHandler(Composition composition, EventReader reader)
{
    private const string Succeeded = "Succeeded";
    private const string TemporaryFailure = "TemporaryFailure";
    private const string PermanentFailure = "PermanentFailure";

    internal async Task<BatchResponse> HandleAsync(BatchRequest request, MailInvocation invocation)
    {
        List<BatchResult> results = [];
        foreach (var task in request.Tasks)
        {
            var (code, text) = await HandleAsync(task, invocation, waiting: request.Tasks.Count - results.Count);
            results.Add(new BatchResult(task.TaskId, code, text));
        }

        return new BatchResponse(request.InvocationSchemaVersion, TemporaryFailure, request.InvocationId, results);
    }

    private async Task<(string Code, string Text)> HandleAsync(BatchTask task, MailInvocation invocation, int waiting)
    {
        var key = EventReader.DecodeKey(task.S3Key);
        if (task.Bucket is not { Length: > 0 } bucket)
        {
            return (PermanentFailure, "the task names no bucket: s3BucketArn (1.0) or s3Bucket (2.0)");
        }

        if (!reader.IsMail(key))
        {
            return (Succeeded, "Ignored: not a mail");
        }

        return await invocation.HandleAsync(composition.Store, composition.LiveReplay, new MailSource(bucket, key), waiting) switch
        {
            MailResult.Decided { Decision: var made } => (
                Succeeded,
                made.Reasons.Count == 0 ? made.Outcome.ToString() : $"{made.Outcome}: {string.Join(", ", made.Reasons.Select(r => r.Code))}"
            ),
            MailResult.Failed { Problem: MailNotFoundException gone } => (PermanentFailure, gone.Message),
            MailResult.Failed { Problem: var other } => (TemporaryFailure, other.Message),
            var result => throw new NotSupportedException(result.GetType().Name),
        };
    }
}

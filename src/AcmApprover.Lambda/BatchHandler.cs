using AcmApprover.Approval.Verdicts;
using AcmApprover.Approval.Mail;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Lambda;

/// <summary>
/// Handles the tasks of an S3 Batch Operations job, for real. A referral is a success: the mail was handled. What may come right
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
            var (code, text) = await HandleAsync(task, invocation);
            results.Add(new BatchResult(task.TaskId, code, text));
        }

        return new BatchResponse(request.InvocationSchemaVersion, TemporaryFailure, request.InvocationId, results);
    }

    private async Task<(string Code, string Text)> HandleAsync(BatchTask task, MailInvocation invocation)
    {
        var key = EventReader.DecodeKey(task.S3Key);
        if (task.Bucket is not { Length: > 0 } bucket)
        {
            return (PermanentFailure, "the task names no bucket: s3BucketArn (1.0) or s3Bucket (2.0)");
        }

        if (!reader.IsMail(key))
        {
            return (Succeeded, "Ignored: it is no mail");
        }

        var (decision, problem) = await invocation.HandleAsync(composition.Store, composition.LiveReplay, new MailSource(bucket, key));
        return (decision, problem) switch
        {
            ({ } made, _) => (Succeeded, made.Reasons.Count == 0 ? made.Outcome.ToString() : $"{made.Outcome}: {string.Join(", ", made.Reasons.Select(r => r.Code))}"),
            (_, MailNotFoundException gone) => (PermanentFailure, gone.Message),
            (_, { } other) => (TemporaryFailure, other.Message),
            _ => (TemporaryFailure, "nothing came of it"),
        };
    }
}

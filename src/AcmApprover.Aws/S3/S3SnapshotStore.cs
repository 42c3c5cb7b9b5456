using System.Net;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Aws.Client;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>
/// What was not understood, beside the record of its mail and written only where there is none yet: <c>{prefix}{key}.seen.txt</c>, and for
/// a replay <c>{prefix}{key}.{time}.seen.txt</c>.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="prefix">What the records' keys begin with.</param>
/// <param name="isReplay">Whether the mails are handled again.</param>
/// <param name="bucketOfFiles">Where that of a mail in a file is kept; null for nowhere.</param>
public sealed class S3SnapshotStore(IAmazonS3 s3, string prefix, bool isReplay, string? bucketOfFiles = null) : ISnapshotStore
{
    private const string Service = "S3";

    /// <summary>How long S3 is asked to take a snapshot: less than a mail's time, so that the notice and the record have theirs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<KeptSnapshot> KeepAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (RecordKeys.PlaceOf(snapshot.Mail.Bucket, snapshot.Mail.Key, bucketOfFiles) is not var (bucket, mail))
        {
            return new KeptSnapshot(null);
        }

        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = RecordKeys.Of(prefix, mail, isReplay ? snapshot.DecidedAt : null, ".seen.txt"),
            // Plain text: a browser that opens it shows the page's source and runs nothing of it.
            ContentType = "text/plain; charset=utf-8",
            ContentBody = snapshot.Text,
            IfNoneMatch = "*",
            // The template's lifecycle rule goes by the tag: a snapshot holds parts of a mail, and is kept no longer than that.
            TagSet = [new Tag { Key = "acm-approver", Value = "seen" }],
            // In chunks, each would be signed and buffered separately.
            UseChunkEncoding = false,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var kept = new KeptSnapshot(new MailSource(bucket, request.Key).ToString());
        try
        {
            await AwsCalls.RunAsync(Service, token => s3.PutObjectAsync(request, token), limit.Token);
            return kept;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            // The event was delivered twice or retried. The first one stays, as the first record does.
            return kept;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && Explain(e) is { } problem)
        {
            return new KeptSnapshot(null, $"S3 did not store {request.Key}: {problem}");
        }
    }

    private static string? Explain(Exception e) =>
        e switch
        {
            AmazonServiceException refused => $"{refused.Message.TrimEnd('.')} ({refused.ErrorCode})",
            TemporarilyUnavailableException or AmazonClientException => e.Message,
            OperationCanceledException => $"no answer within {Patience.TotalSeconds} seconds",
            _ => null,
        };
}

using System.Globalization;
using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Aws.Client;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>
/// Decision records in the mail's bucket, written only where there is none yet: <c>{prefix}{key}.json</c>, and for a replay
/// <c>{prefix}{key}.{time}.json</c> beside it.
/// </summary>
public sealed class S3DecisionLog(IAmazonS3 s3, string prefix, bool isReplay) : IDecisionLog
{
    /// <inheritdoc/>
    public async Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        // A file has no bucket to record into: its decision is what the command prints.
        if (decision.Mail.Bucket is not { } bucket)
        {
            return;
        }

        var time = isReplay ? "." + decision.DecidedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture) : "";
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = $"{prefix}{decision.Mail.Key}{time}.json",
            ContentType = "application/json",
            ContentBody = JsonSerializer.Serialize(decision, DecisionJson.Default.Decision),
            IfNoneMatch = "*",
            // A record is small: in chunks, each would be signed and buffered separately.
            UseChunkEncoding = false,
        };
        try
        {
            await AwsCalls.RunAsync("S3", token => s3.PutObjectAsync(request, token), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == System.Net.HttpStatusCode.PreconditionFailed)
        {
            // The event was delivered twice, or retried after its record was written. The first record stays.
        }
    }
}

using System.Net;
using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>
/// Decision records in the mail's bucket, written only where there is none yet: <c>{prefix}{key}.json</c>, and beside it
/// <c>{prefix}{key}.{time}.json</c> for a replay, and for an approval that an earlier decision about the same mail would hide. What is
/// about a probe is written for the one who follows it, too.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="prefix">What the records' keys begin with.</param>
/// <param name="isReplay">Whether the mails are handled again.</param>
/// <param name="bucketOfFiles">Where the decision on a mail in a file is recorded; null for nowhere: the command prints it.</param>
public sealed class S3DecisionLog(IAmazonS3 s3, string prefix, bool isReplay, string? bucketOfFiles = null) : IDecisionLog
{
    private const string Ending = ".json";

    /// <inheritdoc/>
    public async Task RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (RecordKeys.PlaceOf(decision.Mail.Bucket, decision.Mail.Key, bucketOfFiles) is not var (bucket, mail))
        {
            return;
        }

        // A probe is followed by the mails that arrive, and a file has arrived nowhere.
        if (decision.Mail.Bucket is not null)
        {
            await FollowAsync(bucket, decision, cancellationToken);
        }

        var first = RecordKeys.Of(prefix, mail, null, Ending);
        var another = RecordKeys.Of(prefix, mail, decision.DecidedAt, Ending);
        if (
            !await TryPutAsync(bucket, isReplay ? another : first, decision, cancellationToken)
            && decision.Outcome == Outcome.Approved
            && !await IsApprovalAsync(bucket, first, cancellationToken)
        )
        {
            // The mail was referred before, and has come again out of the retry queue.
            await TryPutAsync(bucket, another, decision, cancellationToken);
        }
    }

    private async Task FollowAsync(string bucket, Decision decision, CancellationToken cancellationToken)
    {
        if (DomainName.TryParse(decision.Claim?.Domain, out var name) && ProbeName.IsOne(name))
        {
            var key = ProbeKeys.Copy(prefix, name, decision.Mail.Key);
            await TryPutAsync(bucket, key, decision, cancellationToken, replaces: decision.Outcome == Outcome.Approved);
        }
    }

    /// <summary>Writes the record; false if there is one, because the event was delivered twice or retried. That one stays.</summary>
    private async Task<bool> TryPutAsync(
        string bucket,
        string key,
        Decision decision,
        CancellationToken cancellationToken,
        bool replaces = false
    )
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            ContentType = "application/json",
            ContentBody = JsonSerializer.Serialize(decision, DecisionJson.Default.Decision),
            IfNoneMatch = replaces ? null : "*",
            // A record is small: in chunks, each would be signed and buffered separately.
            UseChunkEncoding = false,
        };
        try
        {
            await AwsCalls.RunAsync("S3", token => s3.PutObjectAsync(request, token), cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    private Task<bool> IsApprovalAsync(string bucket, string key, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync(
            "S3",
            async token =>
            {
                try
                {
                    using var stored = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, token);
                    var record = await JsonSerializer.DeserializeAsync(stored.ResponseStream, DecisionJson.Default.Decision, token);
                    return record?.Outcome == Outcome.Approved;
                }
                catch (Exception e) when (e is JsonException or AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
                {
                    return false;
                }
            },
            cancellationToken
        );
}

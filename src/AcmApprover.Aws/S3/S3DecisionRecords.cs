using System.Runtime.CompilerServices;
using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Aws.Client;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>The decision records that <see cref="S3DecisionLog"/> has written.</summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">What the records' keys begin with.</param>
public sealed class S3DecisionRecords(IAmazonS3 s3, string bucket, string prefix)
{
    /// <summary>Longer than any record: a mail has a few reasons, each of a few hundred letters.</summary>
    private const int SizeLimit = 256 * 1024;

    private const string Ending = ".json";
    private const string Notices = "notices/";

    /// <summary>Where the records lie: a page of a thousand at a time, in the order of their keys.</summary>
    public async IAsyncEnumerable<StoredRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await AwsCalls.RunAsync("S3", token => s3.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                if (
                    item.Key.EndsWith(Ending, StringComparison.Ordinal)
                    && !item.Key.AsSpan(prefix.Length).StartsWith(Notices)
                    && !item.Key.AsSpan(prefix.Length).StartsWith(ProbeKeys.Folder)
                    && item.LastModified is { } stored
                )
                {
                    yield return new StoredRecord(item.Key, new DateTimeOffset(stored.ToUniversalTime(), TimeSpan.Zero));
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    /// <summary>Reads a record; null if the object is none, or is gone.</summary>
    public Task<Decision?> ReadAsync(StoredRecord record, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync(
            "S3",
            async token =>
            {
                try
                {
                    using var stored = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = record.Key }, token);
                    if (stored.ContentLength > SizeLimit)
                    {
                        return null;
                    }

                    var decision = await JsonSerializer.DeserializeAsync(stored.ResponseStream, DecisionJson.Default.Decision, token);
                    return decision?.Schema == Decision.CurrentSchema ? decision : null;
                }
                catch (Exception e) when (e is JsonException or AmazonS3Exception { ErrorCode: "NoSuchKey" })
                {
                    return null;
                }
            },
            cancellationToken
        );
}

/// <summary>Where a record lies.</summary>
/// <param name="Key">Its key.</param>
/// <param name="StoredAt">When it was stored, to the second.</param>
public sealed record StoredRecord(string Key, DateTimeOffset StoredAt);

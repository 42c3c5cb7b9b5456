using System.Globalization;
using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.Client;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>Stored mails in S3. One ranged GET reads a mail, and never more than <see cref="StoredMail.SizeLimit"/> of it.</summary>
public sealed class S3MailStore(IAmazonS3 s3) : IMailStore
{
    private const string Service = "S3";

    /// <summary>
    /// A client. The hash in each request's signature covers what it writes, so the SDK does not compute another checksum.
    /// </summary>
    public static AmazonS3Client CreateClient(AwsSession session) =>
        new(
            session.Credentials,
            session.Configure(new AmazonS3Config { RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED })
        );

    /// <inheritdoc/>
    public async Task<StoredMail> FetchAsync(MailSource source, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = source.Bucket,
            Key = source.Key,
            ByteRange = new ByteRange(0, StoredMail.SizeLimit - 1),
        };
        try
        {
            return await AwsCalls.RunAsync(Service, token => ReadAsync(source, request, token), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey" or "NoSuchBucket" or "NotFound")
        {
            throw new MailNotFoundException(source, e);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "InvalidRange")
        {
            // There is no first byte: the object is empty.
            return new StoredMail(source, ReadOnlyMemory<byte>.Empty, 0, DateTimeOffset.MinValue);
        }
    }

    /// <summary>
    /// The mails below a prefix in the order of their keys, a page of a thousand at a time, so that a bucket of any size is read in
    /// bounded memory. SES's setup notification is skipped.
    /// </summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What their keys begin with.</param>
    /// <param name="startAfter">The key after which to start; null for the first.</param>
    /// <param name="since">The earliest time of storing; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<MailSource> ListAsync(
        string bucket,
        string prefix,
        string? startAfter,
        DateTimeOffset? since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = prefix,
            StartAfter = startAfter,
        };
        do
        {
            var page = await AwsCalls.RunAsync(Service, token => s3.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                if (MailKeys.IsMail(item.Key) && (since is null || item.LastModified?.ToUniversalTime() >= since.Value.UtcDateTime))
                {
                    yield return new MailSource(bucket, item.Key);
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    private async Task<StoredMail> ReadAsync(MailSource source, GetObjectRequest request, CancellationToken cancellationToken)
    {
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        // The range limits what an honest store sends; the array limits what is accepted from any store.
        var head = new byte[Math.Min(response.ContentLength, StoredMail.SizeLimit)];
        await response.ResponseStream.ReadExactlyAsync(head, cancellationToken);
        var stored = response.LastModified?.ToUniversalTime() ?? DateTime.MinValue;
        var total = TotalOf(response.ContentRange) ?? response.ContentLength;
        return new StoredMail(source, head, total, new DateTimeOffset(stored, TimeSpan.Zero));
    }

    /// <summary>The number after the slash of <c>bytes 0-1048575/41943040</c> (RFC 9110, section 14.4).</summary>
    private static long? TotalOf(string? contentRange)
    {
        var slash = contentRange?.LastIndexOf('/') ?? -1;
        return slash >= 0 && long.TryParse(contentRange.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : null;
    }
}

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Probing;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>The marks of probes in the mail bucket, and the records of their mails.</summary>
/// <param name="s3">The client.</param>
/// <param name="prefix">Where the approver's records are.</param>
/// <param name="time">The clock.</param>
public sealed class S3ProbeMarks(IAmazonS3 s3, string prefix, TimeProvider time) : IProbeMarks
{
    private const string Service = "S3";

    /// <inheritdoc/>
    public async Task<bool> IsOursAsync(string bucket, DomainName name, CertificateArn certificate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (
            await ReadAsync(bucket, ProbeKeys.Mark(prefix, name), cancellationToken) is not { } body
            || !ProbeMark.TryRead(body, out var mark)
            || !mark.Covers(certificate, now)
        )
        {
            return false;
        }

        return mark.IsTooNew(now)
            ? throw new TemporarilyUnavailableException($"ACM in {certificate.Region}", "it does not show the certificate of the probe yet")
            : true;
    }

    /// <summary>Where a mark lies.</summary>
    public string KeyOf(ProbeMark mark) => ProbeKeys.Mark(prefix, mark.Name);

    /// <summary>Writes a mark, or writes it anew.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task WriteAsync(string bucket, ProbeMark mark, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(mark),
            ContentType = "application/json",
            ContentBody = mark.Write(),
            UseChunkEncoding = false,
        };
        return AwsCalls.RunAsync(Service, token => s3.PutObjectAsync(request, token), cancellationToken);
    }

    /// <summary>Removes a mark.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task RemoveAsync(string bucket, ProbeMark mark, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync(Service, token => s3.DeleteObjectAsync(bucket, KeyOf(mark), token), cancellationToken);

    /// <summary>All marks.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async IAsyncEnumerable<ProbeMark> ListAsync(string bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var key in KeysAsync(bucket, prefix + ProbeKeys.Folder, cancellationToken))
        {
            if (
                ProbeKeys.IsMark(key)
                && await ReadAsync(bucket, key, cancellationToken) is { } body
                && ProbeMark.TryRead(body, out var mark)
            )
            {
                yield return mark;
            }
        }
    }

    /// <summary>The records of the mails about a certificate.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="name">The name of the probe.</param>
    /// <param name="certificate">The certificate; null for that of any mail that names the probe.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task<IReadOnlyList<Decision>> ListCopiesAsync(
        string bucket,
        DomainName name,
        CertificateArn? certificate,
        CancellationToken cancellationToken
    )
    {
        List<Decision> copies = [];
        await foreach (var key in KeysAsync(bucket, ProbeKeys.Copies(prefix, name), cancellationToken))
        {
            // A mail about another certificate is somebody else's, who has read the name in a log of Certificate Transparency.
            if (
                await ReadAsync(bucket, key, cancellationToken) is { } body
                && ReadDecision(body) is { } decision
                && (certificate is null || decision.Claim?.CertificateArn == certificate.ToString())
            )
            {
                copies.Add(decision);
            }
        }

        return copies;
    }

    /// <summary>Whether a mail about the probe lies in the bucket; every mail that was stored since its mark is read for that.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task<bool> IsMailStoredAsync(string bucket, string mailPrefix, ProbeMark mark, CancellationToken cancellationToken)
    {
        var store = new S3MailStore(s3);
        // S3 tells the time to the second.
        var since = mark.MarkedAt - TimeSpan.FromSeconds(1);
        await foreach (var source in store.ListAsync(bucket, mailPrefix, null, since, cancellationToken))
        {
            if (
                !source.Key.StartsWith(prefix, StringComparison.Ordinal)
                && ClaimReader.Read(MailReader.Read(await store.FetchAsync(source, cancellationToken)))?.Domain == mark.Name
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the mail and the page of a probe are kept, and the first line of the page's answer; null if they are not.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task<(MailSource Place, string Status)?> FindSeenAsync(Decision decision, CancellationToken cancellationToken)
    {
        var place = new MailSource(decision.Mail.Bucket, RecordKeys.Of(prefix, decision.Mail.Key, null, ".seen.txt"));
        if (decision.Mail.Bucket is not { } bucket || await ReadAsync(bucket, place.Key, cancellationToken) is not { } body)
        {
            return null;
        }

        var lines = System.Text.Encoding.UTF8.GetString(body).Split('\n');
        return (place, Array.FindLast(lines, line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))?.Trim() ?? "");
    }

    private static Decision? ReadDecision(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DecisionJson.Default.Decision);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<string> KeysAsync(
        string bucket,
        string folder,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder };
        do
        {
            var page = await AwsCalls.RunAsync(Service, token => s3.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return item.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    /// <summary>An object; null if there is none.</summary>
    private async Task<byte[]?> ReadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await AwsCalls.RunAsync(
                Service,
                async token =>
                {
                    using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, token);
                    using var body = new MemoryStream();
                    await response.ResponseStream.CopyToAsync(body, token);
                    return body.ToArray();
                },
                cancellationToken
            );
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AcmApprover.Aws.Client;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>
/// Small objects that several may write at the same time: each replaces only the version that its writer has read, so that the first to
/// write wins (S3 user guide, conditional-writes).
/// </summary>
/// <typeparam name="T">What a note says.</typeparam>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="json">How a note is written.</param>
internal sealed class S3Notes<T>(IAmazonS3 s3, string bucket, JsonTypeInfo<T> json)
    where T : class
{
    private const string Service = "S3";

    /// <summary>Reads a note.</summary>
    /// <returns>The note, null where there is none or it cannot be read; and the tag of its version, null where there is none.</returns>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    internal async Task<(T? Note, string? Tag)> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key };
        try
        {
            return await AwsCalls.RunAsync(
                Service,
                async token =>
                {
                    using var response = await s3.GetObjectAsync(request, token);
                    try
                    {
                        return (await JsonSerializer.DeserializeAsync(response.ResponseStream, json, token), (string?)response.ETag);
                    }
                    catch (JsonException)
                    {
                        // It says nothing, and is replaced.
                        return (null, response.ETag);
                    }
                },
                cancellationToken
            );
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return (null, null);
        }
    }

    /// <summary>Writes a note in place of the version that was read.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="note">What it says.</param>
    /// <param name="previous">The tag of the version that was read; null where there was none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The tag of the new version; null where somebody else wrote meanwhile.</returns>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    internal async Task<string?> TryWriteAsync(string key, T note, string? previous, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            ContentType = "application/json",
            ContentBody = JsonSerializer.Serialize(note, json),
            IfNoneMatch = previous is null ? "*" : null,
            IfMatch = previous,
        };
        try
        {
            return (await AwsCalls.RunAsync(Service, token => s3.PutObjectAsync(request, token), cancellationToken)).ETag;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed || e.ErrorCode == "NoSuchKey")
        {
            // Somebody else wrote it, or took away what was to be replaced.
            return null;
        }
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Guarding;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>
/// What the guard remembers of certificates whose last look failed: a small object for each in the mail bucket. Of two that look at the
/// same time, the first to write counts.
/// </summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">Where the approver's records are in it.</param>
public sealed class S3GuardStates(IAmazonS3 s3, string bucket, string prefix)
{
    private const string Service = "S3";

    /// <summary>What is remembered of a certificate. What cannot be read says nothing.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task<RememberedState> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = KeyOf(certificate) };
        try
        {
            return await AwsCalls.RunAsync(
                Service,
                async token =>
                {
                    using var response = await s3.GetObjectAsync(request, token);
                    try
                    {
                        var state = await JsonSerializer.DeserializeAsync(response.ResponseStream, GuardJson.Default.GuardState, token);
                        return new RememberedState(state ?? GuardState.Clean, response.ETag);
                    }
                    catch (JsonException)
                    {
                        return new RememberedState(GuardState.Clean, response.ETag);
                    }
                },
                cancellationToken
            );
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return new RememberedState(GuardState.Clean, null);
        }
    }

    /// <summary>Remembers a state in place of the one that was read; where somebody else wrote meanwhile, theirs stays.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task WriteAsync(
        CertificateArn certificate,
        GuardState state,
        RememberedState previous,
        CancellationToken cancellationToken
    )
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(certificate),
            ContentType = "application/json",
            ContentBody = JsonSerializer.Serialize(state, GuardJson.Default.GuardState),
            IfNoneMatch = previous.Tag is null ? "*" : null,
            IfMatch = previous.Tag,
        };
        try
        {
            await AwsCalls.RunAsync(Service, token => s3.PutObjectAsync(request, token), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed || e.ErrorCode == "NoSuchKey")
        {
            // Theirs is as good: it is a look of the same hour.
        }
    }

    private string KeyOf(CertificateArn certificate) => $"{prefix}guard/{certificate.Id}.json";
}

/// <summary>What is remembered, and of which version of the object.</summary>
/// <param name="State">What is remembered.</param>
/// <param name="Tag">The object's tag; null if there is none.</param>
public sealed record RememberedState(GuardState State, string? Tag);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GuardState))]
internal sealed partial class GuardJson : JsonSerializerContext;

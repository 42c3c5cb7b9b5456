using System.Text.Json.Serialization;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Guarding;
using Amazon.S3;

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
    private readonly S3Notes<GuardState> notes = new(s3, bucket, GuardJson.Default.GuardState);

    /// <summary>What is remembered of a certificate. What cannot be read says nothing.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public async Task<RememberedState> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var (state, tag) = await notes.ReadAsync(KeyOf(certificate), cancellationToken);
        return new RememberedState(state ?? GuardState.Clean, tag);
    }

    /// <summary>
    /// Remembers a state in place of the one that was read. Where somebody else wrote meanwhile, theirs stays: it is a look of the same
    /// hour.
    /// </summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task WriteAsync(
        CertificateArn certificate,
        GuardState state,
        RememberedState previous,
        CancellationToken cancellationToken
    ) => notes.TryWriteAsync(KeyOf(certificate), state, previous.Tag, cancellationToken);

    private string KeyOf(CertificateArn certificate) => $"{prefix}guard/{certificate.Id}.json";
}

/// <summary>What is remembered, and of which version of the object.</summary>
/// <param name="State">What is remembered.</param>
/// <param name="Tag">The object's tag; null if there is none.</param>
public sealed record RememberedState(GuardState State, string? Tag);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GuardState))]
internal sealed partial class GuardJson : JsonSerializerContext;

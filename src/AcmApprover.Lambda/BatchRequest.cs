using System.Text.Json;

namespace AcmApprover.Lambda;

/// <summary>A call of S3 Batch Operations, in both versions of its schema (S3 user guide, batch-ops-invoke-lambda).</summary>
internal sealed record BatchRequest
{
    public required string InvocationSchemaVersion { get; init; }

    public required string InvocationId { get; init; }

    public required IReadOnlyList<BatchTask> Tasks { get; init; }

    internal BatchRequest Checked() =>
        InvocationSchemaVersion is "1.0" or "2.0"
            ? this
            : throw new JsonException($"invocationSchemaVersion is '{OutsideText.Quote(InvocationSchemaVersion)}', but must be 1.0 or 2.0");
}

/// <summary>One object of a batch job.</summary>
internal sealed record BatchTask
{
    public required string TaskId { get; init; }

    /// <summary>URL-encoded.</summary>
    public required string S3Key { get; init; }

    /// <summary>In version 1.0: <c>arn:aws:s3:::bucket</c>.</summary>
    public string? S3BucketArn { get; init; }

    /// <summary>In version 2.0: the bucket's name.</summary>
    public string? S3Bucket { get; init; }

    internal string? Bucket => S3Bucket ?? S3BucketArn?[(S3BucketArn.LastIndexOf(':') + 1)..];
}

/// <summary>The answer to S3 Batch Operations.</summary>
internal sealed record BatchResponse(
    string InvocationSchemaVersion, string TreatMissingKeysAs, string InvocationId, IReadOnlyList<BatchResult> Results);

/// <summary>What became of one object.</summary>
internal sealed record BatchResult(string TaskId, string ResultCode, string ResultString);

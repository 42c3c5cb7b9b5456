using System.Text.Json;
using AcmApprover.Text;

namespace AcmApprover.Hosting.Events;

/// <summary>A call of S3 Batch Operations, in both versions of its schema (S3 user guide, batch-ops-invoke-lambda).</summary>
public sealed record BatchRequest
{
    /// <summary><c>1.0</c> or <c>2.0</c>; the answer repeats it.</summary>
    public required string InvocationSchemaVersion { get; init; }

    /// <summary>The job's own id of this call; the answer repeats it.</summary>
    public required string InvocationId { get; init; }

    /// <summary>The objects to handle; a job sends one at a time.</summary>
    public required IReadOnlyList<BatchTask> Tasks { get; init; }

    internal BatchRequest Checked() =>
        InvocationSchemaVersion is "1.0" or "2.0"
            ? this
            : throw new JsonException($"invocationSchemaVersion is '{OutsideText.Quote(InvocationSchemaVersion)}', but must be 1.0 or 2.0");
}

/// <summary>One object of a batch job.</summary>
public sealed record BatchTask
{
    /// <summary>The job's own id of the task; the result repeats it.</summary>
    public required string TaskId { get; init; }

    /// <summary>URL-encoded.</summary>
    public required string S3Key { get; init; }

    /// <summary>In version 1.0: <c>arn:aws:s3:::bucket</c>.</summary>
    public string? S3BucketArn { get; init; }

    /// <summary>In version 2.0: the bucket's name.</summary>
    public string? S3Bucket { get; init; }

    /// <summary>The bucket's name, from whichever member the version of the schema has; null if it has neither.</summary>
    public string? Bucket => S3Bucket ?? S3BucketArn?[(S3BucketArn.LastIndexOf(':') + 1)..];
}

/// <summary>The answer to S3 Batch Operations.</summary>
public sealed record BatchResponse(
    string InvocationSchemaVersion,
    string TreatMissingKeysAs,
    string InvocationId,
    IReadOnlyList<BatchResult> Results
);

/// <summary>What became of one object.</summary>
public sealed record BatchResult(string TaskId, string ResultCode, string ResultString);

namespace AcmApprover.Aws.Client;

/// <summary>An AWS service, as its service model and its endpoint rules describe it.</summary>
internal sealed record AwsService
{
    /// <summary>The service id: <c>AWS_ENDPOINT_URL_{ID}</c> and the part of a profile for it are named after it.</summary>
    public required string Id { get; init; }

    /// <summary>The endpoint prefix: the first label of the service's hosts.</summary>
    public required string Prefix { get; init; }

    /// <summary>The version of the API, such as <c>2010-03-31</c>.</summary>
    public required string Version { get; init; }

    /// <summary>How requests and answers are written.</summary>
    public required AwsProtocol Protocol { get; init; }

    /// <summary>What a signature names; the endpoint prefix where it is not set.</summary>
    public string SigningName
    {
        get => field ?? Prefix;
        init;
    }

    /// <summary>With <see cref="AwsProtocol.Json"/>: what stands before the dot in <c>X-Amz-Target</c>.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>Whether answers and errors are JSON; otherwise they are XML.</summary>
    public bool IsJson => Protocol is AwsProtocol.Json or AwsProtocol.RestJson;

    /// <summary>Whether a partition has one endpoint, signed for the partition's global region, instead of one in each region.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether the ordinary endpoints in AWS GovCloud (US) are FIPS endpoints.</summary>
    public bool IsFipsInGovCloud { get; init; }

    /// <summary>The host before the partition's suffix, where it is not <c>{prefix}[-fips].{region}</c>.</summary>
    public Func<AwsPlace, string>? Host { get; init; }
}

/// <summary>How requests and answers are written (AWS SDKs and Smithy, "AWS protocols").</summary>
internal enum AwsProtocol
{
    /// <summary>AWS JSON 1.1: the operation is a header, its input a JSON object.</summary>
    Json,

    /// <summary>AWS query and EC2 query: the operation and its input are a form, the answer is XML.</summary>
    Query,

    /// <summary>REST with JSON: the operation is a method and a path.</summary>
    RestJson,

    /// <summary>REST with XML: the operation is a method and a path.</summary>
    RestXml,
}

/// <summary>Where an endpoint is needed.</summary>
/// <param name="Partition">The partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, <c>aws-eusc</c>, …</param>
/// <param name="Region">The region; of a global service, the partition's global region.</param>
/// <param name="IsFips">Whether it must be a FIPS endpoint.</param>
/// <param name="IsDualStack">Whether it must be a dual-stack endpoint.</param>
internal sealed record AwsPlace(string Partition, string Region, bool IsFips, bool IsDualStack);

using AcmApprover.Aws.Client;
using Amazon.Runtime;

namespace AcmApprover.Aws.LambdaFunctions;

/// <summary>A function of AWS Lambda that is deployed.</summary>
public sealed class LambdaFunction : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "Lambda",
        Prefix = "lambda",
        Version = "2015-03-31",
        Protocol = AwsProtocol.RestJson,
    };

    /// <summary>A little longer than a function may run (Lambda quotas: 900 seconds).</summary>
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromSeconds(930);

    private readonly AwsClient client;

    /// <summary>A function.</summary>
    /// <param name="name">Its name, partial ARN or ARN.</param>
    /// <param name="session">With what and where Lambda is asked.</param>
    public LambdaFunction(string name, AwsSession session)
    {
        Name = name;
        var config = new AwsClientConfig(Service, session.Region?.Value) { Timeout = LongestInvocation };
        client = new AwsClient(Service, config, session.Credentials);
    }

    /// <summary>The function's name, partial ARN or ARN.</summary>
    public string Name { get; }

    /// <summary>
    /// Sends the function an event and waits for its answer. If the connection breaks, the SDK sends the event again. Needs
    /// <c>lambda:InvokeFunction</c>.
    /// </summary>
    /// <param name="payload">The event: JSON, at most 6 MB.</param>
    /// <param name="cancellationToken">Ends the wait, not the function.</param>
    /// <exception cref="AmazonServiceException">
    /// Lambda refused it: <c>ResourceNotFoundException</c> (no such function), <c>TooManyRequestsException</c>, …
    /// </exception>
    public async Task<LambdaAnswer> InvokeAsync(byte[] payload, CancellationToken cancellationToken)
    {
        var call = new AwsCall("Invoke")
        {
            Path = "/2015-03-31/functions/{FunctionName}/invocations",
            Labels = new Dictionary<string, string> { ["FunctionName"] = Name },
            Payload = payload,
        };
        var answer = await client.CallAsync(call, cancellationToken);
        return new LambdaAnswer(answer.Payload, answer.Header("X-Amz-Function-Error"));
    }

    /// <summary>Its configuration. Needs <c>lambda:GetFunctionConfiguration</c>.</summary>
    /// <exception cref="AmazonServiceException">
    /// Lambda refused it: <c>ResourceNotFoundException</c>, <c>AccessDeniedException</c>, …
    /// </exception>
    public async Task<FunctionConfiguration> DescribeAsync(CancellationToken cancellationToken)
    {
        var call = new AwsCall("GetFunctionConfiguration")
        {
            Method = "GET",
            Path = "/2015-03-31/functions/{FunctionName}/configuration",
            Labels = new Dictionary<string, string> { ["FunctionName"] = Name },
        };
        var answer = await client.CallAsync(call, cancellationToken);
        var variables = answer.Json.Member("Environment")?.Member("Variables")?.EnumerateObject() ?? default;
        return new FunctionConfiguration(
            answer.Json.Text("FunctionArn") ?? throw answer.Without("FunctionArn"),
            variables.ToDictionary(v => v.Name, v => v.Value.GetString() ?? "", StringComparer.Ordinal),
            answer.Json.Text("State") ?? ""
        );
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>How a function is configured.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Variables">Its environment variables.</param>
/// <param name="State">Lambda's word for its state: <c>Active</c>, <c>Inactive</c>, <c>Pending</c>, <c>Failed</c>.</param>
public sealed record FunctionConfiguration(string Arn, IReadOnlyDictionary<string, string> Variables, string State);

/// <summary>What became of an event.</summary>
/// <param name="Payload">The function's answer, or how it failed: JSON.</param>
/// <param name="FunctionError">Not null if the function failed.</param>
public sealed record LambdaAnswer(ReadOnlyMemory<byte> Payload, string? FunctionError);

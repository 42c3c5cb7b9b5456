using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One event, with what the Runtime API's headers and Lambda's environment variables say about it.</summary>
internal sealed class Invocation : ILambdaContext
{
    private readonly DateTimeOffset deadline;

    internal Invocation(HttpResponseHeaders headers, byte[] eventBytes)
    {
        Event = eventBytes;
        AwsRequestId =
            Header(headers, "Lambda-Runtime-Aws-Request-Id")
            ?? throw new HttpRequestException("The Lambda Runtime API sent an event without a request id.");
        InvokedFunctionArn = Header(headers, "Lambda-Runtime-Invoked-Function-Arn");
        TraceId = Header(headers, "Lambda-Runtime-Trace-Id") ?? string.Empty;
        deadline = long.TryParse(Header(headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MaxValue;
    }

    public string AwsRequestId { get; }

    public string InvokedFunctionArn { get; }

    public string TraceId { get; }

    public TimeSpan RemainingTime => deadline - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    internal byte[] Event { get; }

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}

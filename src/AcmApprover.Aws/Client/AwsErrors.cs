using System.Text.Json;
using System.Xml;
using Amazon.Runtime.Internal.Transform;

namespace AcmApprover.Aws.Client;

/// <summary>Reads the errors of every protocol.</summary>
internal static class AwsErrors
{
    private const string ErrorType = "x-amzn-ErrorType";

    /// <summary>Whether a code speaks of throttling: <c>ThrottlingException</c>, <c>Throttled</c>, <c>KMSThrottling</c>.</summary>
    internal static bool IsThrottling(string? code) => code?.Contains("Throttl", StringComparison.Ordinal) == true;

    /// <summary>The error that a service answered with; one that cannot be read says service, operation and status.</summary>
    internal static AwsException Read(AwsService service, AwsCall call, IWebResponseData head, ReadOnlyMemory<byte> body, Exception inner)
    {
        Error error;
        try
        {
            error = service.IsJson ? ReadJson(head, body) : ReadXml(body);
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // A proxy or a load balancer answered in the service's place, or the body was cut: head and status say what is left to say.
            error = new Error(Code(HeaderOf(head, ErrorType)), null, null);
        }

        var code = error.Code ?? $"{(int)head.StatusCode}";
        var message =
            error.Message
            ?? $"{Start(service, call, head)} and "
                + (error.Code ?? $"without an error that can be read ({head.ContentType ?? "no content type"}, {body.Length} bytes)");
        return new AwsException(
            message,
            code,
            error.RequestId ?? RequestIdOf(head),
            head.StatusCode,
            IsThrottling(code) ? true : null,
            inner
        );
    }

    /// <summary>An answer that is no error, but not what the operation returns either; a retry may help.</summary>
    internal static AwsException Unreadable(AwsService service, AwsCall call, IWebResponseData head, string problem, Exception? inner)
    {
        var message = $"{Start(service, call, head)}, but with {problem} ({head.ContentType ?? "no content type"})";
        return new AwsException(message, "UnreadableAnswer", RequestIdOf(head), head.StatusCode, isThrottling: false, inner);
    }

    /// <summary>The id of the request, which AWS support asks for.</summary>
    internal static string? RequestIdOf(IWebResponseData head) => HeaderOf(head, "x-amzn-RequestId") ?? HeaderOf(head, "x-amz-request-id");

    private static string Start(AwsService service, AwsCall call, IWebResponseData head) =>
        $"{service.Id} answered {call.Operation} with status {(int)head.StatusCode}";

    /// <summary>
    /// The code stands in a header or in the body, and may have a namespace before it or a URL behind it (Smithy, AWS JSON 1.1 and
    /// restJson1, "Operation error serialization").
    /// </summary>
    private static Error ReadJson(IWebResponseData head, ReadOnlyMemory<byte> body)
    {
        var json = JsonMembers.Parse(body);
        var code = HeaderOf(head, ErrorType) ?? json.Text("__type") ?? json.Text("code");
        return new Error(Code(code), json.Text("message") ?? json.Text("Message"), null);
    }

    private static string? Code(string? text) => text?.Split(':')[0].Split('#')[^1] is { Length: > 0 } code ? code : null;

    /// <summary>
    /// The same element in every form of the protocols (query: <c>ErrorResponse/Error</c>, EC2: <c>Response/Errors/Error</c>, S3:
    /// <c>Error</c>), but for Route 53's <c>InvalidChangeBatch</c>, which is the code and holds messages.
    /// </summary>
    private static Error ReadXml(ReadOnlyMemory<byte> body)
    {
        var root = XmlAnswer.Parse(body);
        var requestId = root.All.FirstOrDefault(e => e.Name is "RequestId" or "RequestID")?.Value;
        var error = root.All.FirstOrDefault(e => e.Name == "Error");
        return error is null && root.Member("Messages") is not null
            ? new Error(root.Name, string.Join("; ", root.List("Messages", "Message").Select(e => e.Value)), requestId)
            : new Error(error?.Text("Code"), error?.Text("Message"), requestId);
    }

    private static string? HeaderOf(IWebResponseData head, string name) => head.IsHeaderPresent(name) ? head.GetHeaderValue(name) : null;

    private readonly record struct Error(string? Code, string? Message, string? RequestId);
}

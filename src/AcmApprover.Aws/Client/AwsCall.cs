using System.Buffers;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AcmApprover.Aws.Client;

/// <summary>A call of one operation. What is null in its input is left out.</summary>
internal sealed class AwsCall(string operation) : AmazonWebServiceRequest
{
    /// <summary>The operation's name.</summary>
    public string Operation { get; } = operation;

    /// <summary>The method, in a REST protocol.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The path, in a REST protocol; <c>{Name}</c> stands for a label.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What the labels of the path stand for; any text, which is escaped.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The form in the query protocol (members of a list are <c>Name.member.1</c>), the query string in a REST protocol.</summary>
    public IReadOnlyList<(string Name, string? Value)> Parameters { get; init; } = [];

    /// <summary>Writes the members of the body, in a JSON protocol.</summary>
    public Action<Utf8JsonWriter>? Json { get; init; }

    /// <summary>The body, in a REST protocol with XML; empty for none.</summary>
    public string Xml { get; init; } = "";

    /// <summary>The body, where the operation's input and answer are bytes that mean nothing to the protocol.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The request for a service, before it is addressed and signed.</summary>
    internal sealed class Marshaller(AwsService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        /// <inheritdoc/>
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var call = (AwsCall)input;
            var request = new DefaultRequest(call, service.Id) { HttpMethod = call.Method, ResourcePath = call.Path };
            foreach (var (name, value) in call.Labels)
            {
                request.AddPathResource($"{{{name}}}", value);
            }

            foreach (var (name, value) in call.Parameters)
            {
                if (value is not null)
                {
                    request.Parameters[name] = value;
                }
            }

            if (service.Protocol is AwsProtocol.Query)
            {
                request.Parameters["Action"] = call.Operation;
                request.Parameters["Version"] = service.Version;
                return request;
            }

            if (service.Protocol is AwsProtocol.Json)
            {
                request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{call.Operation}";
            }

            request.UseQueryString = true;
            if (call.Method is not ("GET" or "DELETE"))
            {
                (request.Content, request.Headers["Content-Type"]) = call.Payload is { } payload
                    ? (payload, "application/octet-stream")
                    : BodyOf(call);
            }

            return request;
        }

        private (byte[] Body, string ContentType) BodyOf(AwsCall call) =>
            service.Protocol switch
            {
                AwsProtocol.Json => (Write(call.Json), "application/x-amz-json-1.1"),
                AwsProtocol.RestJson => (Write(call.Json), "application/json"),
                AwsProtocol.RestXml => (Encoding.UTF8.GetBytes(call.Xml), "application/xml"),
                AwsProtocol.Query => throw new InvalidOperationException("the query protocol has no body but its form"),
            };

        private static byte[] Write(Action<Utf8JsonWriter>? members)
        {
            var body = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(body))
            {
                writer.WriteStartObject();
                members?.Invoke(writer);
                writer.WriteEndObject();
            }

            return body.WrittenSpan.ToArray();
        }
    }
}

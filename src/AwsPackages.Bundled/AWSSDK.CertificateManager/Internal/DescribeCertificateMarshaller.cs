using System.Buffers;
using System.Text.Json;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CertificateManager.Internal;

/// <summary>The request in AWS JSON 1.1: the operation is a header, its input the body.</summary>
internal sealed class DescribeCertificateMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static readonly DescribeCertificateMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            if (((DescribeCertificateRequest)input).CertificateArn is { } arn)
            {
                writer.WriteString("CertificateArn", arn);
            }

            writer.WriteEndObject();
        }

        return new DefaultRequest(input, "Amazon.CertificateManager")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = body.WrittenSpan.ToArray(),
            Headers = { ["X-Amz-Target"] = "CertificateManager.DescribeCertificate", ["Content-Type"] = "application/x-amz-json-1.1" },
        };
    }
}

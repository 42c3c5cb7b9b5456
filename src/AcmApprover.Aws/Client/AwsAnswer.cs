using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AcmApprover.Aws.Client;

/// <summary>What a service answered to a call that it carried out.</summary>
internal sealed class AwsAnswer : AmazonWebServiceResponse
{
    private readonly AwsService? service;
    private readonly AwsCall? call;
    private readonly IWebResponseData? head;

    /// <summary>Required by the type parameter of the SDK's pipeline, which never calls it.</summary>
    public AwsAnswer() { }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="AwsException">It is not of the service's protocol.</exception>
    internal AwsAnswer(AwsService service, AwsCall call, IWebResponseData head, ReadOnlyMemory<byte> body)
    {
        (this.service, this.call, this.head, Payload) = (service, call, head, body);
        HttpStatusCode = head.StatusCode;
        ContentLength = head.ContentLength;
        ResponseMetadata = new ResponseMetadata { RequestId = AwsErrors.RequestIdOf(head) };
        try
        {
            if (call.Payload is not null)
            {
                return;
            }

            if (service.IsJson)
            {
                Json = JsonMembers.Parse(body);
            }
            else
            {
                Xml = XmlAnswer.Parse(body);
            }
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            throw AwsErrors.Unreadable(service, call, head, $"{body.Length} bytes that cannot be read", e);
        }
    }

    /// <summary>The answer in a JSON protocol.</summary>
    public JsonElement Json { get; }

    /// <summary>The answer in a protocol with XML.</summary>
    public XmlAnswer Xml { get; } = XmlAnswer.Empty;

    /// <summary>The answer as it came.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>A header's value; null if there is none.</summary>
    public string? Header(string name) => head?.IsHeaderPresent(name) == true ? head.GetHeaderValue(name) : null;

    /// <summary>The error that the answer has no such member, although the service always gives it.</summary>
    internal AwsException Without(string member) => AwsErrors.Unreadable(service!, call!, head!, $"no {member}", inner: null);
}

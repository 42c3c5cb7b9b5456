using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>The request in the AWS query protocol: a form with the operation's name, the API's version and the input.</summary>
internal sealed class PublishMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static readonly PublishMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var publish = (PublishRequest)input;
        var request = new DefaultRequest(input, "Amazon.SimpleNotificationService") { HttpMethod = "POST", ResourcePath = "/" };
        request.Parameters["Action"] = "Publish";
        request.Parameters["Version"] = "2010-03-31";
        Add("TopicArn", publish.TopicArn);
        Add("Subject", publish.Subject);
        Add("Message", publish.Message);
        return request;

        void Add(string name, string value)
        {
            if (value is not null)
            {
                request.Parameters[name] = value;
            }
        }
    }
}

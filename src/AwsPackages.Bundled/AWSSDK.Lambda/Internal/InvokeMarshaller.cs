using System.Text;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Internal;

/// <summary>The request in REST: the function in the path, the event as it is in the body.</summary>
internal sealed class InvokeMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static readonly InvokeMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var invoke = (InvokeRequest)input;
        if (string.IsNullOrEmpty(invoke.FunctionName))
        {
            throw new AmazonLambdaException("An InvokeRequest needs a FunctionName.");
        }

        var request = new DefaultRequest(input, "Amazon.Lambda")
        {
            HttpMethod = "POST",
            ResourcePath = "/2015-03-31/functions/{FunctionName}/invocations",
            Content = Encoding.UTF8.GetBytes(invoke.Payload ?? string.Empty),
            Headers = { ["Content-Type"] = "application/octet-stream" },
        };
        request.AddPathResource("{FunctionName}", invoke.FunctionName);
        return request;
    }
}

using System.Net;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.Runtime.Bundled;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Internal;

/// <summary>The answer in REST: the function's answer as it is in the body, a failure in a header.</summary>
internal sealed class InvokeUnmarshaller : JsonResponseUnmarshaller
{
    internal static readonly InvokeUnmarshaller Instance = new();

    private const string FunctionError = "X-Amz-Function-Error";

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var payload = new MemoryStream();
        input.Stream.CopyTo(payload);
        payload.Position = 0;
        return new InvokeResponse
        {
            FunctionError = input.ResponseData.IsHeaderPresent(FunctionError) ? input.ResponseData.GetHeaderValue(FunctionError) : null,
            Payload = payload,
        };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var e = JsonErrors.Read(input, innerException, statusCode);
        return e.Code switch
        {
            "ResourceNotFoundException" =>
                new ResourceNotFoundException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
            "TooManyRequestsException" =>
                new TooManyRequestsException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
            _ => new AmazonLambdaException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        };
    }
}

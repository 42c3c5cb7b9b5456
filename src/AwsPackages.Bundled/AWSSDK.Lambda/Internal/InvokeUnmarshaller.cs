using System.Net;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.Runtime.Bundled;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Internal;

/// <summary>The answer in REST: the function's answer as it is in the body, the rest in status and headers.</summary>
internal sealed class InvokeUnmarshaller : JsonResponseUnmarshaller
{
    internal static readonly InvokeUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var payload = new MemoryStream();
        input.Stream.CopyTo(payload);
        payload.Position = 0;
        return new InvokeResponse
        {
            StatusCode = (int)input.ResponseData.StatusCode,
            FunctionError = Header("X-Amz-Function-Error"),
            LogResult = Header("X-Amz-Log-Result"),
            Payload = payload,
        };

        string Header(string name) => input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;
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

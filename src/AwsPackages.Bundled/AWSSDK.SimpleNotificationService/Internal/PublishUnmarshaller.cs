using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>The answer in the AWS query protocol: XML.</summary>
internal sealed class PublishUnmarshaller : XmlResponseUnmarshaller
{
    internal static readonly PublishUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = new PublishResponse();
        while (input.Read())
        {
            if (!input.IsStartElement)
            {
                continue;
            }

            if (input.TestExpression("PublishResult/MessageId"))
            {
                response.MessageId = input.ReadText();
            }
            else if (input.TestExpression("ResponseMetadata/RequestId"))
            {
                response.ResponseMetadata = new ResponseMetadata { RequestId = input.ReadText() };
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var e = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return e.Code switch
        {
            "AuthorizationError" => new AuthorizationErrorException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
            "InternalError" => new InternalErrorException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
            "InvalidParameter" => new InvalidParameterException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
            "NotFound" => new NotFoundException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
            _ => new AmazonSimpleNotificationServiceException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
        };
    }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>An error that the Lambda service answered with.</summary>
public class AmazonLambdaException : AmazonServiceException
{
    /// <summary>Made by hand, in a test.</summary>
    public AmazonLambdaException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public AmazonLambdaException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

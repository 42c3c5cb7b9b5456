using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>The function does not exist in the account and region asked.</summary>
public class ResourceNotFoundException : AmazonLambdaException
{
    /// <summary>Made by hand, in a test.</summary>
    public ResourceNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public ResourceNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

/// <summary>The function's or the account's concurrency is used up; the request may be repeated.</summary>
public class TooManyRequestsException : AmazonLambdaException
{
    /// <summary>Made by hand, in a test.</summary>
    public TooManyRequestsException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public TooManyRequestsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

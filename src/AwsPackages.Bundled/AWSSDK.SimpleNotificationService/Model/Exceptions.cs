using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>The caller may not publish to the topic.</summary>
public class AuthorizationErrorException : AmazonSimpleNotificationServiceException
{
    /// <summary>Made by hand, in a test.</summary>
    public AuthorizationErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public AuthorizationErrorException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

/// <summary>SNS failed; the request may be repeated.</summary>
public class InternalErrorException : AmazonSimpleNotificationServiceException
{
    /// <summary>Made by hand, in a test.</summary>
    public InternalErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public InternalErrorException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

/// <summary>A parameter breaks a rule of the service, such as a subject of 100 characters.</summary>
public class InvalidParameterException : AmazonSimpleNotificationServiceException
{
    /// <summary>Made by hand, in a test.</summary>
    public InvalidParameterException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public InvalidParameterException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

/// <summary>The topic does not exist.</summary>
public class NotFoundException : AmazonSimpleNotificationServiceException
{
    /// <summary>Made by hand, in a test.</summary>
    public NotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Made from the service's answer.</summary>
    public NotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}

using System.Net;
using Amazon.Runtime;

namespace Amazon.CertificateManager.Model;

/// <summary>The ARN does not name a certificate that ACM can look up.</summary>
public class InvalidArnException : AmazonCertificateManagerException
{
    /// <summary>Made from the service's answer.</summary>
    public InvalidArnException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The certificate does not exist in the account and region asked.</summary>
public class ResourceNotFoundException : AmazonCertificateManagerException
{
    /// <summary>Made from the service's answer.</summary>
    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

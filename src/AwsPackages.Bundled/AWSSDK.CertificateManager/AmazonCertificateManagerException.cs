using System.Net;
using Amazon.Runtime;

namespace Amazon.CertificateManager;

/// <summary>An error that ACM answered with.</summary>
public class AmazonCertificateManagerException : AmazonServiceException
{
    /// <summary>Made from the service's answer.</summary>
    public AmazonCertificateManagerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

using System.Net;
using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// An error that a service answered with, or an answer that is not of its protocol. <see cref="AmazonServiceException.ErrorCode"/> is
/// never null: where the answer holds no code, it is the status.
/// </summary>
internal sealed class AwsException(
    string message,
    string code,
    string? requestId,
    HttpStatusCode status,
    bool? isThrottling,
    Exception? inner
) : AmazonServiceException(message, inner, (int)status < 500 ? ErrorType.Sender : ErrorType.Receiver, code, requestId, status)
{
    /// <summary>
    /// Set for what the retry policy cannot tell from code and status: an answer that was cut or replaced on its way, and codes such as
    /// SNS's <c>KMSThrottling</c>.
    /// </summary>
    public override RetryableDetails? Retryable { get; } = isThrottling is { } throttling ? new RetryableDetails(throttling) : null;
}

using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// Calls to AWS. Transient failures are retried for as long as the caller has time, and for a minute at most (on top of the SDK's own few
/// retries), and then thrown as <see cref="TemporarilyUnavailableException"/>. Everything else is left as the SDK throws it.
/// </summary>
internal static class AwsCalls
{
    /// <summary>How long one request may take: the answers are small, and a request that hangs is better made again.</summary>
    internal static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>How long a call is retried. A command has no deadline, and must not hang while a service is down.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(1);

    /// <summary>Runs a call, and retries it while its failure is transient.</summary>
    /// <param name="service">The service, as an operator knows it.</param>
    /// <param name="call">One request, which does no harm if it is repeated.</param>
    /// <param name="cancellationToken">The caller's time.</param>
    /// <param name="time">The clock; the machine's if none is given.</param>
    internal static async Task<T> RunAsync<T>(
        string service,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        TimeProvider? time = null
    )
    {
        time ??= TimeProvider.System;
        var start = time.GetTimestamp();
        TemporarilyUnavailableException? last = null;
        try
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    return await call(cancellationToken);
                }
                catch (TemporarilyUnavailableException e)
                {
                    last = e;
                }
                catch (Exception e) when (Explain(e, cancellationToken) is { } problem)
                {
                    last = new TemporarilyUnavailableException(service, problem, e);
                }

                if (time.GetElapsedTime(start) > LongestTime)
                {
                    throw last;
                }

                await Task.Delay(Spread(pause), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && last is not null)
        {
            // Time ran out between two tries: what failed says more than that.
            throw last;
        }
    }

    /// <summary>Between half of the pause and all of it, so that callers that failed together do not retry together.</summary>
    private static TimeSpan Spread(TimeSpan pause) => pause * (RandomNumberGenerator.GetInt32(50, 101) / 100.0);

    /// <summary>Whether the service refused the caller; a retry with the same rights is refused again.</summary>
    internal static bool IsDenied(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
        || e.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnrecognizedClientException" or "InvalidClientTokenId";

    /// <summary>Why a failure is transient; null if it is not.</summary>
    internal static string? Explain(Exception e, CancellationToken token) =>
        e switch
        {
            // An answer says more than that the time ran out while it was on its way.
            AmazonServiceException service when IsTransient(service) =>
                $"{service.ErrorCode ?? "no error code"} (status {(int)service.StatusCode})",
            AmazonServiceException => null,
            _ when token.IsCancellationRequested => null,
            HttpRequestException or IOException or TimeoutException or OperationCanceledException => "no answer",
            AmazonClientException
            {
                InnerException: HttpRequestException or IOException or TimeoutException or OperationCanceledException,
            } => "no answer",
            _ => null,
        };

    private static bool IsTransient(AmazonServiceException e) =>
        (int)e.StatusCode is 0 or 429 or >= 500
        || e.Retryable is not null
        || AwsErrors.IsThrottling(e.ErrorCode)
        || e.ErrorCode
            is "TooManyRequestsException"
                or "RequestLimitExceeded"
                or "SlowDown"
                or "PriorRequestNotComplete"
                or "RequestTimeout"
                or "RequestTimeoutException"
                or "ConditionalRequestConflict"
                or "OperationAborted"
                or "ExpiredToken"
                or "ExpiredTokenException";
}

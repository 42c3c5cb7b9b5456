using System.Collections.Concurrent;
using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// Tells an endpoint that nobody has ever reached from one that is down for a while: a command that is run by a person reports the first at
/// once, with its cause, since it is a wrong name, a network or a proxy, and no retry mends those.
/// </summary>
internal static class FirstContact
{
    /// <summary>As long as a person is willing to wait for nothing: a connection is tried twice in it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9.5);

    private static readonly ConcurrentDictionary<string, byte> answered = new(StringComparer.Ordinal);

    /// <summary>Whether it matters; in a function it does not: an event waits, and is tried again.</summary>
    internal static bool IsReported { get; set; }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isLong">Whether the answer may take long: then only the connection must be made in time.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnreachableEndpointException">It is the first request to its endpoint, and there is no answer.</exception>
    internal static async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        bool isLong,
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        var endpoint = request.RequestUri?.GetLeftPart(UriPartial.Authority) ?? "";
        if (!IsReported || answered.ContainsKey(endpoint))
        {
            return await send(cancellationToken);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isLong)
        {
            limit.CancelAfter(Patience);
        }

        var isConnected = true;
        try
        {
            var response = await ConnectTwiceAsync();
            answered.TryAdd(endpoint, 0);
            return response;
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            // "Connection refused (127.0.0.1:8080)" names the proxy, too; of TLS, only the inner exception says what is wrong.
            var cause = e.HttpRequestError == HttpRequestError.SecureConnectionError ? e.GetBaseException() : e;
            throw new UnreachableEndpointException(endpoint, cause.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreachableEndpointException(endpoint, isConnected ? "it is connected, but says nothing" : "no connection is made");
        }

        // One that is not made in its time may have met a machine or a network that was busy for a moment.
        async Task<HttpResponseMessage> ConnectTwiceAsync()
        {
            try
            {
                return await send(limit.Token);
            }
            catch (OperationCanceledException) when (!limit.IsCancellationRequested)
            {
                isConnected = false;
                return await send(limit.Token);
            }
        }
    }
}

/// <summary>
/// An endpoint does not answer, and never did. It is no HTTP exception, which would be retried: that takes a minute, and the same cause
/// remains.
/// </summary>
/// <param name="endpoint">The endpoint: scheme, host and port.</param>
/// <param name="problem">The cause.</param>
public sealed class UnreachableEndpointException(string endpoint, string problem)
    : AmazonClientException($"{endpoint} does not answer: {problem}")
{
    /// <summary>The endpoint: scheme, host and port.</summary>
    public string Endpoint { get; } = endpoint;
}

using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// Makes the HTTP client of every AWS client in the process. The SDK reads an answer's body synchronously and without a time-out, which
/// blocks a thread until the body has arrived; so the whole body is awaited first, within the request's time-out and a size limit.
/// </summary>
public sealed class AwsHttpClientFactory : HttpClientFactory
{
    /// <summary>
    /// Longer than any answer that is expected: an S3 listing has 1,000 keys of at most 1,024 bytes, each byte at most six when escaped in
    /// XML; a Lambda response is at most 6 MB; of a mail only the first mebibyte is read.
    /// </summary>
    private const int BodyLimit = 8 * 1024 * 1024;

    /// <summary>Ten messages of at most 1 MiB each (SQS developer guide, "Message quotas"), escaped as JSON.</summary>
    private const int QueueBodyLimit = 32 * 1024 * 1024;

    /// <summary>One pool of connections for all clients, so that a connection that one has opened serves the others.</summary>
    private static readonly SocketsHttpHandler transport = new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions = { RemoteCertificateValidationCallback = ServerTrust.Verify },
    };

    private AwsHttpClientFactory() { }

    /// <summary>
    /// Sets this for every AWS client that the process makes from now on, including those that the SDK itself makes to get credentials.
    /// A program calls it before it makes the first of them.
    /// </summary>
    /// <param name="reportsFirstContact">
    /// Whether an endpoint that does not answer its first request is reported within ten seconds
    /// (<see cref="UnreachableEndpointException"/>), and not retried for as long as there is time: for a program that a person waits for.
    /// </param>
    public static void UseForAllClients(bool reportsFirstContact = false)
    {
        FirstContact.IsReported = reportsFirstContact;
        AWSConfigs.HttpClientFactory = new AwsHttpClientFactory();
    }

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The handler holds only the transport, which lives as long as the process.")]
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var limit = clientConfig.RegionEndpointServiceName == "sqs" ? QueueBodyLimit : BodyLimit;
        var timeout = clientConfig.Timeout ?? AwsCalls.RequestTimeout;
        return new HttpClient(new WholeBodyHandler(limit, isLong: timeout > AwsCalls.RequestTimeout), disposeHandler: false)
        {
            Timeout = timeout,
        };
    }

    /// <summary>Hands an answer on once its body is in memory. The client's time-out covers its handlers, and so the body.</summary>
    private sealed class WholeBodyHandler(int limit, bool isLong) : DelegatingHandler(transport)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await FirstContact.SendAsync(
                request,
                isLong,
                token => ServerTrust.SendAsync(request, () => base.SendAsync(request, token)),
                cancellationToken
            );
            try
            {
                // The answer to HEAD states the length of a body that is not sent.
                if (request.Method != HttpMethod.Head)
                {
                    await response.Content.LoadIntoBufferAsync(limit, cancellationToken);
                }

                return response;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            {
                response.Dispose();
                // Not an HTTP exception, which would be retried: the same request gets the same answer.
                throw new AmazonClientException($"{request.RequestUri?.Host} answers with a body of more than {limit} bytes.");
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Lambda Runtime API (Lambda developer guide, "Using the Lambda runtime API for custom runtimes").</summary>
internal sealed class RuntimeApi : IDisposable
{
    // Never by way of HTTP_PROXY: the API is inside the execution environment.
    private readonly SocketsHttpHandler transport = new() { UseProxy = false, AllowAutoRedirect = false };
    private readonly HttpClient http;

    internal RuntimeApi(string hostAndPort)
    {
        if (string.IsNullOrEmpty(hostAndPort))
        {
            throw new InvalidOperationException(
                "AWS_LAMBDA_RUNTIME_API is not set. This program is started by AWS Lambda (or by something that speaks the Lambda "
                    + "Runtime API), which sets it to the host and port to ask for events."
            );
        }

        // No time-out: the next event takes as long as there is none, and the instance is frozen meanwhile.
        http = new HttpClient(transport)
        {
            BaseAddress = new Uri($"http://{hostAndPort}/2018-06-01/runtime/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    internal async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri("invocation/next", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return new Invocation(response.Headers, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Sends an answer, or with <paramref name="errorType"/> an error. A 4xx is for the caller to deal with.</summary>
    /// <exception cref="HttpRequestException">There is no answer, or a 5xx: the environment cannot be used any longer.</exception>
    internal async Task<HttpStatusCode> PostAsync(string path, byte[] json, string errorType = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await http.SendAsync(request);
        if ((int)response.StatusCode >= 500)
        {
            response.EnsureSuccessStatusCode();
        }

        return response.StatusCode;
    }

    public void Dispose()
    {
        http.Dispose();
        transport.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>
/// The only way from a client to the approval site: a proxy that understands CONNECT (RFC 9110, 9.3.6) and tunnels port 443 of the
/// approval hosts to the simulated site. Every other host and port is refused with 403, and noted.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly RequestLog log;
    private readonly SimulatedApprovalSite site;
    private readonly LoopbackListener listener;

    internal ConnectProxy(RequestLog log, SimulatedApprovalSite site)
    {
        this.log = log;
        this.site = site;
        listener = LoopbackListener.Start(tls: null, ServeAsync);
    }

    /// <summary>The address for <c>HTTPS_PROXY</c>.</summary>
    public Uri Endpoint => listener.Endpoint;

    /// <summary>Closes every tunnel.</summary>
    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ServeAsync(Stream client, CancellationToken cancelled)
    {
        var reader = new HttpReader(client);
        HttpHead? head;
        try
        {
            head = await reader.ReadHeadAsync(cancelled);
        }
        catch (HttpProblemException)
        {
            head = null;
        }

        if (head is null)
        {
            return;
        }

        var isAllowed =
            head.Method == "CONNECT"
            && head.Target.EndsWith(":443", StringComparison.Ordinal)
            && SimulatedApprovalSite.RegionOfHost(head.Target[..^4]) is not null;
        log.Add(
            new SimulatedRequest
            {
                Service = ServiceName.Proxy,
                Operation = head.Method,
                Method = head.Method,
                Host = head.Target,
                Path = "",
                Query = new Dictionary<string, string>(),
                Headers = head.Headers,
                Body = default,
                Status = isAllowed ? 200 : 403,
            }
        );
        if (!isAllowed)
        {
            var refusal = $"The simulated network leads to the approval hosts only, by CONNECT and on port 443; asked: {head.Target}\n";
            var answer = $"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: {refusal.Length}\r\n";
            await client.WriteAsync(Encoding.ASCII.GetBytes($"{answer}Connection: close\r\n\r\n{refusal}"), cancelled);
            return;
        }

        using var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, site.Endpoint.Port, cancelled);
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancelled);
        var stream = server.GetStream();
        await stream.WriteAsync(reader.Unread, cancelled);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        await Task.WhenAll(
            PumpAsync(client.CopyToAsync(stream, done.Token), done),
            PumpAsync(stream.CopyToAsync(client, done.Token), done)
        );
    }

    // When one side has closed, nothing sensible can follow from the other: TLS has said its goodbye.
    private static async Task PumpAsync(Task copying, CancellationTokenSource done)
    {
        try
        {
            await copying;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // A connection that ends in the middle is one of the things that are simulated.
        }
        finally
        {
            await done.CancelAsync();
        }
    }
}

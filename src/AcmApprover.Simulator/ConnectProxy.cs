using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AcmApprover.Simulator;

/// <summary>
/// The only way from a client to the approval site: a proxy that understands CONNECT (RFC 9110, 9.3.6) and tunnels port 443 of the
/// approval hosts to the simulated site. Every other host and port is refused with 403, and noted.
/// </summary>
public sealed class ConnectProxy
{
    private const int LongestHead = 16 * 1024;
    private readonly RequestLog log;
    private readonly ApprovalSite site;

    internal ConnectProxy(RequestLog log, ApprovalSite site)
    {
        this.log = log;
        this.site = site;
    }

    /// <summary>The address for <c>HTTPS_PROXY</c>.</summary>
    public Uri Endpoint => new UriBuilder("http", "127.0.0.1", Listener!.IPEndPoint!.Port).Uri;

    internal ListenOptions? Listener { get; set; }

    internal async Task TunnelAsync(ConnectionContext client)
    {
        var head = await ReadHeadAsync(client.Transport.Input, client.ConnectionClosed);
        var words = head.Split("\r\n", 2)[0].Split(' ');
        var authority = words.Length == 3 ? words[1] : "";
        var isAllowed = words[0] == "CONNECT"
            && authority.EndsWith(":443", StringComparison.Ordinal)
            && ApprovalSite.RegionOfHost(authority[..^4]) is not null;
        log.Add(new SimulatedRequest
        {
            Service = ServiceName.Proxy,
            Operation = words[0],
            Method = words[0],
            Host = authority,
            Path = "",
            Query = new Dictionary<string, string>(),
            Headers = new Dictionary<string, string>(),
            Body = default,
            Status = isAllowed ? 200 : 403,
        });
        if (!isAllowed)
        {
            var refusal = $"The simulated network leads to the approval hosts only, by CONNECT and on port 443; asked: {authority}\n";
            var answer = $"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: {refusal.Length}\r\nConnection: close\r\n\r\n";
            await client.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(answer + refusal));
            return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, site.Endpoint.Port, client.ConnectionClosed);
        await client.Transport.Output.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        using var done = CancellationTokenSource.CreateLinkedTokenSource(client.ConnectionClosed);
        var stream = server.GetStream();
        await Task.WhenAll(
            PumpAsync(client.Transport.Input.CopyToAsync(stream, done.Token), done),
            PumpAsync(stream.CopyToAsync(client.Transport.Output, done.Token), done));
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

    private static async Task<string> ReadHeadAsync(PipeReader input, CancellationToken cancelled)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancelled);
            var text = Encoding.Latin1.GetString(read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LongestHead)));
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 || read.IsCompleted || text.Length == LongestHead)
            {
                input.AdvanceTo(read.Buffer.GetPosition(end >= 0 ? end + 4 : text.Length));
                return text;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>A connection whose bytes the test sends and reads itself: nothing puts an answer's pieces together.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly Stream stream;

    private RawClient(TcpClient client, Stream stream) => (this.client, this.stream) = (client, stream);

    public static async Task<RawClient> ConnectAsync(SimulatedWorld world, Uri endpoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, Cancelled);
        if (endpoint.Scheme == Uri.UriSchemeHttp)
        {
            return new RawClient(client, client.GetStream());
        }

        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = endpoint.Host, CertificateChainPolicy = TrustIn(world) },
            Cancelled
        );
        return new RawClient(client, secure);
    }

    /// <summary>Whether nothing has arrived that is not read yet.</summary>
    public bool IsSilent => client.Available == 0;

    public Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), Cancelled).AsTask();

    /// <summary>Reads a head, up to its empty line, byte by byte: what comes after it stays unread.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += await ReadAsync(1);
        }

        return head;
    }

    /// <summary>Reads so many bytes.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Cancelled);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Cancelled);
        return Encoding.Latin1.GetString(rest.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }
}

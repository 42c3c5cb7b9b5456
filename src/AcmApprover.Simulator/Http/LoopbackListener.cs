using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AcmApprover.Simulator.Http;

/// <summary>Serves a connection.</summary>
/// <param name="stream">The connection, its TLS undone.</param>
/// <param name="cancelled">Cancelled when the listener ends.</param>
internal delegate Task ConnectionHandler(Stream stream, CancellationToken cancelled);

/// <summary>
/// A port on loopback, in clear or behind TLS, with at most 1,024 connections at a time. A connection that ends in the middle is one
/// of the things that are simulated, and no failure.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private const int MostConnections = 1024;
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(30);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim places = new(MostConnections);
    private readonly HashSet<Task> connections = [];
    private readonly Func<SslServerAuthenticationOptions>? tls;
    private readonly ConnectionHandler handle;
    private readonly Task accepting;

    private LoopbackListener(Func<SslServerAuthenticationOptions>? tls, ConnectionHandler handle)
    {
        (this.tls, this.handle) = (tls, handle);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Endpoint = new UriBuilder(tls is null ? "http" : "https", "127.0.0.1", port).Uri;
        accepting = AcceptAsync();
    }

    /// <summary>The port's URL.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts to listen on a free port.</summary>
    /// <param name="tls">How the port authenticates itself; null for a port in clear.</param>
    /// <param name="handle">Serves each connection.</param>
    public static LoopbackListener Start(Func<SslServerAuthenticationOptions>? tls, ConnectionHandler handle) => new(tls, handle);

    /// <summary>Closes the port and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections);
        places.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await places.WaitAsync(ended.Token);
                var socket = await listener.AcceptSocketAsync(ended.Token);
                connections.RemoveWhere(connection => connection.IsCompletedSuccessfully);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The listener has ended.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            socket.NoDelay = true;
            await using var clear = new NetworkStream(socket, ownsSocket: true);
            if (tls is null)
            {
                await handle(clear, ended.Token);
                return;
            }

            await using var secure = new SslStream(clear);
            using (var handshake = CancellationTokenSource.CreateLinkedTokenSource(ended.Token))
            {
                handshake.CancelAfter(HandshakeTime);
                await secure.AuthenticateAsServerAsync(tls(), handshake.Token);
            }

            await handle(secure, ended.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // The client went away, or did not believe the certificate.
        }
        finally
        {
            places.Release();
        }
    }
}

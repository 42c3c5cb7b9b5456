using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AcmApprover.Lambda.Tests;

/// <summary>
/// A relay in front of an HTTP service, such as a network is one: it passes requests on as they are, and each answer's head at once,
/// but the body in the way of its <see cref="Manner"/>.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri service;
    private readonly Manner manner;
    private readonly Task accepting;
    private int bodies;

    private Relay(Uri service, Manner manner)
    {
        (this.service, this.manner) = (service, manner);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>How a body is passed on.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="number">Which body it is, from 1.</param>
    /// <param name="client">Where it goes.</param>
    internal delegate Task Manner(ReadOnlyMemory<byte> body, int number, Func<ReadOnlyMemory<byte>, Task> client);

    /// <summary>What takes the service's place.</summary>
    internal string Endpoint => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>How many bodies it has passed on, or begun to.</summary>
    internal int Bodies => bodies;

    internal static Relay Before(Uri service, Manner manner) => new(service, manner);

    /// <summary>The body comes a while after its head.</summary>
    internal static Manner Late(TimeSpan pause) => async (body, _, send) =>
    {
        await Task.Delay(pause);
        await send(body);
    };

    /// <summary>The body comes in pieces, each a while after what was before it.</summary>
    internal static Manner InPieces(int pieces, TimeSpan pause) => async (body, _, send) =>
    {
        var size = Math.Max(1, (body.Length + pieces - 1) / pieces);
        for (var sent = 0; sent < body.Length; sent += size)
        {
            await Task.Delay(pause);
            await send(body.Slice(sent, Math.Min(size, body.Length - sent)));
        }
    };

    /// <summary>Of the first body there comes only a half, and never the rest.</summary>
    internal static Manner StallOnce() => async (body, number, send) =>
    {
        if (number > 1)
        {
            await send(body);
            return;
        }

        await send(body[..(body.Length / 2)]);
        await Task.Delay(Timeout.Infinite);
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(service.Host, service.Port, stop.Token);
            // Whoever closes first ends both.
            var requests = client.GetStream().CopyToAsync(server.GetStream(), stop.Token);
            await Task.WhenAny(requests, AnswersAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }

    private async Task AnswersAsync(NetworkStream from, NetworkStream to)
    {
        var received = new ArrayBufferWriter<byte>();
        while (await ReadUntilAsync(from, received, () => HeadLength(received.WrittenSpan) > 0))
        {
            var head = HeadLength(received.WrittenSpan);
            var body = BodyLength(Encoding.ASCII.GetString(received.WrittenSpan[..head]));
            if (!await ReadUntilAsync(from, received, () => received.WrittenCount >= head + body))
            {
                return;
            }

            await to.WriteAsync(received.WrittenMemory[..head], stop.Token);
            if (body > 0)
            {
                await manner(received.WrittenMemory.Slice(head, body), Interlocked.Increment(ref bodies), piece => to.WriteAsync(piece, stop.Token).AsTask())
                    .WaitAsync(stop.Token);
            }

            var rest = received.WrittenMemory[(head + body)..].ToArray();
            received.Clear();
            received.Write(rest);
        }
    }

    private async Task<bool> ReadUntilAsync(NetworkStream from, ArrayBufferWriter<byte> into, Func<bool> isEnough)
    {
        while (!isEnough())
        {
            var read = await from.ReadAsync(into.GetMemory(), stop.Token);
            if (read == 0)
            {
                return false;
            }

            into.Advance(read);
        }

        return true;
    }

    private static int HeadLength(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    /// <summary>Every answer of the simulated services says how long it is.</summary>
    private static int BodyLength(string head)
    {
        const string name = "\r\nContent-Length: ";
        var start = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return 0;
        }

        start += name.Length;
        return int.Parse(head.AsSpan(start, head.IndexOf('\r', start) - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

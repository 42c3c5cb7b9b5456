using System.Globalization;
using System.Net;
using System.Text;

namespace AcmApprover.Simulator.Http;

/// <summary>Writes answers to a connection, in the way that their <see cref="Delivery"/> says.</summary>
internal sealed class ResponseWriter(Stream stream, CancellationToken gone)
{
    private const int SmallBody = 16 * 1024;

    /// <summary>Writes an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="head">The request that it is for.</param>
    /// <param name="delivery">How it is sent, unless the answer says so itself.</param>
    /// <returns>Whether it is whole; else the connection is of no further use.</returns>
    public async Task<bool> WriteAsync(SimulatedResponse response, HttpHead head, Delivery delivery)
    {
        delivery = response.Delivery ?? delivery;
        await PauseAsync(delivery.Latency);
        var bytes = Encoding.Latin1.GetBytes(HeadOf(response, head));
        var body = head.Method == "HEAD" || response.Status == 204 ? default : response.Body;
        if (body.IsEmpty)
        {
            await SendAsync(head.Method == "HEAD" ? bytes : (byte[])[.. bytes, .. LastChunk(response)]);
            return true;
        }

        if (delivery is { BodyPause.Ticks: 0, Pieces: 1, End: BodyEnd.Whole } && body.Length <= SmallBody)
        {
            await SendAsync((byte[])[.. bytes, .. Framed(body, response.IsChunked).Span, .. LastChunk(response)]);
            return true;
        }

        await SendAsync(bytes);
        await PauseAsync(delivery.BodyPause);
        await SendPiecesAsync(delivery.End == BodyEnd.Whole ? body : body[..(body.Length / 2)], response.IsChunked, delivery);
        switch (delivery.End)
        {
            case BodyEnd.Whole:
                await SendAsync(LastChunk(response).ToArray());
                return true;
            case BodyEnd.Stalled:
                await PauseAsync(Timeout.InfiniteTimeSpan);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Tells a client that asked for it that its body is wanted (RFC 9110, 10.1.1).</summary>
    public Task ContinueAsync() => SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());

    private async Task SendPiecesAsync(ReadOnlyMemory<byte> body, bool isChunked, Delivery delivery)
    {
        var size = Math.Max(1, (body.Length + delivery.Pieces - 1) / delivery.Pieces);
        for (var sent = 0; sent < body.Length; sent += size)
        {
            await PauseAsync(sent == 0 ? TimeSpan.Zero : delivery.PiecePause);
            await SendAsync(Framed(body.Slice(sent, Math.Min(size, body.Length - sent)), isChunked));
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            await stream.WriteAsync(bytes, gone);
            await stream.FlushAsync(gone);
        }
    }

    private Task PauseAsync(TimeSpan time) => time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, gone);

    private static ReadOnlyMemory<byte> Framed(ReadOnlyMemory<byte> piece, bool isChunked) =>
        isChunked ? (byte[])[.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece.Span, .. "\r\n"u8] : piece;

    private static ReadOnlySpan<byte> LastChunk(SimulatedResponse response) => response.IsChunked ? "0\r\n\r\n"u8 : default;

    private static string HeadOf(SimulatedResponse response, HttpHead request)
    {
        using var reason = new HttpResponseMessage((HttpStatusCode)response.Status);
        var head = new StringBuilder($"HTTP/1.1 {response.Status} {reason.ReasonPhrase}\r\n");
        Add("Date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        Add("Content-Type", response.ContentType);
        if (response.Status != 204)
        {
            Add("Content-Length", response.IsChunked ? null : $"{response.Body.Length}");
            Add("Transfer-Encoding", response.IsChunked ? "chunked" : null);
        }

        foreach (var (name, value) in response.Headers)
        {
            Add(name, value);
        }

        Add("Connection", request.IsKeptAlive ? null : "close");
        return head.Append("\r\n").ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }
    }
}

using System.Globalization;
using System.Text;

namespace AcmApprover.Simulator.Http;

/// <summary>
/// Reads requests from a connection: heads of at most 32 KiB and bodies of at most 64 MiB, of a declared length or chunked
/// (RFC 9112, 6 and 7). An <see cref="IOException"/> of any method means that the client is gone.
/// </summary>
internal sealed class HttpReader(Stream stream)
{
    private const int LongestHead = 32 * 1024;
    private const int LongestBody = 64 * 1024 * 1024;
    private readonly byte[] buffer = new byte[LongestHead];
    private int start;
    private int end;
    private Task<bool>? filling;

    /// <summary>What has arrived and is not read yet.</summary>
    public ReadOnlyMemory<byte> Unread => buffer.AsMemory(start..end);

    /// <summary>Reads the next head.</summary>
    /// <returns>The head; null if the client has closed the connection instead.</returns>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancelled)
    {
        while (true)
        {
            var length = Unread.Span.IndexOf("\r\n\r\n"u8);
            if (length >= 0)
            {
                var head = HttpHead.Parse(Unread.Span[..length]);
                start += length + 4;
                return head;
            }

            if (Unread.Length == LongestHead)
            {
                throw new HttpProblemException(431, $"the head is longer than {LongestHead} bytes");
            }

            if (!await FillAsync(cancelled))
            {
                return null;
            }
        }
    }

    /// <summary>Reads the body that follows a head.</summary>
    /// <returns>The body with its transfer encoding undone; empty if there is none.</returns>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpHead head, CancellationToken cancelled)
    {
        using var body = new MemoryStream();
        switch (head.Header("Transfer-Encoding"), head.Header("Content-Length"))
        {
            case (null, null):
                break;
            case (null, var length):
                await CopyAsync(body, Number(length, NumberStyles.None), cancelled);
                break;
            case (var encoding, null) when encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase):
                await CopyChunksAsync(body, cancelled);
                break;
            case (var encoding, null):
                throw new HttpProblemException(501, $"the transfer encoding is {encoding}; chunked is understood");
            default:
                throw new HttpProblemException(400, "both Content-Length and Transfer-Encoding are given");
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>
    /// Looks out for the client while its request is answered: cancels if it closes the connection. What it sends meanwhile stays
    /// here to be read.
    /// </summary>
    public async Task WatchAsync(Func<Task> cancel, CancellationToken cancelled)
    {
        if (Unread.Length == LongestHead)
        {
            return;
        }

        // What an earlier watch has brought is in the buffer.
        if (filling is { IsCompletedSuccessfully: true } && await filling)
        {
            filling = null;
        }

        try
        {
            if (await (filling ??= ReadMoreAsync(cancelled)))
            {
                return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone too; the next read says why.
        }

        await cancel();
    }

    private async Task CopyChunksAsync(MemoryStream body, CancellationToken cancelled)
    {
        while (Number((await ReadLineAsync(cancelled)).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier) is var size and > 0)
        {
            await CopyAsync(body, size, cancelled);
            if ((await ReadLineAsync(cancelled)).Length > 0)
            {
                throw new HttpProblemException(400, "a chunk is longer than it says");
            }
        }

        for (var trailers = LongestHead; await ReadLineAsync(cancelled) is { Length: > 0 } trailer;)
        {
            if ((trailers -= trailer.Length) < 0)
            {
                throw new HttpProblemException(431, $"the trailers are longer than {LongestHead} bytes");
            }
        }
    }

    private async Task CopyAsync(MemoryStream body, int length, CancellationToken cancelled)
    {
        if (body.Length + length > LongestBody)
        {
            throw new HttpProblemException(413, $"the body is longer than {LongestBody} bytes");
        }

        while (length > 0)
        {
            if (Unread.IsEmpty && !await FillAsync(cancelled))
            {
                throw new EndOfStreamException("The client closed the connection within a body.");
            }

            var piece = Unread[..Math.Min(length, Unread.Length)];
            body.Write(piece.Span);
            start += piece.Length;
            length -= piece.Length;
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancelled)
    {
        while (true)
        {
            var length = Unread.Span.IndexOf("\r\n"u8);
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(Unread.Span[..length]);
                start += length + 2;
                return line;
            }

            if (Unread.Length == LongestHead)
            {
                throw new HttpProblemException(400, "a line of a chunked body does not end");
            }

            if (!await FillAsync(cancelled))
            {
                throw new EndOfStreamException("The client closed the connection within a chunked body.");
            }
        }
    }

    private Task<bool> FillAsync(CancellationToken cancelled)
    {
        var filled = filling ?? ReadMoreAsync(cancelled);
        filling = null;
        return filled;
    }

    private async Task<bool> ReadMoreAsync(CancellationToken cancelled)
    {
        Unread.CopyTo(buffer);
        (start, end) = (0, Unread.Length);
        var count = await stream.ReadAsync(buffer.AsMemory(end), cancelled);
        end += count;
        return count > 0;
    }

    private static int Number(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new HttpProblemException(400, $"'{text}' is not a length");
}

using System.Net.Security;

namespace AcmApprover.Simulator.Http;

/// <summary>Answers a request.</summary>
/// <param name="head">Its head.</param>
/// <param name="body">Its body, with the transfer encoding undone.</param>
/// <param name="gone">Cancelled when the client is gone.</param>
internal delegate Task<SimulatedResponse> Answerer(HttpHead head, ReadOnlyMemory<byte> body, CancellationToken gone);

/// <summary>One connection of a client: request after request, each answered before the next is read.</summary>
internal static class HttpConnection
{
    /// <summary>Serves a connection until the client or an answer ends it.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="answer">Answers the requests.</param>
    /// <param name="delivery">How the answers are sent that do not say so themselves.</param>
    /// <param name="cancelled">Ends it at once.</param>
    public static async Task ServeAsync(Stream stream, Answerer answer, Delivery delivery, CancellationToken cancelled)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var reader = new HttpReader(stream);
        var writer = new ResponseWriter(stream, gone.Token);
        var watching = Task.CompletedTask;
        try
        {
            while (await reader.ReadHeadAsync(cancelled) is { } head)
            {
                if (reader.Unread.IsEmpty && head.Header("Expect") is not null)
                {
                    await writer.ContinueAsync();
                }

                var body = await reader.ReadBodyAsync(head, cancelled);
                if (watching.IsCompleted)
                {
                    watching = reader.WatchAsync(gone.CancelAsync, cancelled);
                }

                var response = await answer(head, body, gone.Token);
                if (ReferenceEquals(response, SimulatedResponse.Cut) || !await writer.WriteAsync(response, head, delivery))
                {
                    return;
                }

                if (!head.IsKeptAlive)
                {
                    break;
                }
            }

            await TakeLeaveAsync(stream);
        }
        catch (HttpProblemException problem)
        {
            await RefuseAsync(stream, writer, problem, cancelled);
        }
        finally
        {
            await stream.DisposeAsync();
            await watching;
        }
    }

    private static Task TakeLeaveAsync(Stream stream) => stream is SslStream secure ? secure.ShutdownAsync() : Task.CompletedTask;

    // What the client still sends is read for a while: a connection that is closed on unread bytes is reset, and the answer is lost.
    private static async Task RefuseAsync(Stream stream, ResponseWriter writer, HttpProblemException problem, CancellationToken cancelled)
    {
        const int MostReads = 64;
        var response = SimulatedResponse.Of(problem.Status, "text/plain; charset=utf-8", $"{problem.Message}\n");
        var request = new HttpHead("", "", IsKeptAlive: false, new Dictionary<string, string>());
        await writer.WriteAsync(response, request, new Delivery());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        var rest = new byte[32 * 1024];
        for (var reads = 0; reads < MostReads && await stream.ReadAsync(rest, patience.Token) > 0; reads++) { }
    }
}

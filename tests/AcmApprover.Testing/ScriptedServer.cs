using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AcmApprover.Testing;

/// <summary>An HTTP server on this machine that answers as the test says and remembers what it was asked.</summary>
public sealed class ScriptedServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<ScriptedRequest, Task<ScriptedAnswer>> answer;
    private readonly CancellationTokenSource stopping = new();

    public ScriptedServer(Func<ScriptedRequest, Task<ScriptedAnswer>> answer)
    {
        this.answer = answer;
        Stopping = stopping.Token;
        HostAndPort = $"127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"http://{HostAndPort}/");
        listener.Start();
        _ = ServeAsync();
    }

    public ScriptedServer(params ScriptedAnswer[] answers)
        : this(InTurn(answers)) { }

    public string HostAndPort { get; }

    public string Url => $"http://{HostAndPort}";

    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    /// <summary>Cancelled when the server stops: what an answer that never comes waits for.</summary>
    public CancellationToken Stopping { get; }

    public void Dispose()
    {
        stopping.Cancel();
        listener.Close();
        stopping.Dispose();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>One answer after the other; the last one again and again.</summary>
    private static Func<ScriptedRequest, Task<ScriptedAnswer>> InTurn(ScriptedAnswer[] answers)
    {
        var next = -1;
        return _ => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]);
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers;
            var received = new ScriptedRequest(
                context.Request.HttpMethod,
                context.Request.RawUrl!,
                headers.AllKeys.ToDictionary(key => key!, key => headers[key]!, StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync()
            );
            Requests.Enqueue(received);
            var given = await answer(received);
            context.Response.StatusCode = given.Status;
            foreach (var (name, value) in given.Headers)
            {
                context.Response.Headers[name] = value;
            }

            var body = Encoding.UTF8.GetBytes(given.Body);
            context.Response.ContentLength64 = body.Length;
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over, or the client has gone.
            context.Response.Abort();
        }
    }
}

public sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

public sealed record ScriptedAnswer(int Status, string Body, params IReadOnlyList<(string Name, string Value)> Headers);

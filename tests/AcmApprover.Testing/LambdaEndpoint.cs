using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;

namespace AcmApprover.Testing;

/// <summary>Lambda's Invoke (Lambda API reference), in front of the function process of a world.</summary>
public sealed class LambdaEndpoint : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly SimulatedWorld world;
    private readonly List<JsonNode> events = [];

    public LambdaEndpoint(SimulatedWorld world)
    {
        this.world = world;
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The replays that were asked for.</summary>
    public IReadOnlyList<JsonNode> Events => events;

    /// <summary>Answered in the function's place: status, payload, and whether it is a function's error.</summary>
    public (int Status, string Payload, bool IsError)? Answer { get; init; }

    /// <summary>The function's time limit; null for the simulator's own.</summary>
    public TimeSpan? Timeout { get; init; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        var path = $"/2015-03-31/functions/{world.Lambda.FunctionArn.Split(':')[^1]}/invocations";
        while (true)
        {
            var context = await listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            var payload = await reader.ReadToEndAsync();
            events.Add(JsonNode.Parse(payload)!["replay"]!);
            var isKnown = context.Request.HttpMethod == "POST" && context.Request.Url?.AbsolutePath == path;
            var (status, answer, isError) = !isKnown ? (404, "{}", false) : Answer ?? await InvokeAsync(payload);
            context.Response.StatusCode = status;
            if (isError)
            {
                context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            }

            context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
        }
    }

    private async Task<(int Status, string Payload, bool IsError)> InvokeAsync(string payload)
    {
        var result = await world.Lambda.InvokeAsync(payload, Timeout);
        return (200, result.Payload ?? new JsonObject { ["errorMessage"] = result.ErrorMessage }.ToJsonString(), result.Payload is null);
    }
}

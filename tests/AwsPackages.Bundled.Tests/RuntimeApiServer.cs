using System.Globalization;
using System.Threading.Channels;
using AcmApprover.Testing;

namespace AwsPackages.Bundled.Tests;

/// <summary>The Lambda Runtime API, with the events that a test gives it.</summary>
internal sealed class RuntimeApiServer : IDisposable
{
    private readonly Channel<(string Id, string Json)> events = Channel.CreateUnbounded<(string, string)>();
    private readonly Channel<ScriptedRequest> posted = Channel.CreateUnbounded<ScriptedRequest>();
    private readonly ScriptedServer server;

    internal RuntimeApiServer()
    {
        server = new ScriptedServer(AnswerAsync);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", server.HostAndPort);
    }

    internal static string FunctionArn => "arn:aws:lambda:eu-west-1:111122223333:function:approver";

    internal DateTimeOffset Deadline { get; set; } = DateTimeOffset.UtcNow.AddMinutes(5);

    internal string? TraceId { get; set; } = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1";

    /// <summary>What a post to a path that ends so is answered with; 202 without.</summary>
    internal Dictionary<string, int> PostStatus { get; } = [];

    internal int? NextStatus { get; set; }

    public void Dispose()
    {
        server.Dispose();
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", null);
    }

    internal void Send(string id, string json) => Assert.True(events.Writer.TryWrite((id, json)));

    internal async Task<ScriptedRequest> PostedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await posted.Reader.ReadAsync(patience.Token);
    }

    private async Task<ScriptedAnswer> AnswerAsync(ScriptedRequest request)
    {
        if (request.Method == "GET" && request.Path == "/2018-06-01/runtime/invocation/next")
        {
            if (NextStatus is { } status)
            {
                return new ScriptedAnswer(status, "{}");
            }

            var (id, json) = await events.Reader.ReadAsync(server.Stopping);
            List<(string, string)> headers =
            [
                ("Lambda-Runtime-Aws-Request-Id", id),
                ("Lambda-Runtime-Deadline-Ms", Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                ("Lambda-Runtime-Invoked-Function-Arn", FunctionArn),
            ];
            if (TraceId is not null)
            {
                headers.Add(("Lambda-Runtime-Trace-Id", TraceId));
            }

            return new ScriptedAnswer(200, json, [.. headers]);
        }

        await posted.Writer.WriteAsync(request);
        var refused = PostStatus.Where(entry => request.Path.EndsWith(entry.Key, StringComparison.Ordinal)).Select(entry => entry.Value);
        return new ScriptedAnswer(refused.FirstOrDefault(202), "{}");
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Lambda;

/// <summary>
/// The Lambda Runtime API (Lambda developer guide, "Using the Lambda runtime API for custom runtimes"). Any number of function
/// processes may poll it; each invocation goes to one of them.
/// </summary>
public sealed class LambdaRuntimeApi : SimulatedService
{
    private const string Prefix = "/2018-06-01/runtime/";
    private readonly Channel<PendingInvocation> waiting = Channel.CreateUnbounded<PendingInvocation>();
    private readonly ConcurrentDictionary<string, PendingInvocation> running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> initErrors = new();
    private int repetitions;
    private int idle;

    internal LambdaRuntimeApi(string functionArn)
        : base(ServiceName.Lambda) => FunctionArn = functionArn;

    /// <summary>The ARN of the function, without a version.</summary>
    public string FunctionArn { get; }

    /// <summary>
    /// How many of the next events are delivered a second time once they were answered, with the same request id: an asynchronous
    /// invocation promises at least once (Lambda developer guide, "Asynchronous invocation").
    /// </summary>
    public int Repetitions
    {
        get => Math.Max(0, Volatile.Read(ref repetitions));
        set => Volatile.Write(ref repetitions, value);
    }

    /// <summary>The errors with which functions refused to start, as JSON, oldest first.</summary>
    public IReadOnlyList<string> InitErrors => [.. initErrors];

    /// <summary>How many processes wait for an invocation.</summary>
    public int Idle => Volatile.Read(ref idle);

    /// <summary>How long, at the least, is waited for a process to take an invocation up.</summary>
    public TimeSpan StartTime { get; set; }

    /// <summary>Invokes the function, and waits for its answer; of an event that is delivered twice, for the second one.</summary>
    /// <param name="payload">The event, JSON.</param>
    /// <param name="timeout">
    /// The function's time limit (30 seconds where none is given), counted from when a process takes the invocation up; so long, too,
    /// is waited for a process to do that, or for <see cref="StartTime"/>.
    /// </param>
    /// <param name="cancelled">Gives up waiting; the function is not told.</param>
    public async Task<InvocationResult> InvokeAsync(string payload, TimeSpan? timeout = null, CancellationToken cancelled = default)
    {
        var (id, limit) = (Guid.NewGuid().ToString(), timeout ?? TimeSpan.FromSeconds(30));
        var result = await DeliverAsync(new PendingInvocation(id, payload, limit), cancelled);
        return Interlocked.Decrement(ref repetitions) >= 0
            ? await DeliverAsync(new PendingInvocation(id, payload, limit), cancelled)
            : result;
    }

    private async Task<InvocationResult> DeliverAsync(PendingInvocation invocation, CancellationToken cancelled)
    {
        var limit = invocation.Limit;
        running[invocation.Id] = invocation;
        await waiting.Writer.WriteAsync(invocation, cancelled);
        try
        {
            await invocation.Taken.Task.WaitAsync(limit > StartTime ? limit : StartTime, cancelled);
            return await invocation.Result.Task.WaitAsync(limit, cancelled);
        }
        catch (TimeoutException)
        {
            var problem = $"no answer within {limit.TotalSeconds:0.###} seconds";
            var refusal = initErrors.LastOrDefault();
            return new InvocationResult(
                invocation.Id,
                null,
                "Sandbox.Timedout",
                refusal is null ? problem : $"{problem}; a process refused to start: {refusal}"
            );
        }
        finally
        {
            running.TryRemove(invocation.Id, out _);
        }
    }

    internal override string OperationOf(SimulatedRequest request) =>
        (request.Method, Route(request)) switch
        {
            ("GET", ["invocation", "next"]) => "Next",
            ("POST", ["invocation", _, "response"]) => "Response",
            ("POST", ["invocation", _, "error"]) => "Error",
            ("POST", ["init", "error"]) => "InitError",
            _ => "",
        };

    internal override SimulatedResponse Error(int status, string code, string message) =>
        SimulatedResponse.Of(
            status,
            "application/json",
            new JsonObject { ["errorType"] = code, ["errorMessage"] = message }.ToJsonString()
        );

    internal override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled) =>
        request.Operation switch
        {
            "Next" => NextAsync(cancelled),
            "Response" => Task.FromResult(Finish(request, id => new InvocationResult(id, request.Text, null, null))),
            "Error" => Task.FromResult(Finish(request, id => Failure(id, request))),
            "InitError" => Task.FromResult(FailInit(request)),
            _ => Task.FromResult(Error(404, "NotFound", $"the Runtime API has no {request.Method} {request.Path}")),
        };

    private async Task<SimulatedResponse> NextAsync(CancellationToken cancelled)
    {
        var invocation = await TakeAsync(cancelled);
        invocation.Taken.TrySetResult();
        var traceId = RandomNumberGenerator.GetHexString(24, lowercase: true);
        return SimulatedResponse.Of(200, "application/json", invocation.Payload) with
        {
            Headers = new Dictionary<string, string>
            {
                ["Lambda-Runtime-Aws-Request-Id"] = invocation.Id,
                ["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset
                    .UtcNow.Add(invocation.Limit)
                    .ToUnixTimeMilliseconds()
                    .ToString(CultureInfo.InvariantCulture),
                ["Lambda-Runtime-Invoked-Function-Arn"] = FunctionArn,
                ["Lambda-Runtime-Trace-Id"] = $"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{traceId};Sampled=0",
            },
        };
    }

    private async Task<PendingInvocation> TakeAsync(CancellationToken cancelled)
    {
        Interlocked.Increment(ref idle);
        try
        {
            while (true)
            {
                var invocation = await waiting.Reader.ReadAsync(cancelled);
                if (running.ContainsKey(invocation.Id))
                {
                    return invocation;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref idle);
        }
    }

    private SimulatedResponse Finish(SimulatedRequest request, Func<string, InvocationResult> result)
    {
        var id = Route(request)[1];
        if (!running.TryGetValue(id, out var invocation) || !invocation.Result.TrySetResult(result(id)))
        {
            return Error(400, "InvalidRequestID", $"no invocation {id} waits for an answer");
        }

        return Accepted();
    }

    // The process is about to end: nothing that waits for it can come to anything.
    private SimulatedResponse FailInit(SimulatedRequest request)
    {
        initErrors.Enqueue(request.Text);
        while (waiting.Reader.TryRead(out var invocation))
        {
            invocation.Taken.TrySetResult();
            invocation.Result.TrySetResult(Failure(invocation.Id, request));
        }

        return Accepted();
    }

    private static InvocationResult Failure(string id, SimulatedRequest request)
    {
        var error = JsonNode.Parse(request.Text);
        return new InvocationResult(id, null, (string?)error?["errorType"] ?? "Unknown", (string?)error?["errorMessage"]);
    }

    private static SimulatedResponse Accepted() => SimulatedResponse.Of(202, "application/json", """{"status":"OK"}""");

    private static string[] Route(SimulatedRequest request) =>
        request.Path.StartsWith(Prefix, StringComparison.Ordinal) ? request.Path[Prefix.Length..].Split('/') : [];

    private sealed record PendingInvocation(string Id, string Payload, TimeSpan Limit)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<InvocationResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

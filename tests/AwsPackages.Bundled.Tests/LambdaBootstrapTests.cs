using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Testing;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace AwsPackages.Bundled.Tests;

public sealed class LambdaBootstrapTests : IDisposable
{
    private readonly RuntimeApiServer api = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromMinutes(1));

    public void Dispose()
    {
        api.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task An_event_is_answered_with_what_the_handler_gives()
    {
        var running = Run((input, _) => Task.FromResult(new Output(input.Number + 1)));
        api.Send("id-1", """{"Number": 41}""");

        var answer = await api.PostedAsync();

        Assert.Equal("/2018-06-01/runtime/invocation/id-1/response", answer.Path);
        Assert.Equal("""{"Sum":42}""", answer.Body);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        await StopAsync(running);
    }

    [Fact]
    public async Task The_context_says_what_the_headers_say()
    {
        api.Deadline = DateTimeOffset.UtcNow.AddMinutes(5);
        ILambdaContext? seen = null;
        string? trace = null;
        TimeSpan left = default;
        var running = Run(
            (input, context) =>
            {
                (seen, left, trace) = (context, context.RemainingTime, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
                return Task.FromResult(new Output(0));
            }
        );
        api.Send("id-1", """{"Number": 1}""");
        await api.PostedAsync();

        Assert.Equal("id-1", seen!.AwsRequestId);
        Assert.Equal(RuntimeApiServer.FunctionArn, seen.InvokedFunctionArn);
        Assert.Equal(api.TraceId, seen.TraceId);
        Assert.Equal(api.TraceId, trace);
        Assert.InRange(left, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        await StopAsync(running);
    }

    [Fact]
    public async Task Without_a_trace_the_one_before_is_forgotten_and_after_the_deadline_no_time_is_left()
    {
        var seen = new List<(string? Trace, string OfContext, TimeSpan Left)>();
        var running = Run(
            (input, context) =>
            {
                seen.Add((Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"), context.TraceId, context.RemainingTime));
                return Task.FromResult(new Output(0));
            }
        );
        api.Send("id-1", """{"Number": 1}""");
        await api.PostedAsync();
        (api.TraceId, api.Deadline) = (null, DateTimeOffset.UtcNow.AddMinutes(-1));
        api.Send("id-2", """{"Number": 1}""");
        await api.PostedAsync();

        Assert.True(string.IsNullOrEmpty(seen[1].Trace));
        Assert.Equal(string.Empty, seen[1].OfContext);
        Assert.Equal(TimeSpan.Zero, seen[1].Left);
        await StopAsync(running);
    }

    [Fact]
    public async Task An_exception_is_the_events_error_and_the_loop_goes_on()
    {
        var running = Run(
            (input, _) =>
                input.Number == 0
                    ? throw new InvalidOperationException("no zero", new InvalidDataException("inner detail"))
                    : Task.FromResult(new Output(input.Number))
        );
        api.Send("id-1", """{"Number": 0}""");
        api.Send("id-2", """{"Number": 7}""");

        var error = await api.PostedAsync();
        var answer = await api.PostedAsync();

        Assert.Equal("/2018-06-01/runtime/invocation/id-1/error", error.Path);
        Assert.Equal("InvalidOperationException", error.Headers["Lambda-Runtime-Function-Error-Type"]);
        using var json = JsonDocument.Parse(error.Body);
        Assert.Equal(["errorType", "errorMessage", "stackTrace"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("InvalidOperationException", json.RootElement.GetProperty("errorType").GetString());
        Assert.Equal("no zero", json.RootElement.GetProperty("errorMessage").GetString());
        Assert.NotEqual(0, json.RootElement.GetProperty("stackTrace").GetArrayLength());
        Assert.DoesNotContain("inner detail", error.Body, StringComparison.Ordinal);
        Assert.Equal("/2018-06-01/runtime/invocation/id-2/response", answer.Path);
        await StopAsync(running);
    }

    [Fact]
    public async Task An_event_that_is_not_the_input_is_an_error_that_names_the_type()
    {
        var running = Run((input, _) => Task.FromResult(new Output(input.Number)));
        api.Send("id-1", "{");

        var error = await api.PostedAsync();

        Assert.Equal("JsonSerializerException", error.Headers["Lambda-Runtime-Function-Error-Type"]);
        Assert.Contains(nameof(Input), error.Body, StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Fact]
    public async Task An_initializer_that_throws_is_reported_and_ends_the_run()
    {
        var running = RunAsync(
            Builder((_, _) => Task.FromResult(new Output(0)))
                .UseBootstrapHandler(() => throw new InvalidDataException("ACM_APPROVER_MODE is wrong"))
        );

        var report = await api.PostedAsync();

        Assert.Equal("/2018-06-01/runtime/init/error", report.Path);
        Assert.Equal("InvalidDataException", report.Headers["Lambda-Runtime-Function-Error-Type"]);
        Assert.Contains("ACM_APPROVER_MODE is wrong", report.Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => running);
    }

    [Fact]
    public async Task An_initializer_that_says_no_ends_the_run_quietly() =>
        await RunAsync(Builder((_, _) => Task.FromResult(new Output(0))).UseBootstrapHandler(() => Task.FromResult(false)));

    [Fact]
    public async Task An_answer_that_is_refused_becomes_the_events_error()
    {
        api.PostStatus["/response"] = 413;
        var running = Run((_, _) => Task.FromResult(new Output(1)));
        api.Send("id-1", """{"Number": 1}""");

        Assert.EndsWith("/id-1/response", (await api.PostedAsync()).Path, StringComparison.Ordinal);
        var error = await api.PostedAsync();

        Assert.EndsWith("/id-1/error", error.Path, StringComparison.Ordinal);
        Assert.Contains("413", error.Body, StringComparison.Ordinal);
        api.PostStatus.Clear();
        api.Send("id-2", """{"Number": 1}""");
        Assert.EndsWith("/id-2/response", (await api.PostedAsync()).Path, StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Fact]
    public async Task An_error_report_that_is_refused_does_not_end_the_loop()
    {
        api.PostStatus["/error"] = 400;
        var running = Run((input, _) => input.Number == 0 ? throw new InvalidOperationException("no") : Task.FromResult(new Output(1)));
        api.Send("id-1", """{"Number": 0}""");
        api.Send("id-2", """{"Number": 1}""");

        Assert.EndsWith("/id-1/error", (await api.PostedAsync()).Path, StringComparison.Ordinal);
        Assert.EndsWith("/id-2/response", (await api.PostedAsync()).Path, StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Theory]
    [InlineData("/response")]
    [InlineData("/next")]
    public async Task A_runtime_api_that_is_beyond_repair_ends_the_run(string path)
    {
        api.PostStatus["/response"] = 500;
        api.NextStatus = path == "/next" ? 500 : null;
        var running = Run((_, _) => Task.FromResult(new Output(1)));
        api.Send("id-1", """{"Number": 1}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => running);
    }

    [Fact]
    public async Task A_runtime_api_that_is_gone_ends_the_run()
    {
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", $"127.0.0.1:{ScriptedServer.FreePort()}");

        await Assert.ThrowsAsync<HttpRequestException>(() => Run((_, _) => Task.FromResult(new Output(1))));
    }

    [Fact]
    public void Without_a_runtime_api_the_message_names_the_variable()
    {
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", null);

        var e = Assert.Throws<InvalidOperationException>(() => Builder((_, _) => Task.FromResult(new Output(1))).Build());

        Assert.Contains("AWS_LAMBDA_RUNTIME_API", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_an_event_still_answers_it()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var running = Run(
            async (_, _) =>
            {
                started.SetResult();
                await release.Task;
                return new Output(1);
            }
        );
        api.Send("id-1", """{"Number": 1}""");
        await started.Task;
        await stop.CancelAsync();
        release.SetResult();

        Assert.EndsWith("/id-1/response", (await api.PostedAsync()).Path, StringComparison.Ordinal);
        await running;
    }

    [Fact]
    public void An_s3_event_is_read()
    {
        const string Json = """
            {"Records": [{"eventSource": "aws:s3", "eventTime": "2026-11-23T10:00:00.000Z", "eventName": "ObjectCreated:Put",
              "s3": {"bucket": {"name": "mail", "arn": "arn:aws:s3:::mail"},
                     "object": {"key": "inbound/a+b%2Bc", "size": 5, "eTag": "e", "versionId": "v", "sequencer": "0A"}}}]}
            """;
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json));

        var record = Assert.Single(new SourceGeneratorLambdaJsonSerializer<TestJson>().Deserialize<S3Event>(stream).Records);

        Assert.Equal(("ObjectCreated:Put", "mail", "inbound/a+b%2Bc"), (record.EventName, record.S3.Bucket.Name, record.S3.Object.Key));
    }

    private static LambdaBootstrapBuilder Builder(Func<Input, ILambdaContext, Task<Output>> handler) =>
        LambdaBootstrapBuilder.Create(handler, new SourceGeneratorLambdaJsonSerializer<TestJson>());

    private Task Run(Func<Input, ILambdaContext, Task<Output>> handler) => RunAsync(Builder(handler));

    private async Task RunAsync(LambdaBootstrapBuilder builder)
    {
        using var bootstrap = builder.Build();
        await bootstrap.RunAsync(stop.Token);
    }

    private async Task StopAsync(Task running)
    {
        await stop.CancelAsync();
        await running;
    }
}

internal sealed record Input(int Number);

internal sealed record Output(int Sum);

[JsonSerializable(typeof(Input))]
[JsonSerializable(typeof(Output))]
[JsonSerializable(typeof(S3Event))]
internal sealed partial class TestJson : JsonSerializerContext;

using System.Diagnostics.CodeAnalysis;
using System.Net;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a custom runtime: next event, handler, answer or error, and again.</summary>
public class LambdaBootstrap : IDisposable
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> handler;
    private readonly LambdaBootstrapInitializer initializer;
    private readonly RuntimeApi api;

    internal LambdaBootstrap(Func<Stream, ILambdaContext, Task<Stream>> handler, LambdaBootstrapInitializer initializer)
    {
        this.handler = handler;
        this.initializer = initializer;
        api = new RuntimeApi(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"));
    }

    /// <summary>
    /// Handles events until <paramref name="cancellationToken"/> is cancelled; an event in hand is handled and answered first.
    /// An exception of the handler is that event's error, and the loop goes on.
    /// </summary>
    /// <exception cref="HttpRequestException">
    /// The Runtime API is gone or in a state that nothing mends (5xx): the process is to end, and Lambda starts another.
    /// An exception of the initializer is thrown on too, after it was reported.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (initializer is not null && !await InitializeAsync())
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await HandleAsync(await api.NextAsync(cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop while waiting for an event.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection to the Runtime API.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            api.Dispose();
        }
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await initializer();
        }
        catch (Exception e)
        {
            await ReportAsync("init/error", e);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the handler throws is its event's error and not the end of the loop.")]
    private async Task HandleAsync(Invocation invocation)
    {
        // Where the AWS SDK looks for the trace that its calls belong to.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
        byte[] answer;
        try
        {
            answer = await AnswerAsync(invocation);
        }
        catch (Exception e)
        {
            await ReportAsync(ErrorPath(invocation), e);
            return;
        }

        var status = await api.PostAsync($"invocation/{invocation.AwsRequestId}/response", answer);
        if (!IsSuccess(status))
        {
            // The answer is too large (413) or too late (400): the caller is to learn that, the loop goes on.
            var refusal = new HttpRequestException(
                $"The Lambda Runtime API refused an answer of {answer.Length} bytes with status {(int)status}."
            );
            await ReportAsync(ErrorPath(invocation), refusal);
        }
    }

    private async Task<byte[]> AnswerAsync(Invocation invocation)
    {
        using var input = new MemoryStream(invocation.Event, writable: false);
        await using var output = await handler(input, invocation);
        using var answer = new MemoryStream();
        if (output is not null)
        {
            await output.CopyToAsync(answer);
        }

        return answer.ToArray();
    }

    private async Task ReportAsync(string path, Exception exception)
    {
        var report = ErrorReport.Of(exception);
        await Console.Error.WriteLineAsync(report.Json);
        var status = await api.PostAsync(path, System.Text.Encoding.UTF8.GetBytes(report.Json), report.ErrorType);
        if (!IsSuccess(status))
        {
            await Console.Error.WriteLineAsync($"The Lambda Runtime API refused the error report with status {(int)status}.");
        }
    }

    private static string ErrorPath(Invocation invocation) => $"invocation/{invocation.AwsRequestId}/error";

    private static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and < 300;
}

using System.Text.Json;
using AcmApprover.Aws.Client;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Hosting.Events;
using AcmApprover.Identifiers;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace AcmApprover.Lambda;

/// <summary>The function: reads its settings once, then an event at a time, and answers with what became of it.</summary>
public sealed class Function : IDisposable
{
    /// <summary>What a sweep or a guard's round keeps of its time, to finish what it has begun.</summary>
    private static readonly TimeSpan KeptOfRound = TimeSpan.FromSeconds(20);

    private readonly Settings settings;
    private readonly EventReader reader;
    private readonly FunctionLog log;
    private readonly TimeProvider time;
    private Composition? composition;

    private Function(Settings settings, FunctionLog log, TimeProvider time)
    {
        (this.settings, this.log, this.time) = (settings, log, time);
        reader = new EventReader(settings.RecordsPrefix);
    }

    /// <summary>Runs the function until it is stopped; this is the whole program.</summary>
    /// <param name="environment">The environment variables, by name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code: not 0 if it could not start.</returns>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        AwsHttpClientFactory.UseForAllClients();
        Function? function = null;
        try
        {
            using var bootstrap = LambdaBootstrapBuilder
                .Create<JsonElement, JsonElement>(
                    (e, context) => function!.HandleAsync(e, context),
                    new SourceGeneratorLambdaJsonSerializer<FunctionJson>()
                )
                .UseBootstrapHandler(async () =>
                {
                    // Within the bootstrap's start, so that wrong settings are reported as Lambda wants it.
                    var settings = Settings.Read(environment);
                    var log = new FunctionLog(Console.OpenStandardOutput(), settings.Stack, TimeProvider.System);
                    log.Started();
                    function = new Function(settings, log, TimeProvider.System);
                    await Preparation.RunAsync(settings.Bucket);
                    return true;
                })
                .Build();
            await bootstrap.RunAsync(cancellationToken);
            return 0;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            function?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => composition?.Dispose();

    private async Task<JsonElement> HandleAsync(JsonElement e, ILambdaContext context)
    {
        using var invocationTime = new InvocationTime(context.RemainingTime, time);
        var invocation = new MailInvocation(context.AwsRequestId, log, invocationTime);
        try
        {
            var read = reader.Read(e);
            if (read is FunctionEvent.Sweep sweep)
            {
                return await SweepAsync(sweep, context);
            }

            if (read is FunctionEvent.Guard guard)
            {
                return await GuardAsync(guard.Request, context);
            }

            composition ??= new Composition(settings, OwnAccount(context), AwsSession.OfProcess, time);
            return await HandleAsync(read, composition, invocation);
        }
        catch (Exception problem) when (problem is not MailsNotHandledException)
        {
            // Lambda notes an error without the request's id; that of a mail is logged with the mail.
            log.Failed(invocation.RequestId, "the event", problem);
            throw;
        }
    }

    /// <summary>Ends in time to tell what was found; the next one goes on.</summary>
    private async Task<JsonElement> SweepAsync(FunctionEvent.Sweep read, ILambdaContext context)
    {
        var remaining = context.RemainingTime;
        using var limit = new CancellationTokenSource(TimeOfRound(remaining), time);
        var sweep = new Sweep(settings, OwnAccount(context), AwsSession.OfProcess, time);
        return Json(await sweep.RunAsync(read.Request, read.Certificate, remaining, limit.Token), FunctionJson.Default.SweepAnswer);
    }

    /// <summary>In a method of its own: what asks the DNS is loaded by nothing else.</summary>
    private async Task<JsonElement> GuardAsync(GuardRequest request, ILambdaContext context)
    {
        using var limit = new CancellationTokenSource(TimeOfRound(context.RemainingTime), time);
        var guard = new Guard(settings, OwnAccount(context), AwsSession.OfProcess, time);
        return Json(await guard.RunAsync(request, limit.Token), FunctionJson.Default.GuardAnswer);
    }

    private static TimeSpan TimeOfRound(TimeSpan remaining) => remaining > 2 * KeptOfRound ? remaining - KeptOfRound : remaining / 2;

    private async Task<JsonElement> HandleAsync(FunctionEvent read, Composition composition, MailInvocation invocation) =>
        read switch
        {
            FunctionEvent.Replay replay => Json(
                await new ReplayHandler(composition, reader, settings.Bucket).HandleAsync(replay.Request, invocation),
                FunctionJson.Default.Answer
            ),
            FunctionEvent.Batch batch => Json(
                await new BatchHandler(composition, reader).HandleAsync(batch.Request, invocation),
                FunctionJson.Default.BatchResponse
            ),
            FunctionEvent.Queued queued => Json(
                await new QueueHandler(composition, reader).HandleAsync(queued.Messages, invocation),
                FunctionJson.Default.QueueResponse
            ),
            FunctionEvent.MailsStored stored => Json(
                await new MailHandler(composition).HandleAsync(stored.Mails, invocation),
                FunctionJson.Default.Answer
            ),
            _ => throw new UnknownEventException("the event is not supported"),
        };

    private static JsonElement Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToElement(value, type);

    /// <summary>The account that the function runs in, without asking anybody: it stands in the function's own ARN.</summary>
    private static AccountId OwnAccount(ILambdaContext context) =>
        context.InvokedFunctionArn?.Split(':') is [_, _, _, _, var account, ..] && AccountId.TryParse(account, out var id)
            ? id
            : throw new InvalidOperationException($"the function's ARN '{context.InvokedFunctionArn}' names no account");
}

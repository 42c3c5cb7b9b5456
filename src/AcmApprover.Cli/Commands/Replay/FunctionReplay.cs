using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>A replay by the deployed function: it is invoked again and again, each time from where it stopped.</summary>
/// <param name="function">The function's name or ARN.</param>
/// <param name="session">With what and where Lambda is asked.</param>
/// <param name="report">What is said of it.</param>
/// <param name="resume">Where it is noted how far it came; or null.</param>
internal sealed class FunctionReplay(string function, AwsSession session, ReplayReport report, ResumeFile? resume)
{
    /// <summary>How many mails one invocation takes: few enough to see it move, and to lose little when it is interrupted.</summary>
    private const int MailsPerInvocation = 100;

    /// <summary>The mails whose decisions were reported.</summary>
    private readonly ConcurrentDictionary<string, byte> told = new(StringComparer.Ordinal);

    /// <summary>Runs it to its end.</summary>
    /// <param name="place">Bucket and prefix; null for the function's own bucket.</param>
    /// <param name="since">The earliest time of storing; null for all.</param>
    /// <param name="limit">The most mails.</param>
    /// <param name="isLive">Whether it is no dry run.</param>
    /// <param name="cancellationToken">Ends it after the present invocation at the latest.</param>
    /// <exception cref="CommandException">The function failed, or does not come forward.</exception>
    internal async Task RunAsync(S3Place? place, DateTimeOffset? since, int limit, bool isLive, CancellationToken cancellationToken)
    {
        using var lambda = new LambdaFunction(function, session);
        var request = new ReplayRequest
        {
            Bucket = place?.Bucket,
            Prefix = place?.Key,
            Since = since,
            DryRun = !isLive,
            ContinueFrom = resume?.ContinueFrom,
        };
        if (request.ContinueFrom is { } from)
        {
            report.Note($"goes on after {from}");
        }

        var hasFailed = false;
        for (var left = limit; left > 0;)
        {
            var answer = await InvokeAsync(lambda, request with { Limit = Math.Min(left, MailsPerInvocation) }, cancellationToken);
            var entry = report.Begin();
            Tell(answer, entry);
            entry.Complete();
            left -= answer.Decisions.Count + (answer.Failures?.Count ?? 0);
            if (answer.ContinueFrom is not { } next)
            {
                return;
            }

            if (answer is { Decisions.Count: 0, Failures: { Count: >= FailureStreak.Longest } failures })
            {
                throw FailureStreak.End(failures.Count, failures[^1].Error);
            }

            // What failed is tried again: the next run begins before the first failure.
            hasFailed |= answer.Failures is not null;
            if (!hasFailed)
            {
                resume?.Note(next);
            }

            if (!GoesForward(request, answer))
            {
                throw new CommandException(
                    $"{function} cannot finish a mail within its timeout",
                    "give the function a longer timeout"
                );
            }

            request = request with { ContinueFrom = next };
        }
    }

    /// <summary>Lets the function handle the mails of one event, and reports what became of each.</summary>
    /// <returns>Whether there is a decision on every one.</returns>
    internal async Task<bool> HandleAsync(
        IReadOnlyList<MailSource> mails,
        ReplayEntry entry,
        bool isLive,
        CancellationToken cancellationToken
    )
    {
        using var lambda = new LambdaFunction(function, session);
        var isHandled = true;
        foreach (var bucket in mails.GroupBy(m => m.Bucket, m => m.Key))
        {
            var request = new ReplayRequest
            {
                Bucket = bucket.Key,
                Keys = [.. bucket.Distinct()],
                Limit = ReplayRequest.MaxLimit,
                DryRun = !isLive,
            };
            isHandled &= await HandleAsync(lambda, request, request.Keys, entry, cancellationToken);
        }

        return isHandled;
    }

    private async Task<bool> HandleAsync(
        LambdaFunction lambda,
        ReplayRequest request,
        IReadOnlyList<string> keys,
        ReplayEntry entry,
        CancellationToken cancellationToken
    )
    {
        HashSet<string> decided = new(StringComparer.Ordinal);
        HashSet<string> open = new(keys, StringComparer.Ordinal);
        var problem = "the function did not reach it";
        try
        {
            while (true)
            {
                var answer = await InvokeAsync(lambda, request, cancellationToken);
                Tell(answer, entry);
                decided.UnionWith(answer.Decisions.Select(d => d.Mail.Key));
                open.ExceptWith(answer.Decisions.Select(d => d.Mail.Key));
                open.ExceptWith(answer.Failures?.Select(f => f.Key) ?? []);
                if (!GoesForward(request, answer))
                {
                    break;
                }

                request = request with { ContinueFrom = answer.ContinueFrom };
            }
        }
        catch (CommandException e)
        {
            // One event that the function fails of keeps no other from being handled.
            problem = e.Message;
        }

        foreach (var key in open)
        {
            entry.Failed(key, problem);
        }

        return decided.IsSupersetOf(keys);
    }

    /// <summary>Whether there is more to do, and the next invocation would begin behind where this one did.</summary>
    private static bool GoesForward(ReplayRequest request, Answer answer) =>
        answer.ContinueFrom is { Length: > 0 } next && next != request.ContinueFrom;

    /// <summary>Reports what became of the mails. One that was decided late in an invocation is handled again by the next, and reported
    /// once.</summary>
    private void Tell(Answer answer, ReplayEntry entry)
    {
        foreach (var decision in answer.Decisions)
        {
            var mail = $"s3://{decision.Mail.Bucket}/{decision.Mail.Key}";
            if (told.TryAdd(mail, 0) && resume?.IsDone(mail) != true)
            {
                resume?.Note(mail, decision.Outcome.ToString());
                entry.Decided(decision);
            }
        }

        foreach (var failure in answer.Failures ?? [])
        {
            entry.Failed(failure.Key, failure.Error);
        }
    }

    private async Task<Answer> InvokeAsync(LambdaFunction lambda, ReplayRequest request, CancellationToken cancellationToken)
    {
        var payload = new JsonObject { ["replay"] = JsonSerializer.SerializeToNode(request, FunctionJson.Default.ReplayRequest) };
        var response = await lambda.InvokeAsync(Encoding.UTF8.GetBytes(payload.ToJsonString()), cancellationToken);
        if (response.FunctionError is not null)
        {
            var error = JsonNode.Parse(response.Payload.Span);
            throw new CommandException($"{function} failed: {error?["errorMessage"]}", "see its log in CloudWatch");
        }

        try
        {
            return JsonSerializer.Deserialize(response.Payload.Span, FunctionJson.Default.Answer) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new CommandException(
                $"{function} is not AcmApprover: {e.Message}",
                "give the name of the deployed function",
                innerException: e
            );
        }
    }
}

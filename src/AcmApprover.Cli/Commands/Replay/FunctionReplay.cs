using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Approval;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>A replay by the deployed function: it is invoked again and again, each time from where it stopped.</summary>
/// <param name="function">The function's name or ARN.</param>
/// <param name="report">What is said of it.</param>
/// <param name="resume">Where it is noted how far it came; or null.</param>
internal sealed class FunctionReplay(string function, ReplayReport report, ResumeFile? resume)
{
    /// <summary>How many mails one invocation takes: few enough to see it move, and to lose little when it is interrupted.</summary>
    private const int MailsPerInvocation = 100;

    /// <summary>Runs it to its end.</summary>
    /// <param name="place">Bucket and prefix; null for the function's own bucket.</param>
    /// <param name="since">The earliest time of storing; null for all.</param>
    /// <param name="limit">The most mails.</param>
    /// <param name="isLive">Whether it is no dry run.</param>
    /// <param name="cancellationToken">Ends it after the present invocation at the latest.</param>
    /// <exception cref="CommandException">The function failed, or does not come forward.</exception>
    internal async Task RunAsync(S3Place? place, DateTimeOffset? since, int limit, bool isLive, CancellationToken cancellationToken)
    {
        using var lambda = new LambdaFunction(function);
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
            var handled = Tell(answer);
            left -= handled;
            if (answer.ContinueFrom is not { } next)
            {
                return;
            }

            // What failed is tried again: whoever goes on begins before the first failure.
            hasFailed |= answer.Failures is not null;
            if (!hasFailed)
            {
                resume?.Note(next);
            }

            if (handled == 0)
            {
                throw new CommandException($"{function} does not get a mail done in the time that it has", "give the function a longer timeout");
            }

            request = request with { ContinueFrom = next };
        }
    }

    /// <summary>Lets the function handle the mails of one event; returns whether it handled all of them.</summary>
    /// <exception cref="CommandException">The function failed.</exception>
    internal async Task<bool> HandleAsync(IReadOnlyList<MailSource> mails, bool isLive, CancellationToken cancellationToken)
    {
        using var lambda = new LambdaFunction(function);
        var isHandled = true;
        foreach (var bucket in mails.GroupBy(m => m.Bucket))
        {
            var request = new ReplayRequest { Bucket = bucket.Key, Keys = [.. bucket.Select(m => m.Key)], DryRun = !isLive };
            var answer = await InvokeAsync(lambda, request, cancellationToken);
            Tell(answer);
            isHandled &= answer is { Failures: null, ContinueFrom: null };
        }

        return isHandled;
    }

    private int Tell(Answer answer)
    {
        foreach (var decision in answer.Decisions)
        {
            var mail = $"s3://{decision.Mail.Bucket}/{decision.Mail.Key}";
            if (resume?.IsDone(mail) != true)
            {
                resume?.Note(mail, decision.Outcome.ToString());
                report.Decided(decision);
            }
        }

        foreach (var failure in answer.Failures ?? [])
        {
            report.Failed(failure.Key, failure.Error);
        }

        return answer.Decisions.Count + (answer.Failures?.Count ?? 0);
    }

    private async Task<Answer> InvokeAsync(LambdaFunction lambda, ReplayRequest request, CancellationToken cancellationToken)
    {
        var payload = new JsonObject { ["replay"] = JsonSerializer.SerializeToNode(request, FunctionJson.Default.ReplayRequest) };
        var response = await lambda.InvokeAsync(Encoding.UTF8.GetBytes(payload.ToJsonString()), cancellationToken);
        if (response.FunctionError is not null)
        {
            var error = JsonNode.Parse(response.Payload.Span);
            throw new CommandException($"{function} failed: {error?["errorMessage"]}", "its log in CloudWatch says more");
        }

        try
        {
            return JsonSerializer.Deserialize(response.Payload.Span, FunctionJson.Default.Answer)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new CommandException(
                $"{function} answers what no approver answers: {e.Message}", "give the name of the deployed function", innerException: e);
        }
    }
}

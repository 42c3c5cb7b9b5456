using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.S3;
using AcmApprover.Identifiers;
using AcmApprover.Probing;
using Amazon.Runtime;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary>
/// One probe, from its mark to the deletion of its certificate. Whatever ends it before, <c>--clean</c> finds what is left.
/// </summary>
internal sealed class ProbeRun(ProbePlan plan, S3ProbeMarks marks, AcmProbes acm, ProbeReport report, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<ProbeStep> told = [];
    private ProbeMark mark = null!;

    private string Bucket => plan.Stack.Bucket;

    private TimeSpan Elapsed => time.GetUtcNow() - mark.MarkedAt;

    /// <summary>Runs it.</summary>
    /// <param name="name">The name of the certificate.</param>
    /// <param name="wait">How long it waits for the mails, and for ACM.</param>
    /// <param name="cancellationToken">Ends it, and leaves what there is.</param>
    internal async Task<ProbeEnd> RunAsync(DomainName name, TimeSpan wait, CancellationToken cancellationToken)
    {
        mark = new ProbeMark
        {
            Name = name,
            ValidationDomain = plan.ValidationDomain,
            Account = plan.Account,
            Region = plan.Region,
            MarkedAt = time.GetUtcNow(),
        };
        report.Begin(plan);
        await marks.WriteAsync(Bucket, mark, cancellationToken);
        Tell(ProbeStep.Mark, Elapsed, $"s3://{Bucket}/{marks.KeyOf(mark)}");
        if (await RequestAsync(cancellationToken) is { } refused)
        {
            return new ProbeEnd(refused, mark, IsDeleted: true);
        }

        var (state, sight) = await FollowAsync(wait, cancellationToken);
        if (state is ProbeState.Failed failed)
        {
            report.Fail(failed.At, Elapsed, failed.Why);
        }

        return new ProbeEnd(state, mark, await DeleteAsync(sight, wait, cancellationToken));
    }

    private async Task<ProbeState.Failed?> RequestAsync(CancellationToken cancellationToken)
    {
        try
        {
            mark = mark with { Certificate = await acm.RequestAsync(mark, cancellationToken) };
        }
        catch (AmazonServiceException e)
        {
            // ACM has refused it, so that there is nothing to be found.
            await marks.RemoveAsync(Bucket, mark, cancellationToken);
            var failed = new ProbeState.Failed(ProbeStep.Request, $"ACM refuses the request: {e.Message.TrimEnd('.')} ({e.ErrorCode})");
            report.Fail(failed.At, Elapsed, failed.Why);
            return failed;
        }

        var elapsed = Elapsed;
        await marks.WriteAsync(Bucket, mark, cancellationToken);
        Tell(ProbeStep.Request, elapsed, $"{mark.Certificate}, {mark.Name}, with mail to the five mailboxes of {mark.ValidationDomain}");
        return null;
    }

    private async Task<(ProbeState State, ProbeSight Sight)> FollowAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isTimeOver = Elapsed >= wait;
            var sight = await LookAsync(isTimeOver, cancellationToken);
            var state = ProbeState.Of(sight, time.GetUtcNow(), isTimeOver);
            await TellAsync(sight, state, cancellationToken);
            if (state is not ProbeState.Waiting)
            {
                return (state, sight);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<ProbeSight> LookAsync(bool isTimeOver, CancellationToken cancellationToken)
    {
        var copies = await marks.ListCopiesAsync(Bucket, mark.Name, mark.Certificate, cancellationToken);
        var (status, reason) = await acm.DescribeAsync(mark.Certificate!, cancellationToken);
        return new ProbeSight
        {
            Copies = copies,
            Status = status,
            FailureReason = reason,
            IsMailStored =
                isTimeOver
                && copies.Count == 0
                && await marks.IsMailStoredAsync(Bucket, plan.Stack.MailPrefix, mark, cancellationToken),
        };
    }

    /// <summary>Tells what is new.</summary>
    private async Task TellAsync(ProbeSight sight, ProbeState state, CancellationToken cancellationToken)
    {
        if (sight.First is { } first)
        {
            Tell(
                ProbeStep.Mail,
                first.Mail.ReceivedAt - mark.MarkedAt,
                $"to {first.Mail.Recipient}, from {first.Mail.From}, by the template of {Template(first.Claim?.Kind)}"
            );
        }

        if (sight.Best is not { } best)
        {
            return;
        }

        var isApproved = best.Outcome is Outcome.Approved or Outcome.AlreadyApproved;
        if (isApproved || state is ProbeState.WouldApprove)
        {
            var outcome = isApproved ? $"{best.Outcome}, {best.DurationMs} ms after it was taken up" : "would approve";
            Tell(ProbeStep.Decision, best.DecidedAt - mark.MarkedAt, outcome);
            if (told.Add(ProbeStep.Button))
            {
                var seen = await marks.FindSeenAsync(best, cancellationToken);
                var page = seen is { } kept
                    ? $"the page was recognised ({kept.Status}); it is kept masked in {kept.Place}"
                    : "the page is not kept";
                report.Step(
                    ProbeStep.Button,
                    best.DecidedAt - mark.MarkedAt,
                    isApproved ? $"pressed; {page}" : $"not pressed, as the function's mode is notify; {page}"
                );
            }
        }

        if (state is ProbeState.Proven)
        {
            Tell(ProbeStep.Issue, Elapsed, "ACM has issued the certificate");
        }
    }

    /// <summary>Waits for the mails that are still on their way, and deletes the certificate.</summary>
    /// <returns>Whether it is deleted; its mails may still be on their way, and are not waited for any longer.</returns>
    private async Task<bool> DeleteAsync(ProbeSight sight, TimeSpan wait, CancellationToken cancellationToken)
    {
        var copies = sight;
        while (!copies.IsComplete && Elapsed < ProbeMark.MailTime && Elapsed < wait)
        {
            await Task.Delay(Pause, time, cancellationToken);
            copies = await LookAsync(isTimeOver: false, cancellationToken);
        }

        if (copies.Mailboxes > 0)
        {
            Tell(ProbeStep.Copies, Elapsed, $"{copies.Mailboxes} of {ProbeSight.AllCopies} mails have a record");
        }

        if (!copies.IsComplete && Elapsed < ProbeMark.MailTime)
        {
            return false;
        }

        mark = mark with { IsDeleted = true };
        await marks.WriteAsync(Bucket, mark, cancellationToken);
        await acm.DeleteAsync(mark.Certificate!, cancellationToken);
        Tell(ProbeStep.Deletion, Elapsed, "the certificate is deleted");
        return true;
    }

    private void Tell(ProbeStep step, TimeSpan elapsed, string text)
    {
        if (told.Add(step))
        {
            report.Step(step, elapsed, text);
        }
    }

    private static string Template(string? kind) =>
        kind switch
        {
            "new" => "a new request",
            "renewal" => "a renewal",
            _ => "no kind that is known",
        };
}

/// <summary>How a probe ended.</summary>
/// <param name="State">What came of it.</param>
/// <param name="Mark">Its mark.</param>
/// <param name="IsDeleted">Whether nothing of it is left in ACM.</param>
internal sealed record ProbeEnd(ProbeState State, ProbeMark Mark, bool IsDeleted);

using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Aws.Client;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Session;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>The same pipeline as in the function, with the caller's credentials. AWS is asked nothing before the first mail.</summary>
internal sealed class Pipeline : IDisposable
{
    /// <summary>After an interrupt, how long what was begun may take to end: an approval shall not lose its record.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FailureStreak streak = new();
    private readonly string requestId = Guid.NewGuid().ToString();
    private readonly ReplayReport report;
    private readonly ResumeFile? resume;
    private readonly bool isLive;
    private readonly Lazy<Task<Composition>> composition;

    internal Pipeline(Settings settings, AwsSession session, bool isLive, ReplayReport report, ResumeFile? resume, TimeProvider time)
    {
        (this.report, this.resume, this.isLive) = (report, resume, isLive);
        composition = new Lazy<Task<Composition>>(async () =>
            new Composition(settings, await CallerIdentity.AccountAsync(session), session, time)
        );
    }

    /// <summary>Handles mails, several at once, and takes the next one only when there is room.</summary>
    internal Task RunAsync(IAsyncEnumerable<MailItem> mails, int parallel, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            mails.Select(mail => (Mail: mail, Entry: report.Begin())),
            options,
            async (next, token) =>
            {
                try
                {
                    await HandleAsync(next.Mail, next.Entry, token);
                }
                finally
                {
                    next.Entry.Complete();
                }
            }
        );
    }

    /// <summary>Handles mails in S3, each on its own.</summary>
    /// <returns>Whether there is a decision on every one.</returns>
    internal async Task<bool> HandleAllAsync(IReadOnlyList<MailSource> mails, ReplayEntry entry, CancellationToken cancellationToken)
    {
        var store = (await composition.Value).Store;
        var isHandled = true;
        foreach (var source in mails)
        {
            isHandled &= await HandleAsync(new MailItem(source, token => store.FetchAsync(source, token)), entry, cancellationToken);
        }

        return isHandled;
    }

    public void Dispose()
    {
        if (composition is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var created } })
        {
            created.Dispose();
        }
    }

    private async Task<bool> HandleAsync(MailItem mail, ReplayEntry entry, CancellationToken cancellationToken)
    {
        // Outside of what one mail may fail of: without credentials no mail in S3 can be read, and none can be handled.
        if (mail.Source.Bucket is not null)
        {
            await composition.Value;
        }

        var time = streak.MailTime;
        using var limit = new CancellationTokenSource(time);
        await using var interrupted = cancellationToken.Register(() => limit.CancelAfter(Grace));
        StoredMail stored;
        try
        {
            stored = NotAMessageException.Check(await mail.FetchAsync(limit.Token));
        }
#pragma warning disable CA1031 // Whatever it is, the other mails are handled; this one is reported and counts as failed.
        catch (Exception e)
        {
            return Fail(e);
        }

        var ready = await composition.Value;
        var approver = isLive ? ready.LiveReplay : ready.DryRun;
        Decision decision;
        try
        {
            decision = await approver.HandleAsync(stored, requestId, limit.Token);
        }
        catch (Exception e)
        {
            return Fail(e);
        }
#pragma warning restore CA1031

        streak.Break();
        entry.Decided(decision);
        resume?.Note(mail.Source.ToString(), decision.Outcome.ToString());
        return true;

        bool Fail(Exception e)
        {
            entry.Failed(mail.Source.ToString(), Explain(e), isMessage: e is not NotAMessageException);
            return streak.Add(e) is { } end ? throw end : false;
        }

        string Explain(Exception e) =>
            e is not OperationCanceledException ? e.Message
            : cancellationToken.IsCancellationRequested ? "interrupted before it was done"
            : $"not done within {time.TotalSeconds} seconds";
    }
}

using AcmApprover.Approval;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Lambda;

/// <summary>
/// Handles stored mails again, a few at a time. It stops early enough to answer: at its limit, or when time runs short; the
/// answer then says from where to go on.
/// </summary>
internal sealed class ReplayHandler(Composition composition, EventReader reader, string? ownBucket)
{
    /// <summary>ACM answers ten descriptions a second (ACM user guide, acm-limits); a mail takes two and some more for the rest.</summary>
    private const int AtOnce = 8;

    /// <exception cref="UnknownEventException">Neither the event nor the settings name a bucket.</exception>
    internal async Task<Answer> HandleAsync(ReplayRequest request, MailInvocation invocation)
    {
        var bucket = request.Bucket ?? ownBucket
            ?? throw new UnknownEventException("the replay names no bucket, and the function has none (ACM_APPROVER_BUCKET)");
        var approver = request.DryRun ? composition.DryRun : composition.LiveReplay;

        List<Decision> decisions = [];
        List<Failure> failures = [];
        string? continueFrom = null;
        var done = 0;
        await using var mails = Mails(request, bucket, invocation.Time).GetAsyncEnumerator(invocation.Time);
        try
        {
            while (await NextAsync(mails, Math.Min(AtOnce, request.Limit - done)) is { Count: > 0 } some)
            {
                var results = await Task.WhenAll(some.Select(mail => invocation.HandleAsync(composition.Store, approver, mail)));
                if (invocation.Time.IsCancellationRequested)
                {
                    // Some of these were cut short: all of them are handled again by whoever goes on, which does no harm.
                    return Stopped(continueFrom ?? request.ContinueFrom ?? "");
                }

                decisions.AddRange(results.Select(r => r.Decision).OfType<Decision>());
                failures.AddRange(some.Zip(results).Where(p => p.Second.Problem is not null).Select(p => new Failure(p.First.Key, p.Second.Problem!.Message)));
                done += some.Count;
                continueFrom = some[^1].Key;
            }
        }
        catch (OperationCanceledException) when (invocation.Time.IsCancellationRequested)
        {
            return Stopped(continueFrom ?? request.ContinueFrom ?? "");
        }

        var hasMore = done == request.Limit && await mails.MoveNextAsync();
        return Stopped(hasMore ? continueFrom : null);

        Answer Stopped(string? from) =>
            Answer.Of(decisions) with { Failures = failures.Count == 0 ? null : failures, ContinueFrom = from };
    }

    private static async Task<List<MailSource>> NextAsync(IAsyncEnumerator<MailSource> mails, int count)
    {
        List<MailSource> some = [];
        while (some.Count < count && await mails.MoveNextAsync())
        {
            some.Add(mails.Current);
        }

        return some;
    }

    private IAsyncEnumerable<MailSource> Mails(ReplayRequest request, string bucket, CancellationToken cancellationToken)
    {
        // A key that is named twice is handled once: whoever goes on after it would begin at the first of the two again, for ever.
        var all = request.Keys?.Distinct(StringComparer.Ordinal) is { } keys
            ? (request.ContinueFrom is { Length: > 0 } last ? keys.SkipWhile(k => k != last).Skip(1) : keys).Select(k => new MailSource(bucket, k)).ToAsyncEnumerable()
            : composition.Store.ListAsync(bucket, request.Prefix ?? "", request.ContinueFrom is { Length: > 0 } from ? from : null, request.Since, cancellationToken);
        return all.Where(m => reader.IsMail(m.Key));
    }
}

using System.Collections.Concurrent;
using AcmApprover.Approval.Mail;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Answers;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Lambda;

/// <summary>
/// Handles stored mails again, a few at a time. It stops early enough to answer: at its limit, or when time runs short. The answer
/// accounts for every mail up to the key that it says to go on from: decided, or failed with its reason.
/// </summary>
internal sealed class ReplayHandler(Composition composition, EventReader reader, string? ownBucket)
{
    /// <summary>ACM answers ten descriptions a second (ACM user guide, acm-limits); a mail takes two and some more for the rest.</summary>
    private const int AtOnce = 8;

    /// <exception cref="UnknownEventException">Neither the event nor the settings name a bucket.</exception>
    /// <exception cref="TemporarilyUnavailableException">No mail could be listed in the time that there is.</exception>
    internal async Task<Answer> HandleAsync(ReplayRequest request, MailInvocation invocation)
    {
        var bucket =
            request.Bucket
            ?? ownBucket
            ?? throw new UnknownEventException("the replay names no bucket, and the function has none (ACM_APPROVER_BUCKET)");
        var approver = request.DryRun ? composition.DryRun : composition.LiveReplay;
        var end = invocation.Time.End;

        List<MailSource> begun = [];
        ConcurrentDictionary<int, MailResult> results = [];
        bool isAll;
        try
        {
            isAll = true;
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
            await Parallel.ForEachAsync(UntilLimitAsync(), options, async (next, _) => results[next.Index] = await HandleAsync(next.Mail));
        }
#pragma warning disable CA1031 // Kept until somebody asks for the mails from here on.
        catch (Exception) when (begun.Count > 0)
#pragma warning restore CA1031
        {
            // No time for more, or no listing of more. The next run from here fails the same way with no mail begun, and says so.
            isAll = false;
        }
        catch (OperationCanceledException e) when (end.IsCancellationRequested)
        {
            throw new TemporarilyUnavailableException("S3", "the mails could not be listed in time", e);
        }

        // A mail that was begun late and cut short is not reached: it comes again. The first ones had all the time that there is, and
        // are accounted for whatever became of them. So every replay goes forward.
        var reached = begun
            .TakeWhile(
                (_, i) => results.TryGetValue(i, out var result) && (i < AtOnce || result is not MailResult.Failed { IsCutShort: true })
            )
            .Count();
        var failures =
            from i in Enumerable.Range(0, reached)
            let failed = results[i] as MailResult.Failed
            where failed is not null
            select new Failure(begun[i].Key, failed.Problem.Message);
        return Answer.Of([
            .. results.OrderBy(each => each.Key).Select(each => each.Value).OfType<MailResult.Decided>().Select(d => d.Decision),
        ]) with
        {
            Failures = failures.ToList() is { Count: > 0 } some ? some : null,
            ContinueFrom = isAll && reached == begun.Count ? null : begun[reached - 1].Key,
        };

        async IAsyncEnumerable<(int Index, MailSource Mail)> UntilLimitAsync()
        {
            await foreach (var mail in Mails(request, bucket, end))
            {
                if (begun.Count == request.Limit || (begun.Count > 0 && end.IsCancellationRequested))
                {
                    isAll = false;
                    yield break;
                }

                begun.Add(mail);
                yield return (begun.Count - 1, mail);
            }
        }

        async Task<MailResult> HandleAsync(MailSource mail) =>
            reader.IsMail(mail.Key)
                ? await invocation.HandleAsync(composition.Store, approver, mail)
                : new MailResult.Failed(new InvalidOperationException("it is not a mail but a record, a folder or SES's test object"));
    }

    private IAsyncEnumerable<MailSource> Mails(ReplayRequest request, string bucket, CancellationToken cancellationToken)
    {
        var from = request.ContinueFrom is { Length: > 0 } last ? last : null;
        if (request.Keys is null)
        {
            return composition
                .Store.ListAsync(bucket, request.Prefix ?? "", from, request.Since, cancellationToken)
                .Where(m => reader.IsMail(m.Key));
        }

        // A key that is named twice is handled once: otherwise a run that continues after it would start at the first of the two again,
        // without end.
        var keys = request.Keys.Distinct(StringComparer.Ordinal);
        return (from is null ? keys : keys.SkipWhile(k => k != from).Skip(1)).Select(k => new MailSource(bucket, k)).ToAsyncEnumerable();
    }
}

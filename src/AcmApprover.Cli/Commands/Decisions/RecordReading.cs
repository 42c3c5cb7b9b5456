using AcmApprover.Aws.S3;

namespace AcmApprover.Cli.Commands.Decisions;

/// <summary>
/// Reads records in the order of time. S3 lists them in the order of their keys, which are random: so all are listed, a thousand with each
/// call, the newest few are kept, and only those are read, several at once. Neither memory nor calls grow beyond that.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="filter">Which of them are wanted.</param>
/// <param name="report">Who is told.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordReading(S3DecisionRecords records, DecisionFilter filter, DecisionsReport report, TimeProvider time)
{
    private const int AtOnce = 16;

    /// <summary>How long one listing or one record may take, with everything that is tried again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>S3 tells when a record was stored to the second, and a listing may be a moment behind another.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>What was read of the last minute, so that nothing is shown twice.</summary>
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    private DateTimeOffset newest = DateTimeOffset.MinValue;

    /// <summary>Shows the newest records.</summary>
    /// <param name="since">The earliest time of storing; null for all.</param>
    /// <param name="limit">How many are read at the most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        var kept = new PriorityQueue<StoredRecord, (DateTimeOffset, string)>();
        var listed = 0;
        await foreach (var record in ListAsync(cancellationToken))
        {
            if ((since is null || record.StoredAt >= since) && !seen.ContainsKey(record.Key))
            {
                listed++;
                kept.Enqueue(record, (record.StoredAt, record.Key));
                if (kept.Count > limit)
                {
                    kept.Dequeue();
                }
            }

            report.Listed(listed);
        }

        if (listed > kept.Count)
        {
            report.Left(kept.Count, listed);
        }

        report.SetTotal(kept.Count);
        while (kept.Count > 0)
        {
            await ShowAsync([.. Next(kept)], cancellationToken);
        }
    }

    /// <summary>Shows records as they come.</summary>
    /// <param name="cancellationToken">Ends it; there is no other end.</param>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        var start = newest == DateTimeOffset.MinValue ? time.GetUtcNow() : newest;
        while (true)
        {
            await Task.Delay(Period, time, cancellationToken);
            var from = (newest > start ? newest : start) - Overlap;
            foreach (var old in seen.Where(s => s.Value < from).Select(s => s.Key).ToList())
            {
                seen.Remove(old);
            }

            await RunAsync(from, int.MaxValue, cancellationToken);
        }
    }

    private static IEnumerable<StoredRecord> Next(PriorityQueue<StoredRecord, (DateTimeOffset, string)> kept)
    {
        for (var i = 0; i < AtOnce && kept.TryDequeue(out var record, out _); i++)
        {
            yield return record;
        }
    }

    private async Task ShowAsync(StoredRecord[] some, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var read = await Task.WhenAll(some.Select(record => records.ReadAsync(record, limit.Token)));
        foreach (var (record, decision) in some.Zip(read))
        {
            seen[record.Key] = record.StoredAt;
            newest = record.StoredAt > newest ? record.StoredAt : newest;
            if (decision is null)
            {
                report.Unreadable(record.Key);
            }
            else if (filter.Takes(decision))
            {
                report.Show(decision);
            }
            else
            {
                report.Pass();
            }
        }
    }

    private async IAsyncEnumerable<StoredRecord> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var all = records.ListAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        while (true)
        {
            // Each page has the time of its own.
            limit.CancelAfter(Patience);
            if (!await all.MoveNextAsync())
            {
                yield break;
            }

            yield return all.Current;
        }
    }
}

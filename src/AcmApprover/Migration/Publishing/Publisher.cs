using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// Publishes validation records in hosted zones. A record is created and never overwritten; what is there already is left alone, so a run
/// that was interrupted can be run again.
/// </summary>
/// <param name="records">The records of the zones.</param>
/// <param name="time">The clock for the waits.</param>
public sealed class Publisher(IZoneRecords records, TimeProvider time)
{
    private static readonly TimeSpan SyncPause = TimeSpan.FromSeconds(5);

    /// <summary>Publishes records of one zone, and waits until Route 53 has them everywhere.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="wanted">The records; each once.</param>
    /// <param name="cancellationToken">Ends it between two batches or two looks; what was created stays.</param>
    /// <returns>What became of each record, in the same order.</returns>
    public async Task<IReadOnlyList<PublishedRecord>> PublishAsync(
        HostedZone zone,
        IReadOnlyList<ValidationRecord> wanted,
        CancellationToken cancellationToken
    )
    {
        Dictionary<ValidationRecord, PublishedRecord> results = [];
        foreach (var batch in wanted.Chunk(Route53ChangeBatch.MaxRecords))
        {
            await PublishBatchAsync(zone, batch, results, cancellationToken);
        }

        return [.. wanted.Select(record => results[record])];
    }

    private async Task PublishBatchAsync(
        HostedZone zone,
        IReadOnlyList<ValidationRecord> batch,
        Dictionary<ValidationRecord, PublishedRecord> results,
        CancellationToken cancellationToken
    )
    {
        var missing = await LookAsync(zone, batch, results, cancellationToken);
        if (missing.Count == 0)
        {
            return;
        }

        var change = await records.CreateAsync(zone, missing, cancellationToken);
        if (change is null)
        {
            // Somebody, or a try of ours whose answer was lost, was faster, or a wildcard or delegation forbids a record: look again, and
            // give each of those that are still missing its own answer.
            missing = await LookAsync(zone, missing, results, cancellationToken);
            foreach (var record in missing)
            {
                if (await records.CreateAsync(zone, [record], cancellationToken) is { } own)
                {
                    await WaitAsync(own, cancellationToken);
                    results[record] = new PublishedRecord.Created(record);
                }
                else
                {
                    results[record] = new PublishedRecord.Refused(record, "Route 53 refuses the record in this zone");
                }
            }

            return;
        }

        await WaitAsync(change, cancellationToken);
        foreach (var record in missing)
        {
            results[record] = new PublishedRecord.Created(record);
        }
    }

    private async Task<IReadOnlyList<ValidationRecord>> LookAsync(
        HostedZone zone,
        IReadOnlyList<ValidationRecord> batch,
        Dictionary<ValidationRecord, PublishedRecord> results,
        CancellationToken cancellationToken
    )
    {
        List<ValidationRecord> missing = [];
        foreach (var record in batch)
        {
            switch (await records.ReadAsync(zone, record.Name, cancellationToken))
            {
                case []:
                    missing.Add(record);
                    break;
                case [var existing] when existing.Is(record):
                    results[record] = new PublishedRecord.WasThere(record);
                    break;
                case var others:
                    results[record] = new PublishedRecord.Refused(
                        record,
                        $"there is {string.Join(", ", others.Select(other => $"{other.Type} {string.Join(" ", other.Values)}".TrimEnd()))}"
                    );
                    break;
            }
        }

        return missing;
    }

    private async Task WaitAsync(ZoneChange change, CancellationToken cancellationToken)
    {
        while (!await records.IsInSyncAsync(change, cancellationToken))
        {
            await Task.Delay(SyncPause, time, cancellationToken);
        }
    }
}

/// <summary>What became of a record that was to be published.</summary>
/// <param name="Record">The record.</param>
public abstract record PublishedRecord(ValidationRecord Record)
{
    /// <summary>It was created, and all name servers of Route 53 have it.</summary>
    public sealed record Created(ValidationRecord Record) : PublishedRecord(Record);

    /// <summary>It was there already.</summary>
    public sealed record WasThere(ValidationRecord Record) : PublishedRecord(Record);

    /// <summary>Something else is there, or Route 53 does not allow it. Nothing was changed.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Why">What is there.</param>
    public sealed record Refused(ValidationRecord Record, string Why) : PublishedRecord(Record);
}

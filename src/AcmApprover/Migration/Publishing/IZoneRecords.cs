using AcmApprover.Identifiers;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration.Publishing;

/// <summary>The port to the records of hosted zones. It creates records and never changes or deletes one.</summary>
public interface IZoneRecords
{
    /// <summary>What lies at a name.</summary>
    /// <exception cref="TemporarilyUnavailableException">Route 53 did not answer in time, or is throttling.</exception>
    Task<IReadOnlyList<ExistingRecord>> ReadAsync(HostedZone zone, RecordName name, CancellationToken cancellationToken);

    /// <summary>Creates all of the records or none.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="records">At most <see cref="Route53ChangeBatch.MaxRecords"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the records may then have been created.</param>
    /// <returns>
    /// The change to wait for; null if Route 53 refused the batch because of a record in it, such as one that is there already.
    /// </returns>
    /// <exception cref="TemporarilyUnavailableException">Route 53 did not answer in time, or is throttling.</exception>
    Task<ZoneChange?> CreateAsync(HostedZone zone, IReadOnlyList<ValidationRecord> records, CancellationToken cancellationToken);

    /// <summary>Whether all name servers of Route 53 have a change (<c>INSYNC</c>).</summary>
    /// <exception cref="TemporarilyUnavailableException">Route 53 did not answer in time, or is throttling.</exception>
    Task<bool> IsInSyncAsync(ZoneChange change, CancellationToken cancellationToken);
}

/// <summary>A record that is there.</summary>
/// <param name="Type">Its type, such as <c>CNAME</c>.</param>
/// <param name="Values">Its values as they are stored; empty for an alias.</param>
public sealed record ExistingRecord(string Type, IReadOnlyList<string> Values)
{
    /// <summary>Whether it is this validation record already.</summary>
    public bool Is(ValidationRecord record) =>
        Type == "CNAME" && Values is [var value] && RecordName.TryParse(value, out var target) && target == record.Target;
}

/// <summary>A change that Route 53 carries out.</summary>
/// <param name="Id">Its id, such as <c>C0123456789ABCDEF</c>.</param>
public sealed record ZoneChange(string Id);

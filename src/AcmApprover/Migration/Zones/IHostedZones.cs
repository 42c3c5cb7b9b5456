using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Zones;

/// <summary>The port to the hosted zones of one account. It reads only.</summary>
public interface IHostedZones
{
    /// <summary>The zones with exactly this name: there can be several, public and private.</summary>
    /// <exception cref="TemporarilyUnavailableException">Route 53 did not answer in time, or is throttling.</exception>
    Task<IReadOnlyList<HostedZone>> FindAsync(RecordName apex, CancellationToken cancellationToken);
}

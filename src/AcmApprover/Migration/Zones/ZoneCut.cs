using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Zones;

/// <summary>Where the zone of a name begins in the public DNS, as the servers of the zone above tell it.</summary>
/// <param name="Apex">The longest suffix of the name that is delegated.</param>
/// <param name="NameServers">The name servers in the delegation.</param>
/// <param name="IsLame">Whether none of those servers answers for the zone with authority.</param>
public sealed record ZoneCut(RecordName Apex, IReadOnlyList<RecordName> NameServers, bool IsLame);

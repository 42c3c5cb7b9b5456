namespace AcmApprover.Simulator.Dns;

/// <summary>What a name server does in place of an ordinary answer.</summary>
public enum NameServerFault
{
    /// <summary>It never answers.</summary>
    Silent,

    /// <summary>REFUSED.</summary>
    Refused,

    /// <summary>SERVFAIL.</summary>
    ServerFailure,

    /// <summary>SERVFAIL, unless DNSSEC checking is disabled: the zone's signatures are wrong.</summary>
    Bogus,

    /// <summary>It vouches for the answer by DNSSEC.</summary>
    Authentic,
}

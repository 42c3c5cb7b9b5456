namespace AcmApprover.MailPath.Domains;

/// <summary>What a resolver answered to one question.</summary>
/// <param name="Resolver">The resolver that was asked, as an operator knows it: <c>1.1.1.1</c>, <c>127.0.0.1:5353</c>.</param>
/// <param name="Outcome">What kind of answer it was.</param>
/// <param name="Records">The records of the type that was asked for, behind all aliases; empty unless there are any.</param>
public sealed record DnsReply<TRecord>(string Resolver, DnsOutcome Outcome, IReadOnlyList<TRecord> Records)
{
    /// <summary>The name at the end of a chain of CNAME records; null where the name is no alias.</summary>
    public string? AliasOf { get; init; }

    /// <summary>Whether the resolver vouches for the answer by DNSSEC.</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>Whether the question was answered, be it with nothing.</summary>
    public bool IsAnswer => Outcome is DnsOutcome.Records or DnsOutcome.NoRecords or DnsOutcome.NoSuchName;
}

/// <summary>The kinds of answers.</summary>
public enum DnsOutcome
{
    /// <summary>There are records.</summary>
    Records,

    /// <summary>The name exists, without records of that type (NODATA).</summary>
    NoRecords,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The resolver could not find out, or does not believe what it found (SERVFAIL).</summary>
    ServerFailure,

    /// <summary>The resolver does not want to answer, or not this question (REFUSED and the rarer codes).</summary>
    Refused,

    /// <summary>No answer came in time.</summary>
    NoAnswer,

    /// <summary>What came is no answer to the question.</summary>
    Unreadable,
}

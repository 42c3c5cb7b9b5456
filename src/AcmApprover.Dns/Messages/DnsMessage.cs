namespace AcmApprover.Dns.Messages;

/// <summary>An answer (RFC 1035, section 4).</summary>
/// <param name="Code">Its return code.</param>
/// <param name="IsTruncated">Whether it did not fit.</param>
/// <param name="IsAuthentic">Whether the server vouches for it by DNSSEC (RFC 4035, section 3.2.3).</param>
/// <param name="Question">What it answers; null unless that is exactly one question.</param>
/// <param name="Answers">The records of the answer.</param>
/// <param name="Authorities">The records on who answers.</param>
internal sealed record DnsMessage(
    ReturnCode Code,
    bool IsTruncated,
    bool IsAuthentic,
    (string Name, RecordType Type)? Question,
    IReadOnlyList<DnsRecord> Answers,
    IReadOnlyList<DnsRecord> Authorities
);

/// <summary>What a server says of a question (IANA, DNS parameters); others count as a refusal.</summary>
internal enum ReturnCode
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NoSuchName = 3,
    Refused = 5,
}

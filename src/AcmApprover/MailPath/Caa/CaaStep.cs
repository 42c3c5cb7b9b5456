using AcmApprover.MailPath.Domains;

namespace AcmApprover.MailPath.Caa;

/// <summary>One question on the way from a name up to the root.</summary>
/// <param name="Name">The name asked for.</param>
/// <param name="Reply">What the resolver answered.</param>
public sealed record CaaStep(string Name, DnsReply<CaaRecord> Reply);

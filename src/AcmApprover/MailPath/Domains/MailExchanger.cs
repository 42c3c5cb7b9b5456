namespace AcmApprover.MailPath.Domains;

/// <summary>An MX record.</summary>
/// <param name="Preference">The lowest is tried first.</param>
/// <param name="Host">The host in lower case, without a final dot; empty for the root, which takes no mail (RFC 7505).</param>
public sealed record MailExchanger(int Preference, string Host);

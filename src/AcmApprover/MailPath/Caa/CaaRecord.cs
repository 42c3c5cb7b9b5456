namespace AcmApprover.MailPath.Caa;

/// <summary>A CAA record (RFC 8659, section 4): who may issue certificates for a name.</summary>
/// <param name="IsCritical">Whether an authority that does not know the tag must not issue.</param>
/// <param name="Tag">The tag in lower case: <c>issue</c>, <c>issuewild</c>, <c>iodef</c>, …</param>
/// <param name="Value">The value as it is written.</param>
public sealed record CaaRecord(bool IsCritical, string Tag, string Value);

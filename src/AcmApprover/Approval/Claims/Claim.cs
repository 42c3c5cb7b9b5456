using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>What a validation mail says of itself, complete and free of contradictions: claimed, not proven.</summary>
/// <param name="Domain">The name whose validation is asked for.</param>
/// <param name="Certificate">The certificate, with its account and region.</param>
/// <param name="Link">Where the mail asks its reader to go.</param>
public sealed record Claim(DomainName Domain, CertificateArn Certificate, ApprovalLink Link);

using AcmApprover.Estate;

namespace AcmApprover.Migration;

/// <summary>
/// A certificate of the inventory that could not be read when the plan was made. The plan names it, so that nobody forgets it.
/// </summary>
/// <param name="Known">What the inventory says of it.</param>
/// <param name="Problem">Why it could not be read.</param>
public sealed record UnreadCertificate(CertificateFacts Known, string Problem);

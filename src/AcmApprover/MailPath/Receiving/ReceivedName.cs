using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>A name of certificates, and the receiving side.</summary>
/// <param name="Name">The name.</param>
/// <param name="Accounts">The accounts of its certificates; empty where they are not known.</param>
/// <param name="Facts">The receiving side.</param>
public sealed record ReceivedName(DomainName Name, IReadOnlyList<AccountId> Accounts, ReceivingFacts Facts);

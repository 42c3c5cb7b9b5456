using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>A name of certificates, and the receiving side.</summary>
/// <param name="Name">The name.</param>
/// <param name="Accounts">The accounts of its certificates; empty where they are not known.</param>
/// <param name="Facts">The receiving side.</param>
public sealed record ReceivedName(DomainName Name, IReadOnlyList<AccountId> Accounts, ReceivingFacts Facts)
{
    /// <summary>Why it is not known whether the function trusts the accounts; null where it is, or there are none.</summary>
    internal MissingAnswer? AccountsMissing => Accounts.Count > 0 ? Facts.Function.Value?.Settings?.Accounts.Missing : null;
}

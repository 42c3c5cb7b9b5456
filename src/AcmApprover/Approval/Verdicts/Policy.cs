using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>What the operator trusts and allows.</summary>
/// <param name="Accounts">The accounts whose certificates may be approved.</param>
/// <param name="Domains">The domains that may be approved.</param>
/// <param name="Senders">Who may send a validation mail.</param>
/// <param name="Mode">Whether to approve, or to tell the operator what would be approved.</param>
public sealed record Policy(
    IReadOnlyList<AccountId> Accounts, IReadOnlyList<DomainPattern> Domains, IReadOnlyList<SenderPattern> Senders, Mode Mode);

/// <summary>What is done with a mail that everything holds for.</summary>
public enum Mode
{
    /// <summary>Approve it.</summary>
    Approve,

    /// <summary>Never press the button, tell the operator instead.</summary>
    Notify,
}

using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Verdicts;

/// <summary>What the operator trusts and allows.</summary>
/// <param name="Accounts">The accounts whose certificates may be approved.</param>
/// <param name="Domains">The domains that may be approved.</param>
/// <param name="Senders">Who may send a validation mail.</param>
/// <param name="Mode">Whether to approve, or to tell the operator what would be approved.</param>
/// <param name="Spam">Whether authenticated mail that SES marks as spam is accepted.</param>
/// <param name="TellsApprovals">Whether the operator is told of each approval, too.</param>
/// <param name="Organization">The organization whose accounts are trusted; of those, <paramref name="Accounts"/> has the ones that the mail
/// names. Null where the operator lists the accounts.</param>
public sealed record Policy(
    IReadOnlyList<AccountId> Accounts,
    IReadOnlyList<DomainPattern> Domains,
    IReadOnlyList<SenderPattern> Senders,
    Mode Mode,
    Spam Spam = Spam.Refuse,
    bool TellsApprovals = false,
    OrganizationId? Organization = null
);

/// <summary>What becomes of mail from an authenticated sender that SES marks as spam.</summary>
public enum Spam
{
    /// <summary>It is referred to the operator.</summary>
    Refuse,

    /// <summary>It is judged as any other mail. A virus verdict is never accepted.</summary>
    Allow,
}

/// <summary>What is done with a mail that everything holds for.</summary>
public enum Mode
{
    /// <summary>Approve it.</summary>
    Approve,

    /// <summary>Never press the button, tell the operator instead.</summary>
    Notify,
}

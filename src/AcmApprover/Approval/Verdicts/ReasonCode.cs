namespace AcmApprover.Approval.Verdicts;

/// <summary>
/// Why a mail is referred to the operator. <see cref="RuleBook"/> has the text of each. The switches over this enum are
/// exhaustive by compiler error: a new reason does not build until each of them speaks of it.
/// </summary>
public enum ReasonCode
{
    /// <inheritdoc cref="RuleBook"/>
    MailUnreadable,

    /// <inheritdoc cref="RuleBook"/>
    MailIncomplete,

    /// <inheritdoc cref="RuleBook"/>
    MailContradictsItself,

    /// <inheritdoc cref="RuleBook"/>
    SenderNotAuthenticated,

    /// <inheritdoc cref="RuleBook"/>
    MarkedAsSpam,

    /// <inheritdoc cref="RuleBook"/>
    AcmNotice,

    /// <inheritdoc cref="RuleBook"/>
    RecipientNotSystemAddress,

    /// <inheritdoc cref="RuleBook"/>
    LinkUntrusted,

    /// <inheritdoc cref="RuleBook"/>
    LinkExpired,

    /// <inheritdoc cref="RuleBook"/>
    AccountNotTrusted,

    /// <inheritdoc cref="RuleBook"/>
    DomainNotAllowed,

    /// <inheritdoc cref="RuleBook"/>
    CertificateNotReadable,

    /// <inheritdoc cref="RuleBook"/>
    CertificateNotFound,

    /// <inheritdoc cref="RuleBook"/>
    CertificateNotPending,

    /// <inheritdoc cref="RuleBook"/>
    DomainNotInCertificate,

    /// <inheritdoc cref="RuleBook"/>
    NotEmailValidated,

    /// <inheritdoc cref="RuleBook"/>
    RecipientNotExpected,

    /// <inheritdoc cref="RuleBook"/>
    PageUnrecognised,

    /// <inheritdoc cref="RuleBook"/>
    PageMismatch,

    /// <inheritdoc cref="RuleBook"/>
    LinkRejected,

    /// <inheritdoc cref="RuleBook"/>
    ApprovalNotConfirmed,

    /// <inheritdoc cref="RuleBook"/>
    NotifyOnly,
}

namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules by their reasons. The README's table is tested against it.</summary>
public static class RuleBook
{
    /// <summary>Every rule, in the order in which they are applied.</summary>
    public static IEnumerable<Rule> All => Enum.GetValues<ReasonCode>().Select(Of);

    /// <summary>The rule behind a reason.</summary>
    public static Rule Of(ReasonCode reason) => reason switch
    {
        ReasonCode.MailUnreadable => new(
            Stage.Mail, "mail-unreadable",
            "by its headers it looks like a validation mail, but it is larger than 1 MiB or its body cannot be read",
            "Open the stored mail and see who sent it; a genuine one has a few kilobytes. Resend it from ACM if a certificate is waiting."),
        ReasonCode.MailIncomplete => new(
            Stage.Mail, "mail-incomplete",
            "it looks like a validation mail, but domain, account, region, certificate or link is missing",
            "Compare the stored mail with ACM's template: if Amazon changed it, approve by hand and report the change."),
        ReasonCode.MailContradictsItself => new(
            Stage.Mail, "mail-contradicts-itself",
            "its text and HTML part, its subject, or repeated fields disagree on a field or on the link",
            "Do not click. ACM's mails agree with themselves: somebody wrote or altered this one. Resend it from ACM if a certificate is waiting."),
        ReasonCode.SenderNotAuthenticated => new(
            Stage.Mail, "sender-not-authenticated",
            "SES did not find a valid DKIM signature of the sender's own domain, did not scan the mail or found a virus, or From is not exactly one allowed address",
            "Do not click. Look at the Authentication-Results that SES wrote: a mail that was forwarded or altered on its way loses its signature."),
        ReasonCode.MarkedAsSpam => new(
            Stage.Mail, "marked-as-spam",
            "the sender is authenticated, but SES marks the mail as spam and `ACM_APPROVER_SPAM` does not allow that",
            "SES marks genuine mail from ACM as spam now and then. If you expect this request, approve it by hand; to accept such mail, set ACM_APPROVER_SPAM to allow."),
        ReasonCode.AcmNotice => new(
            Stage.Mail, "acm-notice",
            "it is another mail from Amazon about a certificate of yours, without an approval link, such as a renewal notice",
            "Read the stored mail and look at the certificate in ACM. If it waits for validation by e-mail, resend the validation mail."),
        ReasonCode.RecipientNotSystemAddress => new(
            Stage.Mail, "recipient-not-system-address",
            "no recipient is one of the five system mailboxes at the domain, or at a domain above it",
            "See how the mail got here. ACM writes only to admin, administrator, hostmaster, postmaster and webmaster."),
        ReasonCode.LinkUntrusted => new(
            Stage.Mail, "link-untrusted",
            "its link is not exactly that of ACM's approval site in the claimed region, with one code and one context",
            "Do not click. Resend the mail from ACM if a certificate is waiting."),
        ReasonCode.LinkExpired => new(
            Stage.Mail, "link-expired",
            "the mail was received more than 72 hours ago",
            "Resend the validation mail from ACM; if the certificate has timed out, request a new one."),
        ReasonCode.AccountNotTrusted => new(
            Stage.Mail, "account-not-trusted",
            "the claimed account is not on the operator's list",
            "Find out whose account it is. If it is yours, add it to the trusted accounts; if not, somebody else asks for your domain: do not click."),
        ReasonCode.DomainNotAllowed => new(
            Stage.Mail, "domain-not-allowed",
            "the domain matches none of the operator's patterns",
            "If the domain is yours, add it to the allowed domains and replay the mail."),
        ReasonCode.CertificateNotReadable => new(
            Stage.Certificate, "certificate-not-readable",
            "ACM, or the role in that account, refuses to show the certificate",
            "Grant the permission that is named, then replay the mail."),
        ReasonCode.CertificateNotFound => new(
            Stage.Certificate, "certificate-not-found",
            "ACM does not know the certificate in that account and region",
            "Do not click, unless the certificate was deleted since: the mail names a trusted account, and the certificate is not there."),
        ReasonCode.CertificateNotPending => new(
            Stage.Certificate, "certificate-not-pending",
            "the certificate can no longer be validated: timed out, failed, expired, revoked or inactive",
            "Request a new certificate, with DNS validation."),
        ReasonCode.DomainNotInCertificate => new(
            Stage.Certificate, "domain-not-in-certificate",
            "the domain is not among the names being validated",
            "Do not click: the mail asks for a name that the certificate does not have."),
        ReasonCode.NotEmailValidated => new(
            Stage.Certificate, "not-email-validated",
            "that name of the certificate is not validated by e-mail",
            "Nothing, if the certificate was moved to DNS validation; otherwise see who asked ACM for this mail."),
        ReasonCode.RecipientNotExpected => new(
            Stage.Certificate, "recipient-not-expected",
            "ACM lists the addresses that it wrote to, and no recipient is one of them",
            "See how the mail got here, and which addresses the certificate's validation has in ACM."),
        ReasonCode.PageUnrecognised => new(
            Stage.Page, "page-unrecognised",
            "the approval page is not HTML of the known form, with exactly one form with an approve button that goes to its own host",
            "Open the link and approve by hand; if Amazon changed the page, report the change."),
        ReasonCode.PageMismatch => new(
            Stage.Page, "page-mismatch",
            "domain, account, region or certificate on the page differ from the certificate's",
            "Do not press the button: it would approve something else than the mail says."),
        ReasonCode.LinkRejected => new(
            Stage.Page, "link-rejected",
            "the approval site answers 400, 404 or 410: the link is expired, unknown or not valid",
            "Resend the validation mail from ACM."),
        ReasonCode.ApprovalNotConfirmed => new(
            Stage.Action, "approval-not-confirmed",
            "after the button neither the site nor ACM says that it worked",
            "Look at the certificate in ACM: if the name is still pending, open the link and approve by hand."),
        ReasonCode.NotifyOnly => new(
            Stage.Policy, "notify-only",
            "everything holds, and the operator chose to be told instead",
            "Open the link and press the button."),
    };
}

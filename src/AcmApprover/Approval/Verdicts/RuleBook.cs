namespace AcmApprover.Approval.Verdicts;

/// <summary>The rules by their reasons. The README's table is tested against it.</summary>
public static class RuleBook
{
    /// <summary>Every rule, in the order in which they are applied.</summary>
    public static IEnumerable<Rule> All => Enum.GetValues<ReasonCode>().Select(Of);

    /// <summary>The rule of a code such as <c>link-expired</c>; null if there is none, as in a record of another version.</summary>
    public static Rule? Find(string code) => All.FirstOrDefault(r => r.Code == code);

    /// <summary>The rule behind a reason.</summary>
    public static Rule Of(ReasonCode reason) =>
        reason switch
        {
            ReasonCode.MailUnreadable => new(
                Stage.Mail,
                "mail-unreadable",
                "it looks like a validation mail, but it is larger than 1 MiB or cannot be read",
                "Open the stored mail and see who sent it; genuine mail has a few kilobytes. If a certificate is pending, resend the "
                    + "mail from ACM."
            ),
            ReasonCode.MailIncomplete => new(
                Stage.Mail,
                "mail-incomplete",
                "it looks like a validation mail, but the domain, account, region, certificate or link is missing",
                "Compare the stored mail with ACM's template: if Amazon changed it, approve by hand and report the change."
            ),
            ReasonCode.MailContradictsItself => new(
                Stage.Mail,
                "mail-contradicts-itself",
                "its text, its HTML, its subject or repeated fields disagree on a field or on the link",
                "Do not click. Mail from ACM does not contradict itself: somebody wrote or altered this one. If a certificate is "
                    + "pending, resend the mail from ACM."
            ),
            ReasonCode.SenderNotAuthenticated => new(
                Stage.Mail,
                "sender-not-authenticated",
                "SES did not find a valid DKIM signature of the sender's own domain, did not scan the mail or found a virus, or From "
                    + "is not exactly one allowed address",
                "Do not click. Look at the Authentication-Results that SES wrote: a mail that is altered on its way loses its signature."
            ),
            ReasonCode.MarkedAsSpam => new(
                Stage.Mail,
                "marked-as-spam",
                "the sender is authenticated, but SES marks the mail as spam and `ACM_APPROVER_SPAM` does not allow that",
                "SES marks genuine mail from ACM as spam now and then. If you expect this request, approve it by hand; to accept such "
                    + "mail, set ACM_APPROVER_SPAM to allow."
            ),
            ReasonCode.AcmNotice => new(
                Stage.Mail,
                "acm-notice",
                "it is another mail from Amazon about a certificate of yours, without an approval link, such as a renewal notice",
                "Read the stored mail and look at the certificate in ACM. If it waits for validation by e-mail, resend the validation mail."
            ),
            ReasonCode.RecipientNotSystemAddress => new(
                Stage.Mail,
                "recipient-not-system-address",
                "no recipient is one of the five system mailboxes at the domain or at a parent domain",
                "Find out how the mail got here. ACM writes only to admin, administrator, hostmaster, postmaster and webmaster."
            ),
            ReasonCode.LinkUntrusted => new(
                Stage.Mail,
                "link-untrusted",
                "its link is not exactly a link to ACM's approval site in the claimed region, with one code and one context",
                "Do not click. If a certificate is pending, resend the mail from ACM."
            ),
            ReasonCode.LinkExpired => new(
                Stage.Mail,
                "link-expired",
                "the mail was received more than 72 hours ago",
                "Resend the validation mail from ACM; if the certificate has timed out, request a new one."
            ),
            ReasonCode.AccountNotTrusted => new(
                Stage.Mail,
                "account-not-trusted",
                "the claimed account is not on the operator's list",
                "Find out whose account it is. If it is yours, add it to the trusted accounts. If not, somebody else requests a "
                    + "certificate for your domain: do not click."
            ),
            ReasonCode.DomainNotAllowed => new(
                Stage.Mail,
                "domain-not-allowed",
                "the domain matches none of the operator's patterns",
                "If the domain is yours, add it to the allowed domains and replay the mail."
            ),
            ReasonCode.CertificateNotReadable => new(
                Stage.Certificate,
                "certificate-not-readable",
                "ACM, or the role in that account, refuses to show the certificate",
                "Grant the permission named in the detail, then replay the mail."
            ),
            ReasonCode.CertificateNotFound => new(
                Stage.Certificate,
                "certificate-not-found",
                "ACM does not know the certificate in that account and region",
                "Do not click. The mail names a trusted account, but the certificate is not there: it was deleted, or it never existed."
            ),
            ReasonCode.CertificateNotPending => new(
                Stage.Certificate,
                "certificate-not-pending",
                "the certificate can no longer be validated: it timed out, failed, expired, was revoked or is inactive",
                "Request a new certificate, with DNS validation."
            ),
            ReasonCode.DomainNotInCertificate => new(
                Stage.Certificate,
                "domain-not-in-certificate",
                "the domain is not one of the names being validated",
                "Do not click: the certificate does not have the name in the mail."
            ),
            ReasonCode.NotEmailValidated => new(
                Stage.Certificate,
                "not-email-validated",
                "the certificate validates that name by another method than e-mail",
                "If the certificate was switched to DNS validation, do nothing. Otherwise find out who requested this mail from ACM."
            ),
            ReasonCode.RecipientNotExpected => new(
                Stage.Certificate,
                "recipient-not-expected",
                "ACM lists the addresses it wrote to, and no recipient is one of them, nor one of the five at a domain that a resend of "
                    + "ours within 72 hours named",
                "Find out how the mail got here, and compare its recipients with the validation addresses that ACM shows."
            ),
            ReasonCode.PageUnrecognised => new(
                Stage.Page,
                "page-unrecognised",
                "the approval page is not a page we know: HTML that states domain, account, region and certificate, with exactly one form "
                    + "that posts to its own host, an approve button that can be pressed, and no field that says anything but APPROVED",
                "Open the link and approve by hand; if Amazon changed the page, report the change."
            ),
            ReasonCode.PageMismatch => new(
                Stage.Page,
                "page-mismatch",
                "a label or a field of the page states another domain, account, region or certificate than was judged, "
                    + "or its form has another link's token",
                "Do not press the button: it would approve something other than what the mail says."
            ),
            ReasonCode.LinkRejected => new(
                Stage.Page,
                "link-rejected",
                "the approval site answers 400, 404 or 410: the link is expired, unknown or invalid",
                "Resend the validation mail from ACM."
            ),
            ReasonCode.ApprovalNotConfirmed => new(
                Stage.Action,
                "approval-not-confirmed",
                "the button was pressed, and neither the site nor ACM confirms that it worked",
                "Look at the certificate in ACM: if the name is still pending, open the link and approve by hand."
            ),
            ReasonCode.NotifyOnly => new(
                Stage.Policy,
                "notify-only",
                "every rule holds, and the operator chose to be told instead",
                "Open the link and press the button."
            ),
        };
}

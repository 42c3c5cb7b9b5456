using System.Security.Cryptography;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Text;

namespace AcmApprover.Approval.Actions;

/// <summary>
/// What the operator is told of a mail that was referred, or, where that is wanted, approved: everything that is needed to act, and
/// no secret that must not be used.
/// </summary>
public sealed record OperatorNotice
{
    private readonly Ending ending;

    private OperatorNotice(ValidationMail mail, Ending ending, string? seenAt) => (Mail, this.ending, SeenAt) = (mail, ending, seenAt);

    /// <summary>The mail and its claims.</summary>
    public ValidationMail Mail { get; }

    /// <summary>72 hours: how long the same thing is not told again. The link lives as long, and a new round begins after it.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(72);

    /// <summary>
    /// Whether it repeats the notice of an earlier approval, and is told only where that one was begun and has reached nobody. A later
    /// mail for the same name, or the same one again, finds the name approved: what that approval's notice failed to tell is told then.
    /// </summary>
    public bool IsRepeat => ending.Outcome == Outcome.AlreadyApproved;

    /// <summary>Every rule that failed; empty for an approval.</summary>
    public IReadOnlyList<Reason> Reasons => ending.Referral?.Reasons ?? [];

    /// <summary>Where the page or the parts of the mail lie that were not understood; null if nothing was kept.</summary>
    public string? SeenAt { get; }

    /// <summary>The link that a person may open and approve by hand; null where nobody should.</summary>
    public ApprovalLink? Link => ending.Referral?.Link;

    /// <summary>One line, without control characters: "[alert] www.example.com: account-not-trusted".</summary>
    public string Title
    {
        get
        {
            var what = Mail.Domain?.Value ?? "a validation mail";
            return Reasons.Count == 0 ? $"[{Word}] {what}" : $"[{Word}] {what}: {Codes(", ")}";
        }
    }

    /// <summary>The severity of a referral, or "approved".</summary>
    public string Word => ending.Referral is { } referral ? Names.Of(referral.Severity) : "approved";

    /// <summary>What happened, in one sentence.</summary>
    public string Summary =>
        ending.Referral switch
        {
            null => "A certificate validation was approved. If you do not know of this request, find out who made it in that account.",
            _ when Reasons.Any(r => r.Code == ReasonCode.AcmNotice) => "Amazon sent a notice about one of your certificates.",
            { Severity: Severity.Alert } =>
                "Somebody else requests a certificate for your domain: Amazon asks you to approve one that is not yours. Nothing was "
                    + "approved. Do not click the link in the mail.",
            { Severity: Severity.Warning } => "A certificate validation mail was not approved.",
            { Link: null } =>
                "A validation mail for a certificate that is not yours was forwarded to you. Nothing was approved. Do not click the "
                    + "link in the mail.",
            _ => "A certificate validation mail waits for your approval.",
        };

    /// <summary>
    /// What makes two notices the same: certificate, name, severity and reasons; for a mail that claims neither certificate nor
    /// name, what its headers show. A hash, so that it can be part of an object's key.
    /// </summary>
    public string Key
    {
        get
        {
            var about =
                Mail.NoticedCertificates.Count > 0 ? string.Join(',', Mail.NoticedCertificates)
                : Mail.Certificate is null && Mail.Domain is null ? $"{string.Join(',', Mail.Mail.From)}\n{Mail.Mail.Subject}"
                : $"{Mail.Certificate}\n{Mail.Domain}";
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{about}\n{Word}\n{Codes(",")}")));
        }
    }

    /// <summary>The notice of an ending; null where the operator is not told.</summary>
    /// <param name="mail">The mail and its claims.</param>
    /// <param name="ending">What became of it.</param>
    /// <param name="tellsApprovals">Whether approvals are told too.</param>
    /// <param name="seenAt">Where the page or the parts of the mail lie that were not understood; null if nothing was kept.</param>
    public static OperatorNotice? Of(ValidationMail mail, Ending ending, bool tellsApprovals, string? seenAt = null) =>
        ending.Referral is not null || (tellsApprovals && ending.Outcome is (Outcome.Approved or Outcome.AlreadyApproved))
            ? new OperatorNotice(mail, ending, seenAt)
            : null;

    /// <summary>What the mail claims and where it lies, as label and value. What a stranger may have written is inert.</summary>
    public IEnumerable<(string Label, string Value)> Facts()
    {
        yield return ("Domain", InertText.Of(Mail.Domain?.Value ?? "not known"));
        yield return ("Certificate", Mail.Certificate?.ToString() ?? "not known");
        yield return ("Account", Mail.Account?.Value ?? "not known");
        yield return ("Region", Mail.Region?.Value ?? "not known");
        yield return ("Kind", Names.Of(Mail.Kind));
        yield return ("From", InertText.Of(OutsideText.Quote(string.Join(", ", Mail.Mail.From))));
        yield return ("Subject", InertText.Of(OutsideText.Quote(Mail.Mail.Subject)));
        var byDate = Mail.Mail.ReceivedAtSource == ReceivedAtSource.Date ? " (by the mail's own Date)" : "";
        yield return ("Received", Instant.Format(Mail.Mail.ReceivedAt) + byDate);
        yield return ("Stored at", Mail.Mail.Source.ToString());
        if (SeenAt is not null)
        {
            yield return ("Seen (for a report)", SeenAt);
        }

        if (Mail.UntrustedLink is { } untrusted)
        {
            yield return ("Link (do not open)", untrusted);
        }
    }

    private string Codes(string separator) => string.Join(separator, Reasons.Select(r => RuleBook.Of(r.Code).Code));
}

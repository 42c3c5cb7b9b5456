using System.Security.Cryptography;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Actions;

/// <summary>What the operator is told of a referred mail: everything that is needed to act, and no secret that must not be used.</summary>
/// <param name="Mail">The mail and its claims.</param>
/// <param name="Referral">Why, and how loud.</param>
public sealed record OperatorNotice(ValidationMail Mail, Referral Referral)
{
    /// <summary>72 hours: how long the same thing is not told again. The link lives as long, and a new round begins after it.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(72);

    /// <summary>
    /// The link that a person may press after all: it is trusted, and the certificate is not known to be a stranger's, for a click
    /// there would sign a stranger's request. That is so in every alert, and also where the sender is not proven on top of it.
    /// </summary>
    public ApprovalLink? Link =>
        Referral.Reasons.Any(r => r.Code is ReasonCode.AccountNotTrusted or ReasonCode.CertificateNotFound) ? null : Mail.Link;

    /// <summary>One line, without control characters: "[alert] www.example.com: account-not-trusted".</summary>
    public string Title
    {
        get
        {
            var what = Mail.Domain?.Value ?? "a validation mail";
            return $"[{SeverityWord}] {what}: {string.Join(", ", Referral.Reasons.Select(r => RuleBook.Of(r.Code).Code))}";
        }
    }

    /// <summary>The severity in lower case.</summary>
    public string SeverityWord => Names.Of(Referral.Severity);

    /// <summary>What happened, in one sentence.</summary>
    public string Summary => Referral.Severity switch
    {
        Severity.Alert => "Amazon asks for an approval of a certificate that is not one of yours: somebody else requests a certificate for your domain. Nothing was approved. Do not click the link in the mail.",
        Severity.Warning => "A certificate validation mail was not approved.",
        Severity.Notice => "A certificate validation mail waits for your approval.",
    };

    /// <summary>
    /// What makes two notices the same: certificate, name, severity and reasons; for a mail that claims neither certificate nor
    /// name, what its headers show. A hash, so that it can be part of an object's key.
    /// </summary>
    public string Key
    {
        get
        {
            var about = Mail.Certificate is null && Mail.Domain is null
                ? $"{string.Join(',', Mail.Mail.From)}\n{Mail.Mail.Subject}"
                : $"{Mail.Certificate}\n{Mail.Domain}";
            var reasons = string.Join(',', Referral.Reasons.Select(r => RuleBook.Of(r.Code).Code));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{about}\n{Referral.Severity}\n{reasons}")));
        }
    }

    /// <summary>What the mail claims and where it lies, as label and value.</summary>
    public IEnumerable<(string Label, string Value)> Facts()
    {
        yield return ("Domain", Mail.Domain?.Value ?? "not known");
        yield return ("Certificate", Mail.Certificate?.ToString() ?? "not known");
        yield return ("Account", Mail.Account?.Value ?? "not known");
        yield return ("Region", Mail.Region?.Value ?? "not known");
        yield return ("Kind", Names.Of(Mail.Kind));
        yield return ("From", OutsideText.Quote(string.Join(", ", Mail.Mail.From)));
        yield return ("Subject", OutsideText.Quote(Mail.Mail.Subject));
        yield return ("Received", Instant.Format(Mail.Mail.ReceivedAt));
        yield return ("Stored at", Mail.Mail.Source.ToString());
        if (Mail.UntrustedLink is { } untrusted)
        {
            yield return ("Link (do not open)", untrusted);
        }
    }
}

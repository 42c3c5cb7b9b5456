using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>What one mail says of itself, and every mail rule that it fails; the JSON of <c>inspect --json</c>. It holds no link.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="ReceivedAtSource">Who says when it was received: <c>ses</c>, <c>date</c> (the mail itself) or <c>store</c>.</param>
/// <param name="IsValidationMail">Whether it looks like a validation mail.</param>
/// <param name="Claim">What it claims; null if it claims nothing.</param>
/// <param name="Authentication">How its sender is proven.</param>
/// <param name="Link">Where its link leads; null if it has none.</param>
/// <param name="Reasons">The rules that it fails.</param>
internal sealed record Inspection(
    MailRecord Mail,
    string ReceivedAtSource,
    bool IsValidationMail,
    ClaimRecord? Claim,
    Authentication Authentication,
    InspectedLink? Link,
    IReadOnlyList<ReasonRecord> Reasons
)
{
    /// <summary>Looks at a mail.</summary>
    /// <param name="received">The mail.</param>
    /// <param name="policyFor">What is trusted, for a mail that claims this account, or none.</param>
    /// <param name="now">The present instant.</param>
    internal static Inspection Of(ReceivedMail received, Func<AccountId?, Policy> policyFor, DateTimeOffset now)
    {
        var mail = ClaimReader.Read(received);
        var about = mail ?? new ValidationMail { Mail = received };
        var reasons = MailRules.Check(about, policyFor(about.Account), now);
        return new Inspection(
            DecisionWriter.Of(received),
            WordOf(received.ReceivedAtSource),
            mail is not null,
            DecisionWriter.Of(mail),
            Authentication.Of(received.Ses, reasons.All(r => r.Code != ReasonCode.SenderNotAuthenticated)),
            InspectedLink.Of(mail),
            mail is null ? [] : DecisionWriter.Of(reasons)
        );
    }

    private static string WordOf(ReceivedAtSource source) =>
        source switch
        {
            Approval.Mail.ReceivedAtSource.Ses => "ses",
            Approval.Mail.ReceivedAtSource.Date => "date",
            Approval.Mail.ReceivedAtSource.Store => "store",
        };
}

/// <summary>What SES found of the sender; a word is null where SES noted nothing.</summary>
/// <param name="IsStoredBySes">Whether SES wrote its headers on the mail; without them there is no word at all.</param>
/// <param name="Spf">The result of SPF.</param>
/// <param name="Dkim">The result of DKIM.</param>
/// <param name="Dmarc">The result of DMARC.</param>
/// <param name="Spam">The spam verdict.</param>
/// <param name="Virus">The virus verdict.</param>
/// <param name="IsTrusted">Whether the sender is proven.</param>
internal sealed record Authentication(
    bool IsStoredBySes,
    string? Spf,
    string? Dkim,
    string? Dmarc,
    string? Spam,
    string? Virus,
    bool IsTrusted
)
{
    internal static Authentication Of(SesHeaders? ses, bool isTrusted) =>
        new(
            ses is not null,
            Quoted(ses?.Spf),
            Quoted(ses?.DkimWord),
            Quoted(ses?.Dmarc),
            Quoted(ses?.SpamVerdict),
            Quoted(ses?.VirusVerdict),
            isTrusted
        );

    private static string? Quoted(string? word) => word is null ? null : OutsideText.Quote(word);
}

/// <summary>Where the link leads, and whether that is ACM's approval site.</summary>
/// <param name="Host">The host; of a link that is not trusted in a spelling that nothing makes clickable.</param>
/// <param name="IsTrusted">Whether it is the approval host of the claimed region, in a link of exactly the documented form.</param>
internal sealed record InspectedLink(string Host, bool IsTrusted)
{
    /// <summary>The link of a mail; null if it has none, or contradicts itself on it.</summary>
    internal static InspectedLink? Of(ValidationMail? mail) =>
        mail?.Link is { } link ? new InspectedLink(link.Host, true)
        : mail?.UntrustedLink is { } untrusted ? new InspectedLink(HostOf(untrusted), false)
        : null;

    private static string HostOf(string defanged)
    {
        var rest = defanged[(defanged.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        return rest.Split('/', '\\')[0];
    }
}

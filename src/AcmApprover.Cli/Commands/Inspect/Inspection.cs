using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>What one mail says of itself, and every mail rule that it fails; the JSON of <c>inspect --json</c>. It holds no link.</summary>
internal sealed record Inspection(
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
            mail is not null,
            DecisionWriter.Of(mail),
            Authentication.Of(received.Ses, reasons.All(r => r.Code != ReasonCode.SenderNotAuthenticated)),
            InspectedLink.Of(mail),
            mail is null ? [] : DecisionWriter.Of(reasons)
        );
    }
}

/// <summary>What SES found of the sender; a word is null where SES noted nothing.</summary>
internal sealed record Authentication(string? Spf, string? Dkim, string? Dmarc, string? Spam, string? Virus, bool IsTrusted)
{
    internal static Authentication Of(SesHeaders? ses, bool isTrusted) =>
        new(Quoted(ses?.Spf), Quoted(ses?.DkimWord), Quoted(ses?.Dmarc), Quoted(ses?.SpamVerdict), Quoted(ses?.VirusVerdict), isTrusted);

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

using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Text;

namespace AcmApprover.Approval.Records;

/// <summary>Puts what was found into the words of a record. Everything that a stranger wrote is quoted, never copied as it is.</summary>
public static class DecisionWriter
{
    /// <summary>The mail's part.</summary>
    public static MailRecord Of(ReceivedMail mail) =>
        new(
            mail.Source.Bucket,
            mail.Source.Key,
            Quoted(mail.MessageId),
            mail.ReceivedAt.ToUniversalTime(),
            Quoted(string.Join(", ", mail.From)),
            Quoted(mail.Ses?.Recipient ?? (mail.Recipients.Count > 0 ? mail.Recipients[0] : null)),
            Quoted(mail.Subject)
        );

    /// <summary>The claim's part; null if the mail claims nothing.</summary>
    public static ClaimRecord? Of(ValidationMail? mail) =>
        mail is null or { Domain: null, Account: null, Region: null, Certificate: null }
            ? null
            : new(mail.Domain?.Value, mail.Account?.Value, mail.Region?.Value, mail.Certificate?.ToString(), Names.Of(mail.Kind));

    /// <summary>The reasons' part.</summary>
    public static IReadOnlyList<ReasonRecord> Of(IEnumerable<Reason> reasons) =>
        [.. reasons.Select(r => new ReasonRecord(RuleBook.Of(r.Code).Code, r.Detail))];

    private static string? Quoted(string? text) => OutsideText.Quote(text) is { Length: > 0 } quoted ? quoted : null;
}

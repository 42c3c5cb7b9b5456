using System.Globalization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate.Resending;

/// <summary>What the operator hears of a certificate that stays pending: once for each of four dates, or that mail does not help.</summary>
/// <param name="What">What makes two notices of a certificate the same: letters, digits and hyphens.</param>
/// <param name="Title">One line of at most 99 characters, all of them ASCII.</param>
/// <param name="Text">The whole of it.</param>
public sealed record PendingNotice(string What, string Title, string Text)
{
    /// <summary>So many days before it is too late, the operator hears of it.</summary>
    private static readonly int[] DaysLeft = [1, 3, 7, 14];

    private const int TitleLimit = 99;

    /// <summary>The domain whose MX record may explain it; null where mail does not help.</summary>
    public DomainName? MailDomain { get; private init; }

    /// <summary>The same, with what was seen of where the domain's mail goes.</summary>
    /// <param name="seen">A sentence without a final period.</param>
    public PendingNotice With(string seen) => this with { Text = $"{Text}\nMail: {seen}" };

    /// <summary>The notice of a pending name; null where there is nothing to tell yet.</summary>
    public static PendingNotice? Of(PendingName pending, DateTimeOffset now)
    {
        var certificate = pending.Certificate;
        if (pending.Decision is ResendDecision.Tell tell)
        {
            return Written(pending, "helpless", tell.Why, tell.ToDo);
        }

        if (certificate.Status is not CertificateStatus.Issued || certificate.ExpiresAt is not { } expiresAt)
        {
            return null;
        }

        var left = expiresAt - now;
        var band = DaysLeft.FirstOrDefault(d => left < TimeSpan.FromDays(d));
        var day = expiresAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return band == 0
            ? null
            : Written(
                pending,
                $"{band}-days",
                $"nobody has approved its renewal, and it expires on {day}",
                $"find out whether mail arrives at {pending.Name.MailDomain}: acm-approver doctor {pending.Name.Name}"
                    + (
                        pending.Name.MailDomain == NameFacts.WithoutPrefix(pending.Name.Name)
                            ? ""
                            : $" --validation-domain {pending.Name.MailDomain}"
                    )
            ) with
            {
                MailDomain = pending.Name.MailDomain,
            };
    }

    private static PendingNotice Written(PendingName pending, string what, string why, string toDo)
    {
        var arn = pending.Certificate.Arn;
        var title = $"[warning] {pending.Name.Name}: waits for its validation mail to be approved";
        return new PendingNotice(
            what,
            title.Length <= TitleLimit ? title : title[..TitleLimit],
            $"""
            {pending.Name.Name} waits for its validation mail to be approved.

            Why you read this: {why}
            What to do: {toDo}

            Certificate: {arn}
            Account: {arn.Account}
            Region: {arn.Region}
            State: {pending.Certificate.Status}, renewal {pending.Certificate.Renewal?.Status.ToString() ?? "none"}
            """
        );
    }
}

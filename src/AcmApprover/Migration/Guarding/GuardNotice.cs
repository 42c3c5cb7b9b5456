using System.Globalization;
using AcmApprover.Migration.Switching;
using AcmApprover.Text;

namespace AcmApprover.Migration.Guarding;

/// <summary>What the operator hears of a certificate whose next renewal would fail.</summary>
/// <param name="Key">What makes two notices the same: the certificate and the mark; letters, digits and hyphens.</param>
/// <param name="Title">One line of at most 99 characters, all of them ASCII.</param>
/// <param name="Text">The whole of it, with each record to put back.</param>
public sealed record GuardNotice(string Key, string Title, string Text)
{
    private const int TitleLimit = 99;

    /// <summary>The notice of a look that failed.</summary>
    /// <param name="facts">The certificate, which has at least one name.</param>
    /// <param name="look">What was found.</param>
    /// <param name="mark">Why it is told now: <see cref="GuardDecision.Mark"/>.</param>
    /// <param name="now">The time.</param>
    public static GuardNotice Of(MigrationFacts facts, GuardLook look, int mark, DateTimeOffset now)
    {
        var certificate = facts.Certificate;
        var (arn, name) = (certificate.Arn, facts.Names[0].Domain);
        var title = $"[warning] {name}: its certificate could not be renewed now";
        string[] causes =
        [
            .. look.Broken.Select(broken => $"- {broken.Found.Seen} -> {broken.Found.ToDo ?? "wait"}"),
            .. look.Forbidden.Select(cause => $"- {cause}"),
        ];
        string[] records =
        [
            .. look.Broken.Select(broken => $"{broken.Record.Name.Absolute} CNAME {broken.Record.Target.Absolute}").Distinct(),
        ];
        var putBack = records.Length == 0 ? "" : $"\n\nPut back:\n{string.Join('\n', records)}";
        return new GuardNotice(
            $"guard-{arn.Id}-{(mark == GuardDecision.FirstMark ? "first" : $"{mark}-days")}",
            title.Length <= TitleLimit ? title : title[..TitleLimit],
            $"""
            ACM renews the certificate of {name} by DNS, and could not now.

            Why you read this:
            {string.Join('\n', causes)}{putBack}

            Expires: {Expiry(certificate.ExpiresAt, now)}
            Certificate: {arn}
            Account: {arn.Account}
            Region: {arn.Region}
            """
        );
    }

    private static string Expiry(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        expiresAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{Instant.Format(at)}, in {Math.Max(0, (int)(at - now).TotalDays)} days")
            : "not known";
}

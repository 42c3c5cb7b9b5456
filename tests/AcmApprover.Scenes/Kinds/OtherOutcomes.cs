using System.Text;
using AcmApprover.Approval.Evidence;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Scenes that rightly end in another way than an approval, and in which nobody does anything wrong.</summary>
internal static class OtherOutcomes
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Late("name-validated", d => d.Certificate.NameStatus = NameStatus.Validated),
        Late(
            "issued",
            d =>
                (d.Certificate.Round, d.Certificate.Status, d.Certificate.NameStatus) = (
                    ValidationRound.None,
                    "ISSUED",
                    NameStatus.Validated
                )
        ),
        Late(
            "switched-to-dns",
            d =>
            {
                (d.Certificate.Round, d.Certificate.Status, d.Certificate.NameStatus) = (
                    ValidationRound.None,
                    "ISSUED",
                    NameStatus.Validated
                );
                (d.Certificate.Method, d.Certificate.Emails) = (ValidationMethod.Dns, []);
            }
        ),
        Late(
            "page-says-so",
            d =>
            {
                d.Page.SaysAlreadyApproved = true;
                d.Certificate.ApprovesItself = true;
                d.Expect = Expectation.AlreadyApproved with { Reach = Reach.Page };
            }
        ),
        new(
            "other.notify-only",
            Slots.Policy,
            d =>
            {
                d.Policy.IsNotifyOnly = true;
                d.Refuse(Reach.Page, "notify-only");
                d.Expect = d.Expect with { Severity = "notice" };
            }
        ),
        new(
            "other.dry-run",
            Slots.Policy | Slots.Button,
            d =>
            {
                d.IsDryRun = true;
                d.Expect = new Expectation { Outcomes = ["WouldApprove"], Reach = Reach.Page };
            }
        ),
        new(
            "other.marked-as-spam",
            Slots.Policy | Slots.Sender,
            d =>
            {
                d.Letter.Ses.Spam = d.Random.Pick("FAIL", "GRAY", "PROCESSING_FAILED");
                d.Refuse(Reach.Mail, "marked-as-spam");
                d.Expect = d.Expect with { Severity = "warning" };
            }
        ),
        Notice("renewal-notice", d => Write(d, Renewal(d, d.Own.Arn))),
        Notice(
            "renewal-notice-of-another-sender",
            d =>
            {
                Write(d, Renewal(d, d.Own.Arn));
                d.Letter.From = ["\"Amazon Web Services, Inc.\" <no-reply-aws@amazon.com>"];
                d.Letter.Ses.Dkim = ["pass header.i=@amazon.com"];
                d.Letter.Ses.Dmarc = "pass header.from=amazon.com";
            }
        ),
        Ignored(
            "holiday",
            d => Mail("Eve <eve@example.org>", "holiday pictures", "Hello,\n\nsee https://photos.example.org/album?code=abc for them.\n")
        ),
        Ignored(
            "approvals",
            d =>
                Mail(
                    "Workflow <no-reply@workflow.example>",
                    "You have 3 approvals waiting",
                    "Approve them at https://workflow.example/approvals?id=3.\n"
                )
        ),
        Ignored(
            "course",
            d =>
                Mail(
                    "School <info@school.example>",
                    "Your certificate is ready",
                    "Certificate identifier of your course: 12\nDownload it from https://school.example/certificates.\n"
                )
        ),
        Ignored(
            "invoice",
            d =>
                Mail(
                    "Amazon Web Services <no-reply-aws@amazon.com>",
                    "Your AWS invoice is available",
                    $"AWS account ID: {d.Own.Account}\nSee https://console.aws.amazon.com/billing.\n"
                )
        ),
        Ignored(
            "certificate-vendor",
            d =>
                Mail(
                    "CA <validation@ca.example>",
                    $"Domain control validation for {d.Own.Domain}",
                    $"Domain: {d.Own.Domain}\nTo approve this request, go to https://ca.example/approve?order=17.\n"
                )
        ),
        Ignored("empty", d => ""),
        Ignored("no-body", d => "From: a@example.org\nSubject: hello\n\n"),
        Ignored("setup", d => "Subject: Amazon SES Setup Notification\n\nYou have successfully set up Amazon SES email receiving.\n"),
        Ignored("binary", d => Encoding.Latin1.GetString([.. Enumerable.Range(0, 2000).Select(_ => (byte)d.Random.Next(256))])),
    ];

    private static Kind Late(string name, Action<Draft> change) =>
        new(
            $"other.late.{name}",
            Slots.Certificate | Slots.Page | Slots.PageExtras | Slots.Button,
            d =>
            {
                d.Expect = Expectation.AlreadyApproved;
                change(d);
            }
        );

    private static Kind Ignored(string name, Func<Draft, string> mail) =>
        new(
            $"other.ignored.{name}",
            Slots.All,
            d =>
            {
                d.Bytes = Encoding.Latin1.GetBytes(mail(d).ReplaceLineEndings("\r\n"));
                d.Expect = Expectation.Ignored;
            }
        )
        {
            IsAlone = true,
        };

    private static Kind Notice(string name, Action<Draft> change) =>
        new(
            $"other.notice.{name}",
            Slots.Body | Slots.Sender | Slots.Policy,
            d =>
            {
                change(d);
                d.Refuse(Reach.Certificate, "acm-notice");
                d.Expect = d.Expect with { Severity = "notice", MayShowLink = false };
            }
        );

    private static string Mail(string from, string subject, string body) =>
        $"Return-Path: <a@example.org>\nFrom: {from}\nTo: admin@example.com\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: "
        + $"text/plain; charset=utf-8\n\n{body}";

    private static void Write(Draft draft, string text)
    {
        draft.Letter.Subject = draft.Random.Pick(
            "Action Required - Your certificate renewal",
            "=?UTF-8?Q?Action_Required_=E2=80=93_Your_certificate_renewal?="
        );
        draft.Letter.Structure = Mails.Structure.TextOnly;
        draft.Letter.OnText = _ => text.ReplaceLineEndings("\r\n");
    }

    private static string Renewal(Draft draft, string arn) =>
        $"""
            Greetings from Amazon Web Services,

            You have an SSL/TLS certificate from AWS Certificate Manager in your AWS account that expires on
            {draft.Now.AddDays(20):MMM d, yyyy} UTC. AWS Certificate Manager (ACM) was unable to renew the certificate automatically.
            To renew it, the domain owner must use the approval link in the validation mail.

            Domain: {draft.Own.Domain}
            AWS account ID: {draft.Own.Account}
            AWS Region name: {draft.Own.Region}
            Certificate identifier: {arn}

            Sincerely,
            Amazon Web Services

            """;
}

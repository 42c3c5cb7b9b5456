using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Mails of Amazon's that are too old, to the wrong people, for other names, or that lack what they must say.</summary>
internal static class WrongMails
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Mail("expired", "link-expired", Slots.Time, d => d.ReceiveAt(d.Now.AddHours(-72).AddSeconds(-1))),
        Mail("long-expired", "link-expired", Slots.Time, d => d.ReceiveAt(d.Now.AddDays(-d.Random.Next(400) - 4))),
        To("somebody", _ => "somebody@{0}"),
        To("root", _ => "root@{0}"),
        To("tagged", _ => "admin+acm@{0}"),
        To("below", _ => "admin@below.{0}"),
        To("another-domain", _ => "admin@other.example.org"),
        To("look-alike", _ => "admin@evil-{0}"),
        To("local-part-longer", _ => "xadmin@{0}"),
        To("quoted", _ => "\"admin@{0}\"@other.example.org"),
        To("name-alone", _ => "\"admin@{0}\" <eve@evil.example>"),
        To("top-level", d => $"admin@{d.ValidationDomain[(d.ValidationDomain.LastIndexOf('.') + 1)..]}"),
        Mail("to-nobody", "recipient-not-system-address", Slots.Recipients, d => (d.Letter.To, d.Letter.Ses.DeliveredTo) = ([], null)),
        Mail(
            "to-in-another-header",
            "recipient-not-system-address",
            Slots.Recipients,
            d =>
            {
                (d.Letter.To, d.Letter.Ses.DeliveredTo) = ([], "approver@ops.example.net");
                d.Letter.Below.Add($"Bcc: {d.Mailbox}");
            }
        ),
        Mail(
            "domain-not-allowed",
            "domain-not-allowed",
            Slots.Policy,
            d => d.Policy.Domains = ["unrelated.example", "*.unrelated.example"]
        ),
        Mail(
            "domain-above-the-allowed",
            "domain-not-allowed",
            Slots.Policy,
            d => d.Policy.Domains = [$"*.x.{d.Own.Domain.TrimStart('*', '.')}"]
        ),
        Missing("domain", FactOf.Domain),
        Missing("account", FactOf.Account),
        Missing("region", FactOf.Region),
        Missing("certificate", FactOf.Certificate),
        Mail(
            "link-missing",
            "mail-incomplete",
            Slots.Body,
            d =>
            {
                d.Letter.Structure = Structure.TextOnly;
                d.Letter.Body.LinkSentence = "To approve this request, open the console.";
            }
        ),
        Mail("domain-is-none", "mail-incomplete", Slots.Body, d => Say(d, FactOf.Domain, "localhost")),
        Mail("certificate-is-none", "mail-incomplete", Slots.Body, d => Say(d, FactOf.Certificate, "none")),
        Mail(
            "certificate-of-another-service",
            "mail-incomplete",
            Slots.Body,
            d => Say(d, FactOf.Certificate, d.Own.Arn.Replace(":acm:", ":iam:", StringComparison.Ordinal))
        ),
        Mail(
            "partition-is-another",
            "mail-incomplete",
            Slots.Body,
            d => Say(d, FactOf.Certificate, "arn:aws-iso" + d.Own.Arn[d.Own.Arn.IndexOf(":acm:", StringComparison.Ordinal)..])
        ),
        .. Answers(),
    ];

    /// <summary>The button was pressed, and neither the site nor ACM says that it worked.</summary>
    private static IEnumerable<Kind> Answers() =>
        [
            Answer("unclear", "approval-not-confirmed", (200, "<html><body>Thank you for your visit.</body></html>")),
            Answer(
                "to-come",
                "approval-not-confirmed",
                (200, "<html><body>Once you have approved this request, ACM issues the certificate.</body></html>")
            ),
            Answer(
                "in-a-script",
                "approval-not-confirmed",
                (200, "<html><body><script>var x = 'You have approved';</script>Error</body></html>")
            ),
            Answer("redirected", "approval-not-confirmed", (302, "")),
            Answer("rejected", "link-rejected", (410, "")),
            Answer(
                "already-and-acm-does-not-agree",
                "approval-not-confirmed",
                (200, "<html><body>This request was already approved.</body></html>")
            ),
        ];

    private static Kind Answer(string name, string code, (int Status, string Html) answer) =>
        new(
            $"hostile.answer.{name}",
            Slots.Button,
            d =>
            {
                d.Answer = answer;
                d.IsPressLost = true;
                d.Refuse(Reach.Button, code);
                d.Expect = d.Expect with { Presses = 1 };
            }
        );

    private static Kind Mail(string name, string code, Slots slots, Action<Draft> change) =>
        new(
            $"hostile.mail.{name}",
            slots,
            d =>
            {
                change(d);
                d.Refuse(Reach.Mail, code);
            }
        );

    private static Kind To(string name, Func<Draft, string> to) =>
        Mail(
            $"to-{name}",
            "recipient-not-system-address",
            Slots.Recipients,
            d =>
            {
                d.Letter.To = [to(d).Replace("{0}", d.ValidationDomain, StringComparison.Ordinal)];
                d.Letter.Ses.DeliveredTo = "approver@ops.example.net";
            }
        );

    private static Kind Missing(string name, FactOf of) =>
        Mail(
            $"no-{name}",
            "mail-incomplete",
            Slots.Body,
            d =>
            {
                d.Letter.Body.TextFacts.Drop(of);
                d.Letter.Body.HtmlFacts.Drop(of);
            }
        );

    private static void Say(Draft draft, FactOf of, string value)
    {
        draft.Letter.Body.TextFacts.Say(of, value);
        draft.Letter.Body.HtmlFacts.Say(of, value);
        draft.Letter.Body.Requested = of == FactOf.Domain ? value : draft.Letter.Body.Requested;
        draft.Letter.Subject = of == FactOf.Domain ? "Your certificate" : draft.Letter.Subject;
    }
}

using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>
/// Somebody else asks Amazon for a certificate for our name, and Amazon writes a genuine mail to our mailbox: the loudest alarm there
/// is, whatever became of the rest of the mail, and never with the link.
/// </summary>
internal static class Strangers
{
    private const string Approver = "approver@ops.example.net";
    private static readonly string[] Codes = ["account-not-trusted", "mail-incomplete", "mail-contradicts-itself"];

    public static IReadOnlyList<Kind> All { get; } =
    [
        Alert("plain", Slots.None, d => { }, "account-not-trusted"),
        Alert("until-2019", Slots.Template, d => Both(d, _ => Fact.Of2019(d.Stranger)), "account-not-trusted"),
        Alert("account-line-gone", Slots.Template, d => Change(d, f => f.Drop(FactOf.Account))),
        Alert("account-line-renamed", Slots.Template, d => Change(d, f => f.Call(FactOf.Account, "Requested by account"))),
        Alert(
            "account-with-alias",
            Slots.Template,
            d => Change(d, f => f.Say(FactOf.Account, $"{d.Stranger.Account} (example-production)"))
        ),
        Alert("alias-alone", Slots.Template, d => Change(d, f => f.Say(FactOf.Account, "example-production"))),
        Alert(
            "account-dashed",
            Slots.Template,
            d => Change(d, f => f.Say(FactOf.Account, d.Stranger.DashedAccount)),
            "account-not-trusted"
        ),
        Alert("account-spaced", Slots.Template, d => Change(d, f => f.Say(FactOf.Account, d.Stranger.DashedAccount.Replace('-', ' ')))),
        Alert("account-empty", Slots.Template, d => Change(d, f => f.Say(FactOf.Account, ""))),
        Alert("account-is-ours", Slots.Template, d => Change(d, f => f.Say(FactOf.Account, d.Own.Account))),
        Alert("arn-is-ours", Slots.Template, d => Change(d, f => f.Say(FactOf.Certificate, d.Own.Arn))),
        Alert("account-twice", Slots.Template, d => Change(d, f => f.Insert(0, f[1] with { Value = d.Own.Account }))),
        Alert("two-certificates", Slots.Template, d => Change(d, f => f.Insert(0, f[3] with { Value = d.Own.Arn }))),
        Alert("ours-in-HTML", Slots.Body, d => d.Letter.Body.HtmlFacts = Fact.Todays(d.Own)),
        Alert("ours-in-text", Slots.Body, d => d.Letter.Body.TextFacts = Fact.Todays(d.Own)),
        Alert("region-line-gone", Slots.Template, d => Change(d, f => f.Drop(FactOf.Region))),
        Alert("region-renamed", Slots.Template, d => Change(d, f => f.Call(FactOf.Region, "Location"))),
        Alert("region-is-another", Slots.Template, d => Change(d, f => f.Say(FactOf.Region, "eu-north-1"))),
        Alert("region-is-no-region", Slots.Template, d => Change(d, f => f.Say(FactOf.Region, "Europe (Ireland)"))),
        Alert("certificate-line-gone", Slots.Template, d => Change(d, f => f.Drop(FactOf.Certificate))),
        Alert("certificate-is-an-id", Slots.Template, d => Change(d, f => f.Say(FactOf.Certificate, d.Stranger.Id)), "account-not-trusted"),
        Alert("certificate-with-words", Slots.Template, d => Change(d, f => f.Say(FactOf.Certificate, $"{d.Stranger.Arn} (new)"))),
        Alert("only-the-arn", Slots.Template, d => Change(d, f => f.RemoveAll(x => x.Of is FactOf.Account or FactOf.Region))),
        Alert("link-of-another-host", Slots.Template, d => d.Letter.Body.Link = $"https://approve.example.net/x?{d.Stranger.Query}"),
        Alert(
            "link-of-an-old-host",
            Slots.Template,
            d => d.Letter.Body.Link = $"https://certificates.amazon.com/approvals?{d.Stranger.Query}"
        ),
        Alert(
            "link-gone",
            Slots.Body,
            d =>
            {
                d.Letter.Body.Link = "(see the console)";
                d.Letter.Structure = Structure.TextOnly;
            }
        ),
        Alert("link-is-ours", Slots.Template, d => d.Letter.Body.Link = d.Own.Link),
        Alert(
            "help-link",
            Slots.Extras,
            d => d.Letter.Body.TextBottom.Add("Help: https://docs.aws.amazon.com/acm/latest/userguide/approvals?topic=1")
        ),
        Alert(
            "second-link",
            Slots.Extras,
            d => d.Letter.Body.HtmlBottom.Add("<a href=\"https://help.example/approvals?code=1&amp;context=2\">Approve</a>")
        ),
        Alert("wrapped-link", Slots.Template, d => d.Letter.Body.Link = $"https://safe.example/?u={Uri.EscapeDataString(d.Stranger.Link)}"),
        Alert("spam", Slots.Sender, d => d.Letter.Ses.Spam = "FAIL"),
        Alert("expired", Slots.Time, d => d.ReceiveAt(d.Now.AddDays(-9))),
        Alert("another-subject", Slots.Headers, d => d.Letter.Subject = "Please approve a certificate"),
        Alert("subject-of-another-name", Slots.Headers, d => d.Letter.Subject = "Certificate request for unrelated.example"),
        Alert("to-nobody", Slots.Recipients, d => d.Letter.To = []),
        Alert("to-somebody", Slots.Recipients, d => d.Letter.To = ["undisclosed@example.net"]),
        Alert("delivered-in-capitals", Slots.Recipients, d => d.Letter.Ses.DeliveredTo = d.Mailbox.ToUpperInvariant()),
        Alert(
            "forwarded-of-our-list",
            Slots.Recipients | Slots.Policy,
            d =>
            {
                d.Letter.Ses.DeliveredTo = Approver;
                d.Policy.Domains = ["unrelated.example", d.OwnPattern()];
            }
        ),
        Alert("not-on-our-list", Slots.Policy, d => d.Policy.Domains = ["unrelated.example"]),
        new(
            "hostile.stranger.forwarded-to-all",
            Slots.Recipients | Slots.Policy | Slots.Template,
            d =>
            {
                Write(d);
                d.Letter.Ses.DeliveredTo = Approver;
                d.Policy.Domains = ["*"];
                Quiet(d);
            }
        ),
        new(
            "hostile.stranger.own-name-forwarded",
            Slots.Recipients | Slots.Policy | Slots.Template,
            d =>
            {
                d.Stranger = d.Stranger with { Domain = "shop.eve.example" };
                Write(d);
                d.Letter.To = ["admin@shop.eve.example"];
                d.Letter.Ses.DeliveredTo = d.Random.Pick(Approver, d.Mailbox);
                d.Policy.Domains = ["*"];
                Quiet(d);
            }
        ),
        new(
            "hostile.stranger.own-name-not-on-our-list",
            Slots.Recipients | Slots.Policy | Slots.Template,
            d =>
            {
                d.Stranger = d.Stranger with { Domain = "shop.eve.example" };
                Write(d);
                d.Letter.To = ["admin@shop.eve.example"];
                d.Letter.Ses.DeliveredTo = Approver;
                d.Policy.Domains = ["unrelated.example", d.OwnPattern()];
                Quiet(d);
            }
        ),
        new(
            "hostile.stranger.no-account-named",
            Slots.Template,
            d =>
            {
                Write(d);
                Change(d, f => f.Drop(FactOf.Account));
                Change(d, f => f.Say(FactOf.Certificate, d.Stranger.Id));
                d.Refuse(Reach.Mail, "mail-incomplete");
                d.Expect = d.Expect with { MayShowLink = false };
            }
        ),
        new(
            "hostile.stranger.of-a-trusted-account",
            Slots.Certificate | Slots.Policy | Slots.Recipients | Slots.Template | Slots.Extras,
            d =>
            {
                // The account is trusted, and ACM knows nothing of the certificate there.
                d.Policy.Accounts.Add(d.Stranger.Account);
                Write(d);
                d.Refuse(Reach.Certificate, "certificate-not-found");
                d.Expect = d.Expect with { Severity = "alert", MayShowLink = false };
            }
        ),
    ];

    private static Kind Alert(string name, Slots slots, Action<Draft> change, params string[] codes) =>
        new(
            $"hostile.stranger.{name}",
            slots,
            d =>
            {
                Write(d);
                change(d);
                d.Refuse(Reach.Mail, codes);
                d.Expect = d.Expect with { Severity = "alert", MayShowLink = false };
            }
        )
        {
            // The kinds that say who gets the mail decide on the alert: none is mixed into these.
            Slots = slots | Slots.Recipients | Slots.Template,
        };

    /// <summary>Nobody can sound the alarm by forwarding a mail of his own.</summary>
    private static void Quiet(Draft draft)
    {
        draft.Refuse(Reach.Mail, Codes);
        draft.Expect = draft.Expect with { Severity = "notice", MayShowLink = false };
    }

    private static void Write(Draft draft) => draft.Write(draft.Stranger);

    private static void Change(Draft draft, Action<List<Fact>> change)
    {
        change(draft.Letter.Body.TextFacts);
        change(draft.Letter.Body.HtmlFacts);
    }

    private static void Both(Draft draft, Func<Request, List<Fact>> facts)
    {
        draft.Letter.Body.TextFacts = facts(draft.Stranger);
        draft.Letter.Body.HtmlFacts = facts(draft.Stranger);
    }
}

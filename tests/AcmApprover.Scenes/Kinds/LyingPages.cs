using AcmApprover.Scenes.Mails;
using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Pages that are about something else than the mail and the certificate: nothing is pressed on them.</summary>
internal static class LyingPages
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Lies(
            "link-of-a-stranger",
            Slots.Template | Slots.Extras,
            d =>
            {
                d.Stranger = d.Stranger with { Region = d.Own.Region };
                d.Letter.Body.Link = d.Stranger.Link;
            }
        ),
        Lies("page-of-a-stranger", Slots.None, d => d.Page = KnownPages.Draw(d.Random, d.Stranger)),
        Label("domain", FactOf.Domain, _ => "other.example.org"),
        Label("domain-above", FactOf.Domain, d => $"sub.{d.Own.Domain.TrimStart('*', '.')}"),
        Label("wildcard", FactOf.Domain, d => d.Own.Domain.StartsWith('*') ? d.Own.Domain[2..] : $"*.{d.Own.Domain}"),
        Label("account", FactOf.Account, d => d.Stranger.Account),
        Label("account-dashed", FactOf.Account, d => d.Stranger.DashedAccount),
        Label("account-with-words", FactOf.Account, d => $"{d.Own.Account} and {d.Stranger.Account}"),
        Label("region", FactOf.Region, d => d.Own.Region == "us-west-2" ? "us-west-1" : "us-west-2"),
        Label("certificate", FactOf.Certificate, d => d.Stranger.Id),
        Label("certificate-of-a-stranger", FactOf.Certificate, d => d.Stranger.Arn),
        Label(
            "certificate-in-another-account",
            FactOf.Certificate,
            d => d.Own.Arn.Replace(d.Own.Account, d.Stranger.Account, StringComparison.Ordinal)
        ),
        Label("nothing", FactOf.Account, _ => "none"),
        Field("domain", "domainName", _ => "other.example.org"),
        Field("account", "accountId", d => d.Stranger.Account),
        Field("region", "region", d => d.Own.Region == "us-west-2" ? "us-west-1" : "us-west-2"),
        Field("certificate", "certificateIdentifier", d => d.Stranger.Arn),
        Field("certificate-id", "certificateIdentifier", d => d.Stranger.Id),
        Field("token", "validationToken", d => d.Stranger.Code),
        Field("arn", "validationArn", d => d.Stranger.Arn),
        Old("token", "validation_token", d => d.Stranger.Code),
        Old("context", "context", d => d.Stranger.Context),
        Lies(
            "token-and-context",
            Slots.None,
            d =>
            {
                d.Page = KnownPages.Of2017(d.Random, d.Own);
                d.Page.Say("validation_token", d.Stranger.Code);
                d.Page.Say("context", d.Stranger.Context);
            }
        ),
        Lies(
            "fields-of-a-stranger",
            Slots.None,
            d =>
            {
                var strangers = KnownPages.Todays(d.Random, d.Stranger);
                d.Page = KnownPages.Todays(d.Random, d.Own);
                d.Page.Fields.Clear();
                d.Page.Fields.AddRange(strangers.Fields);
            }
        ),
        Lies(
            "labels-of-a-stranger",
            Slots.None,
            d =>
            {
                d.Page = KnownPages.Todays(d.Random, d.Own);
                d.Page.Facts = KnownPages.Todays(d.Random, d.Stranger).Facts;
            }
        ),
        Lies(
            "second-field",
            Slots.PageExtras,
            d =>
            {
                d.Page = KnownPages.Todays(d.Random, d.Own);
                d.Page.Fields.Add(Pages.Field.Hidden("accountId", d.Stranger.Account));
            }
        ),
        Lies(
            "field-in-another-spelling",
            Slots.PageExtras,
            d =>
            {
                d.Page = KnownPages.Of2021(d.Random, d.Own);
                d.Page.Fields.Add(
                    Pages.Field.Hidden(d.Random.Pick("account_id", "AccountId", "ACCOUNTID", "account-id"), d.Stranger.Account)
                );
            }
        ),
        Lies(
            "labels-twice",
            Slots.PageExtras,
            d =>
                d.Page.Before = PageLayouts.Spans([
                    .. d.Page.Facts.Where(f => f.Of == FactOf.Account).Select(f => f with { Value = d.Stranger.Account }),
                ])
        ),
    ];

    private static Kind Lies(string name, Slots slots, Action<Draft> change) =>
        new(
            $"hostile.page.{name}",
            slots | Slots.Page | Slots.Button | Slots.PageExtras,
            d =>
            {
                change(d);
                d.Refuse(Reach.Page, "page-mismatch", "page-unrecognised");
                d.Expect = d.Expect with { MayShowLink = false };
            }
        );

    /// <summary>Where only a name differs, and no account of a stranger's is named, the operator may still look at the page.</summary>
    private static Kind Label(string name, FactOf of, Func<Draft, string> value) =>
        Lies(
                $"label-{name}",
                Slots.None,
                d =>
                {
                    d.Page.Facts.Say(of, value(d));
                }
            )
            .Then(d => MayShow(d, of is FactOf.Domain or FactOf.Region || name is "nothing" or "certificate"));

    private static Kind Field(string name, string field, Func<Draft, string> value) =>
        Lies(
                $"field-{name}",
                Slots.None,
                d =>
                {
                    d.Page = KnownPages.Todays(d.Random, d.Own);
                    d.Page.Say(field, value(d));
                }
            )
            .Then(d => MayShow(d, name is "domain" or "region" or "certificate-id" or "token"));

    private static Kind Old(string name, string field, Func<Draft, string> value) =>
        Lies(
                $"old-field-{name}",
                Slots.None,
                d =>
                {
                    d.Page = KnownPages.Of2017(d.Random, d.Own);
                    d.Page.Say(field, value(d));
                }
            )
            .Then(d => MayShow(d, true));

    private static void MayShow(Draft draft, bool may) => draft.Expect = draft.Expect with { MayShowLink = may };

    private static Kind Then(this Kind kind, Action<Draft> next) =>
        kind with
        {
            Change = d =>
            {
                kind.Change(d);
                next(d);
            },
        };
}

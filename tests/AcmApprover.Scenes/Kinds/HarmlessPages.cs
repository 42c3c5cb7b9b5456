using AcmApprover.Scenes.Mails;
using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes.Kinds;

/// <summary>The three known forms of the page, rebuilt, and what else may stand on it.</summary>
internal static class HarmlessPages
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Form("until-2019", d => d.Page = KnownPages.Of2017(d.Random, d.Own)),
        Form("since-2021", d => d.Page = KnownPages.Of2021(d.Random, d.Own)),
        Form("today", d => d.Page = KnownPages.Todays(d.Random, d.Own)),
        Form(
            "today-without-labels",
            d =>
            {
                d.Page = KnownPages.Todays(d.Random, d.Own);
                d.Page.Facts = [];
            }
        ),
        Form(
            "today-without-some-labels",
            d =>
            {
                d.Page = KnownPages.Todays(d.Random, d.Own);
                d.Page.Facts.RemoveAt(d.Random.Next(4));
            }
        ),
        .. PageLayouts.All.Select((layout, i) => Form($"labels-{i + 1}", d => d.Page.Layout = layout)),
        Form("labels-with-colons", d => Labels(d, l => l + ":")),
        Form("labels-in-other-case", d => Labels(d, l => l.ToUpperInvariant())),
        Form(
            "other-known-labels",
            d =>
                d.Page.Facts = [
                    new(FactOf.Domain, "Domain", d.Own.Domain),
                    new(FactOf.Account, "AWS account ID", d.Own.Account),
                    new(FactOf.Region, "AWS Region name", d.Own.Region),
                    new(FactOf.Certificate, "Certificate ARN", d.Own.Arn),
                ]
        ),
        Form("action-in-full", d => Action(d, $"https://{d.Own.Host}/approvevalidation", "/approvevalidation")),
        Form("action-relative", d => Action(d, "approvevalidation", "/approvevalidation")),
        Form("action-with-query", d => Action(d, "/approvevalidation?lang=en", "/approvevalidation?lang=en")),
        Form(
            "method-in-capitals",
            d => d.Page.Form = d.Page.Form.Replace("method=\"post\"", "METHOD='POST'", StringComparison.OrdinalIgnoreCase)
        ),
        Extra(
            "form-for-the-language",
            d =>
                d.Page.Before =
                    "<form action=\"/approvals\" method=\"get\"><select name=\"locale\"><option selected>en</select><input "
                    + "type=\"submit\" value=\"Change language\"></form>"
        ),
        Extra(
            "form-for-refusing",
            d =>
                d.Page.After =
                    $"<form action=\"/denyvalidation\" method=\"post\"><input type=hidden name=token value=\"{d.Own.Code}\"><input "
                    + "type=submit value=\"I Deny\"></form>"
        ),
        Extra(
            "script",
            d => d.Page.InHead = "<script>document.title = 'I Approve already approved';</script><style>form { margin: 0 }</style>"
        ),
        Extra(
            "words",
            d =>
                d.Page.Before =
                    "<p>Once you have approved this request, ACM issues the certificate. A request that was already approved cannot be "
                    + "withdrawn here.</p>"
        ),
        Extra(
            "link-elsewhere",
            d => d.Page.After = "<p><a href=\"https://aws.amazon.com/support\">Report a request that is not yours</a></p>"
        ),
        Extra("unchecked-box", d => d.Page.Fields.Add(Field.Silent("<input type=\"checkbox\" name=\"remember\" value=\"1\">"))),
        Extra("checked-box", d => d.Page.Fields.Add(new Field("<input type=\"checkbox\" name=\"terms\" checked>", ("terms", "on")))),
        Extra("nameless-field", d => d.Page.Fields.Add(Field.Silent("<input type=\"hidden\" value=\"1\">"))),
        Extra("disabled-field", d => d.Page.Fields.Add(Field.Silent("<input type=\"hidden\" name=\"old\" value=\"1\" disabled>"))),
        Extra(
            "other-buttons",
            d =>
                d.Page.Fields.Add(
                    Field.Silent(
                        "<button type=\"button\" name=\"print\">Print</button><input type=\"reset\" name=\"reset\" value=\"Reset\">"
                    )
                )
        ),
        Extra("button-for-refusing", d => d.Page.After = "<p>To refuse, close this page.</p>"),
        Extra(
            "text-field",
            d => d.Page.Fields.Add(new Field("<label>Comment <input name=\"comment\" value=\"none\"></label>", ("comment", "none")))
        ),
        Extra("text-area", d => d.Page.Fields.Add(new Field("<textarea name=\"note\">a note</textarea>", ("note", "a note")))),
        Extra(
            "choice",
            d =>
                d.Page.Fields.Add(
                    new Field(
                        "<select name=\"lang\"><option value=\"de\">Deutsch<option value=\"en\" selected>English</select>",
                        ("lang", "en")
                    )
                )
        ),
        Extra(
            "entities-in-values",
            d => d.Page.Fields.Add(new Field("<input type=hidden name=flow value='a&amp;b&#61;c'>", ("flow", "a&b=c")))
        ),
        Extra("csrf", d => d.Page.Fields.Add(Field.Hidden("_csrf", d.Random.Uuid()))),
    ];

    private static Kind Form(string name, Action<Draft> change) => new($"harmless.page.{name}", Slots.Page, change);

    private static Kind Extra(string name, Action<Draft> change) => new($"harmless.page-extra.{name}", Slots.PageExtras, change);

    private static void Labels(Draft draft, Func<string, string> change) =>
        draft.Page.Facts = [.. draft.Page.Facts.Select(f => f with { Label = change(f.Label) })];

    private static void Action(Draft draft, string action, string path)
    {
        draft.Page.Form = $"<form action=\"{action}\" method=\"post\">";
        draft.Page.Path = path;
    }
}

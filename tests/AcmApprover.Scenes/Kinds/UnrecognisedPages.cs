using AcmApprover.Scenes.Mails;
using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Pages on which there is no one button that would plainly approve this request.</summary>
internal static class UnrecognisedPages
{
    private const string Status = "validationApprovalStatus";

    public static IReadOnlyList<Kind> All { get; } =
    [
        Answer("not-found", "link-rejected", p => p.Status = 404),
        Answer("gone", "link-rejected", p => p.Status = 410),
        Answer("bad-request", "link-rejected", p => p.Status = 400),
        Answer("redirect", "page-unrecognised", p => p.Status = 302),
        Answer("forbidden", "page-unrecognised", p => p.Status = 403),
        Answer("no-html", "page-unrecognised", p => p.MediaType = "application/json"),
        Answer("no-type", "page-unrecognised", p => p.MediaType = null),
        Answer("too-long", "page-unrecognised", p => p.IsTooLong = true),
        Answer("says-approved-and-acm-does-not", "page-unrecognised", p => p.SaysAlreadyApproved = true),
        Button("fieldset-disabled", "<fieldset disabled><input type=submit value='I Approve'></fieldset>"),
        Button(
            "nested-fieldset-disabled",
            "<fieldset disabled><div><fieldset><input type=submit value='I Approve'></fieldset></div></fieldset>"
        ),
        Button(
            "second-legend-disabled",
            "<fieldset disabled><legend>x</legend><legend><input type=submit value='I Approve'></legend></fieldset>"
        ),
        Button("disabled", "<input type=submit value='I Approve' disabled>"),
        Button("another-word", "<input type=submit value='Continue'>"),
        Button("refusing", "<input type=submit value='I Do Not Approve'>"),
        Button("none", "<p>I Approve</p>"),
        Button("for-scripts", "<button type=button>I Approve</button>"),
        Button("two", "<input type=submit value='I Approve'><input type=submit value='I Approve'>"),
        Button("elsewhere", "<input type=submit value='I Approve' formaction='https://evil.example/'>"),
        Button("by-get", "<input type=submit value='I Approve' formmethod=get>"),
        Button("in-a-template", "<template><input type=submit value='I Approve'></template>"),
        Button("in-a-comment", "<!-- <input type=submit value='I Approve'> -->"),
        Button("in-a-text-area", "<textarea name=t><input type=submit value='I Approve'></textarea>"),
        Button("in-a-datalist", "<datalist><input type=submit value='I Approve'></datalist>"),
        Button("of-another-form", "<input type=submit value='I Approve' form=elsewhere>"),
        Button("in-an-open-comment", "<!-- x --!><p>x</p><!-- <input type=submit value='I Approve'> -->"),
        Button("that-rejects", $"<button name={Status} value=REJECTED>I Approve</button>"),
        Button("that-denies", "<button name=decision value=deny>I Approve</button>"),
        Form("elsewhere", d => "<form action=\"https://evil.example/approvevalidation\" method=\"post\">"),
        Form("of-another-region", d => $"<form action=\"https://{d.Stranger.Host}x/approvevalidation\" method=\"post\">"),
        Form("over-http", d => $"<form action=\"http://{d.Own.Host}/approvevalidation\" method=\"post\">"),
        Form("on-a-port", d => $"<form action=\"https://{d.Own.Host}:8443/approvevalidation\" method=\"post\">"),
        Form("with-a-user", d => $"<form action=\"https://x@{d.Own.Host}/approvevalidation\" method=\"post\">"),
        Form("two-slashes", d => "<form action=\"//evil.example/approvals\" method=\"post\">"),
        Form("by-script", d => "<form action=\"javascript:approve()\" method=\"post\">"),
        Form("by-get", d => "<form action=\"/approvevalidation\" method=\"get\">"),
        Form("without-a-method", d => "<form action=\"/approvevalidation\">"),
        Form("as-a-dialog", d => "<form action=\"/approvevalidation\" method=\"dialog\">"),
        Form("in-parts", d => "<form action=\"/approvevalidation\" method=\"post\" enctype=\"multipart/form-data\">"),
        Form("as-text", d => "<form action=\"/approvevalidation\" method=\"post\" enctype=\"text/plain\">"),
        Form("none", d => "<div>"),
        Page("base", d => d.Page.InHead = "<base href=\"https://evil.example/\">"),
        Page(
            "two-forms",
            d => d.Page.After = "<form action=\"/approvevalidation\" method=\"post\"><input type=submit value=\"I Approve\"></form>"
        ),
        Page("status-rejected", d => d.Page.Fields.Add(Field.Hidden(Status, "REJECTED"))),
        Page("status-denied", d => d.Page.Fields.Add(Field.Hidden("approvalStatus", "DENIED"))),
        Page("status-empty", d => d.Page.Fields.Add(Field.Hidden(Status, ""))),
        Page("status-pending", d => d.Page.Fields.Add(Field.Hidden(Status, "PENDING"))),
        Page("status-twice", d => d.Page.Fields.AddRange([Field.Hidden(Status, "APPROVED"), Field.Hidden(Status, "REJECTED")])),
        Page("decision", d => d.Page.Fields.Add(Field.Hidden("decision", "reject"))),
        Page("status-chosen", d => d.Page.Fields.Add(new Field($"<select name={Status}><option>REJECTED<option>APPROVED</select>", null))),
        Page("no-domain", d => Drop(d, FactOf.Domain)),
        Page("no-account", d => Drop(d, FactOf.Account)),
        Page("no-region", d => Drop(d, FactOf.Region)),
        Page("no-certificate", d => Drop(d, FactOf.Certificate)),
        Page(
            "no-labels",
            d =>
            {
                d.Page = KnownPages.Of2021(d.Random, d.Own);
                d.Page.Facts = [];
            }
        ),
        Page(
            "other-labels",
            d =>
            {
                d.Page = KnownPages.Of2021(d.Random, d.Own);
                d.Page.Facts = [.. d.Page.Facts.Select(f => f with { Label = "Value " + f.Of })];
            }
        ),
        Page("many-tags", d => d.Page.Before = string.Concat(Enumerable.Repeat("<b>", 2500))),
        Page("many-forms", d => d.Page.Before = string.Concat(Enumerable.Repeat("<form method=post><input name=a></form>", 450))),
    ];

    private static Kind Answer(string name, string code, Action<Page> change) => Kind(name, d => change(d.Page), code);

    private static Kind Button(string name, string html) =>
        Kind(
            $"button-{name}",
            d =>
            {
                d.Page = KnownPages.Of2021(d.Random, d.Own);
                d.Page.Button = Field.Silent(html);
            },
            "page-unrecognised"
        );

    private static Kind Form(string name, Func<Draft, string> form) =>
        Kind($"form-{name}", d => d.Page.Form = form(d), "page-unrecognised");

    private static Kind Page(string name, Action<Draft> change) =>
        Kind(
            $"page-{name}",
            d =>
            {
                d.Page = KnownPages.Of2017(d.Random, d.Own);
                change(d);
            },
            "page-unrecognised"
        );

    private static Kind Kind(string name, Action<Draft> change, string code) =>
        new(
            $"hostile.unrecognised.{name}",
            Slots.Page | Slots.PageExtras | Slots.Button,
            d =>
            {
                change(d);
                d.Refuse(Reach.Page, code);
            }
        );

    private static void Drop(Draft draft, FactOf of)
    {
        draft.Page = KnownPages.Of2021(draft.Random, draft.Own);
        draft.Page.Facts.Drop(of);
    }
}

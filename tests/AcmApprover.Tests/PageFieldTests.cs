using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Fields, labels and buttons of a page at the borders of what is recognised.</summary>
public sealed class PageFieldTests
{
    private const string OtherId = "4b4d78e1-0000-4000-8000-00000000c0de";

    [Theory]
    [InlineData("arn", OtherId)]
    [InlineData("requestArn", OtherId)]
    [InlineData("resource_arn", OtherId)]
    [InlineData("resource-ARN", OtherId)]
    [InlineData("x", "arn:aws:iam::111122223333:root")]
    [InlineData("x", "444455556666")]
    [InlineData("x", "us-east-1")]
    [InlineData("x", "eusc-de-east-1")]
    [InlineData("x", "us-east-12")]
    [InlineData("x", "shop.example.com")]
    public void A_field_is_about_a_fact_by_its_name_or_its_value(string name, string value) =>
        Valid.Decide(page: Valid.Page.With(name, value).Read()).IsReferredFor(ReasonCode.PageMismatch);

    [Theory]
    [InlineData("warn", OtherId)]
    [InlineData("learn", OtherId)]
    [InlineData("x", OtherId)]
    [InlineData("x", "u-east-1")]
    [InlineData("x", "regio-east-1")]
    [InlineData("x", "us-east1-1")]
    [InlineData("x", "us-east-123")]
    [InlineData("x", "Shop.example.com")]
    [InlineData("x", "help.html")]
    [InlineData("x", "sns.us-east-1.amazonaws.com")]
    public void Any_other_field_is_about_nothing(string name, string value) =>
        Valid.Decide(page: Valid.Page.With(name, value).Read()).IsApproved();

    [Theory]
    [InlineData("Domain name", "shop.example.com", "domain")]
    [InlineData("AWS Account number", "444455556666", "account")]
    [InlineData("AWS Region", "us-east-1", "region")]
    [InlineData("Certificate Identifier", OtherId, "certificate")]
    public void Labels_that_disagree_are_not_recognised(string label, string value, string fact)
    {
        var page = Valid.Page with { Before = $"<div><span>{label}</span><span>{value}</span></div>" };
        var refer = Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageUnrecognised);
        Assert.Equal($"its labels have 2 values for the {fact}", refer.Reasons[0].Detail);
    }

    [Theory]
    [InlineData("AWS Account number", "1111-2222-3333")]
    [InlineData("Domain name", "WWW.Example.com")]
    public void Labels_that_say_the_same_in_two_spellings_agree(string label, string value) =>
        Valid.Decide(page: (Valid.Page with { Before = $"<div><span>{label}</span><span>{value}</span></div>" }).Read()).IsApproved();

    [Theory]
    [InlineData("Domainshop.example.com")]
    [InlineData("AWS Regionus-east-1")]
    [InlineData("Arn4b4d78e1-0000-4000-8000-00000000c0de")]
    public void What_begins_with_the_letters_of_a_label_is_none(string text) =>
        Valid.Decide(page: (Valid.Page with { Before = $"<p>{text}</p>" }).Read()).IsApproved();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_label_has_its_value_beside_it_or_beside_what_is_closely_around_it(int around, bool isApproved)
    {
        static string Times(string tag, int count) => string.Concat(Enumerable.Repeat(tag, count));
        var label = $"{Times("<b>", around)}<i>Domain name</i>{Times("</b>", around)}";
        var page = Valid.Page with { Before = $"<div>{label}<span>shop.example.com</span></div>" };
        Assert.Equal(isApproved, page.Read() is PageEvidence.Shown);
    }

    [Theory]
    [InlineData("<p>Certificate identifier 4b4d78e1-0000-4000-8000-00000000c0de</p>", false)]
    [InlineData("<p>Certificate identifier unknown</p>", true)]
    [InlineData("<p><b>Domain name</b> pending</p>", true)]
    [InlineData("<p><b>Domain name</b>: pending</p>", false)]
    [InlineData("<p><b>Domain name</b>:<br>: pending</p>", false)]
    public void A_text_beside_a_label_is_its_value_if_it_is_one_or_stands_behind_a_colon(string html, bool isApproved) =>
        Assert.Equal(isApproved, (Valid.Page with { Before = html }).Read() is PageEvidence.Shown);

    [Theory]
    [InlineData(985, true)]
    [InlineData(986, false)]
    public void Of_a_value_1000_characters_are_read_with_the_white_space_around_it(int spaces, bool isApproved)
    {
        var value = $"{new string(' ', spaces)}<b>www.example.com</b>";
        var page = Valid.Page with { Before = $"<div><span>Domain name</span><span>{value}</span></div>" };
        Assert.Equal(isApproved, page.Read() is PageEvidence.Shown);
    }

    [Fact]
    public void A_page_without_a_certificate_is_not_recognised()
    {
        var labels = Valid.Page.Html.Split('\n').Where(l => l.StartsWith("<div><span>", StringComparison.Ordinal));
        var page = Valid.Page with { Labels = string.Concat(labels.Where(l => !l.Contains("Certificate", StringComparison.Ordinal))) };
        Assert.Equal("it does not state the certificate", DetailOf(page));
    }

    [Fact]
    public void A_field_that_names_no_form_is_not_sent()
    {
        var page = Valid.Page with
        {
            Form = """<form id="" method="post" action="/approvevalidation">""",
            Fields = Valid.Page.Fields + """<input type="hidden" form="" name="n" value="1">""",
        };
        Assert.DoesNotContain("n", Assert.IsType<PageEvidence.Shown>(page.Read()).Page.Form.Fields.Select(f => f.Key));
    }

    [Theory]
    [InlineData("", "it has no form with a button 'I Approve'")]
    [InlineData("<input type=submit value='I Approve' disabled>", "its button 'I Approve' cannot be pressed")]
    [InlineData("<input type=submit value='I Approve'><input type=submit value='I Approve'>", "its form has 2 buttons 'I Approve'")]
    [InlineData(
        "<input type=submit value='I Approve'></form><form method=post><input type=submit value='I Approve'>",
        "it has 2 forms with a button 'I Approve'"
    )]
    [InlineData("<input type=submit value='I Approve' formaction='/x'>", "it redirects its form")]
    public void A_page_without_one_plain_button_says_what_it_has(string button, string detail) =>
        Assert.Equal(detail, DetailOf(Valid.Page with { Button = button }));

    [Theory]
    [InlineData("<div hidden>{0}</div>", false)]
    [InlineData("<div inert>{0}</div>", false)]
    [InlineData("<div style='display : none'>{0}</div>", false)]
    [InlineData("<dialog>{0}</dialog>", false)]
    [InlineData("<dialog open>{0}</dialog>", true)]
    [InlineData("<div>{0}</div>", true)]
    public void A_button_that_nobody_sees_cannot_be_pressed(string around, bool isRecognised)
    {
        var page = Valid.Page with { Button = around.Replace("{0}", Valid.Page.Button, StringComparison.Ordinal) };
        Assert.Equal(isRecognised, page.Read() is PageEvidence.Shown);
    }

    [Theory]
    [InlineData("9", "9")]
    [InlineData("19", "19")]
    [InlineData("0", "0")]
    [InlineData("nine", "")]
    public void A_number_is_sent_as_it_stands_or_empty(string value, string sent)
    {
        var page = Valid.Page with { Fields = Valid.Page.Fields + $"<input type=number name=n value={value}>" };
        Assert.Contains(KeyValuePair.Create("n", sent), Assert.IsType<PageEvidence.Shown>(page.Read()).Page.Form.Fields);
    }

    [Theory]
    [InlineData("<input type=number name=n value=5 min=1>")]
    [InlineData("<input type=number name=n value=5 max=9>")]
    [InlineData("<input type=number name=n value=5 step=2>")]
    [InlineData("<input type=number name=n value=.9>")]
    [InlineData("<input type=number name=n value=-9>")]
    [InlineData("<input name=n value=5 pattern=5>")]
    [InlineData("<input name=n required>")]
    public void A_field_that_a_browser_checks_first_is_not_recognised(string field) =>
        Assert.IsType<PageEvidence.Unrecognised>((Valid.Page with { Fields = Valid.Page.Fields + field }).Read());

    [Theory]
    [InlineData("<svg><svg></svg><input name=x></svg>")]
    [InlineData("<select name=s><option>1</b></select>")]
    [InlineData("<template><template></template><form></form></template>")]
    public void A_field_where_browsers_disagree_is_not_recognised(string html) =>
        Assert.Contains("inside", DetailOf(Valid.Page with { Fields = Valid.Page.Fields + html }), StringComparison.Ordinal);

    [Theory]
    [InlineData("</svg>")]
    [InlineData("</select>")]
    [InlineData("<svg/>")]
    [InlineData("<svg><svg></svg></svg>")]
    public void What_is_closed_changes_nothing(string html) =>
        Valid.Decide(page: (Valid.Page with { Fields = Valid.Page.Fields + html }).Read()).IsApproved();

    [Theory]
    [InlineData("validationApprovalStatus", "REJECTED", "'REJECTED' instead of APPROVED")]
    [InlineData("decision", "deny", "'deny' instead of APPROVED")]
    [InlineData("status", "", "nothing: the page may need a browser")]
    public void An_action_that_decides_otherwise_is_not_recognised(string name, string value, string says) =>
        Assert.Equal(
            $"the parameter '{name}' of its form's action says {says}",
            DetailOf(Valid.Page with { Form = $"<form method=post action='/approvevalidation?{name}={value}'>" })
        );

    [Fact]
    public void An_action_that_says_APPROVED_is_one_to_follow() =>
        Valid
            .Decide(page: (Valid.Page with { Form = "<form method=post action='/approvevalidation?status=APPROVED'>" }).Read())
            .IsApproved();

    [Fact]
    public void A_reading_shows_the_fields_that_state_facts_and_withholds_the_values_of_all_others()
    {
        var page = Valid.Page.With("domainName", "www.example.com").With("certificateIdentifier", Valid.Arn.ToString()).With("x", OtherId);
        var fields = PageReader.Look(page.Response, Valid.Link).Fields.ToDictionary(f => f.Name, f => f.Value);
        Assert.Equal("www.example.com", fields["domainName"]);
        Assert.Equal(Valid.Arn.ToString(), fields["certificateIdentifier"]);
        Assert.All(["validation_token", "context", "authenticity_token", "x"], name => Assert.Null(fields[name]));
    }

    [Theory]
    [InlineData("certificateIdentifier", Valid.CertificateId, true)]
    [InlineData("certificateIdentifier", OtherId, false)]
    [InlineData("domainName", "not.a domain", false)]
    [InlineData("domainName", "localhost", false)]
    [InlineData("status", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn", true)]
    [InlineData("status", "abcdefghijklmnopqrstuvwxyzabcdefghijklmno", false)]
    public void A_value_is_shown_if_it_states_a_fact_or_is_a_few_words(string name, string value, bool isShown)
    {
        var fields = PageReader.Look(Valid.Page.With(name, value).Response, Valid.Link).Fields;
        Assert.Equal(isShown ? value : null, Assert.Single(fields, f => f.Name == name).Value);
    }

    [Fact]
    public void A_reading_has_no_form_that_goes_elsewhere()
    {
        var page = Valid.Page with { Form = "<form method=post action=https://evil.example/>" };
        Assert.Null(PageReader.Look(page.Response, Valid.Link).Form);
    }

    [Theory]
    [InlineData("<input type=submit value='I Approve'>", true, true)]
    [InlineData("<input type=submit value='I Approve' disabled>", true, false)]
    [InlineData("<input type=submit value='I Deny'>", false, true)]
    [InlineData("</form><input type=submit value='I Approve'>", true, false)]
    public void A_reading_says_of_each_button_whether_it_can_be_pressed(string html, bool isApprove, bool canBePressed)
    {
        var button = Assert.Single(PageReader.Look((Valid.Page with { Button = html }).Response, Valid.Link).Buttons);
        Assert.Equal((isApprove, canBePressed), (button.IsApprove, button.CanBePressed));
    }

    private static string DetailOf(PageDraft page) => Assert.IsType<PageEvidence.Unrecognised>(page.Read()).Detail;
}

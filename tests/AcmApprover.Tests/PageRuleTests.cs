using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What the vectors in tests/vectors/pages do not show: the answer around the page, and how the form is read.</summary>
public sealed class PageRuleTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_HTML_is_not_recognised(string? mediaType) => Refuses(Valid.Page with { MediaType = mediaType });

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(301)]
    [InlineData(401)]
    [InlineData(500)]
    public void Another_status_than_200_is_not_recognised(int status) => Refuses(Valid.Page with { Status = status });

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public void Some_statuses_say_that_the_link_is_no_good(int status)
    {
        var refer = Valid.Decide(page: (Valid.Page with { Status = status }).Read()).IsReferredFor(ReasonCode.LinkRejected);
        Assert.Contains($"{status}", refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_over_the_limit_is_not_recognised() =>
        Valid
            .Decide(page: PageReader.Read(new SiteResponse(200, "text/html", null, []), Valid.Link))
            .IsReferredFor(ReasonCode.PageUnrecognised);

    [Fact]
    public void A_page_that_says_already_approved_while_ACM_does_not_is_not_believed() =>
        Valid.Decide(page: new PageEvidence.SaysAlreadyApproved()).IsReferredFor(ReasonCode.PageUnrecognised);

    [Theory]
    [InlineData("shop.example.com", null, null, null)]
    [InlineData("*.example.com", null, null, null)]
    [InlineData(null, "444455556666", null, null)]
    [InlineData(null, "none", null, null)]
    [InlineData(null, null, "us-east-1", null)]
    [InlineData(null, null, null, "3b4d78e1-0000-4000-8000-00000000c0df")]
    [InlineData(null, null, null, "arn:aws:acm:us-east-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de")]
    public void A_field_that_differs_is_a_mismatch_and_no_alert(string? domain, string? account, string? region, string? certificate)
    {
        var page = Valid.Page with
        {
            Domain = domain ?? Valid.Page.Domain,
            Account = account ?? Valid.Page.Account,
            Region = region ?? Valid.Page.Region,
            Certificate = certificate ?? Valid.Page.Certificate,
        };
        Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageMismatch);
    }

    [Fact]
    public void All_fields_that_differ_are_told()
    {
        var page = Valid.Page with { Domain = "shop.example.com", Account = "444455556666" };
        var refer = Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageMismatch);
        Assert.Contains("shop.example.com", refer.Reasons[0].Detail, StringComparison.Ordinal);
        Assert.Contains("444455556666", refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3b4d78e1-0000-4000-8000-00000000c0de", "1111-2222-3333")]
    [InlineData("3B4D78E1-0000-4000-8000-00000000C0DE", "111122223333")]
    public void The_old_spellings_are_no_mismatch(string certificate, string account) =>
        Valid.Decide(page: (Valid.Page with { Certificate = certificate, Account = account }).Read()).IsApproved();

    [Fact]
    public void Every_named_field_is_sent_as_a_browser_would()
    {
        var page = Valid.Page with
        {
            Fields = """
                <input type="hidden" name="one" value="&amp;1"><input name="two"><input type="hidden" value="nameless">
                <input name="off" value="x" disabled><input type="checkbox" name="yes" checked><input type="checkbox" name="no" value="n">
                <input type="radio" name="r" value="a"><input type="radio" name="r" value="b" checked><textarea name="t">text</textarea>
                <select name="s"><option value="1"><option value="2" selected></select><input type="submit" name="deny" value="I Deny">
                <button name="other" value="x">Other</button><input type="reset" name="reset" value="x"><input type="file" name="f">
                """,
            Button = """<input type="submit" name="commit" value="I Approve">""",
        };
        var warrant = Assert.IsType<Step.Approve>(Valid.Decide(page: page.Read())).Warrant;
        Assert.Equal(
            ["one=&1", "two=", "yes=on", "r=b", "t=text", "s=2", "f=", "commit=I Approve"],
            warrant.Form.Fields.Select(f => $"{f.Key}={f.Value}")
        );
        Assert.Equal(["session=one"], warrant.Form.Cookies);
        Assert.Equal(Valid.Link, warrant.Claim.Link);
    }

    [Theory]
    [InlineData("", "https://eu-west-1.acm-certificates.amazon.com/approvals")]
    [InlineData("approve", "https://eu-west-1.acm-certificates.amazon.com/approve")]
    [InlineData("/a/b?c=d", "https://eu-west-1.acm-certificates.amazon.com/a/b?c=d")]
    [InlineData("https://EU-WEST-1.acm-certificates.amazon.com:443/x", "https://eu-west-1.acm-certificates.amazon.com/x")]
    [InlineData("HTTPS://EU-WEST-1.acm-certificates.amazon.com/a%2Fb", "https://eu-west-1.acm-certificates.amazon.com/a%2Fb")]
    public void The_forms_own_action_is_resolved_against_the_link(string action, string expected)
    {
        var page = Valid.Page with { Form = $"""<form method="POST" action="{action}">""" };
        var form = Assert.IsType<Step.Approve>(Valid.Decide(page: page.Read())).Warrant.Form;
        Assert.StartsWith(expected, form.Action.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user@eu-west-1.acm-certificates.amazon.com/x")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com.evil.example/x")]
    [InlineData("https:\\\\evil.example\\x")]
    [InlineData("\\\\evil.example/x")]
    [InlineData("data:text/html,x")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com:444/x")]
    public void An_action_elsewhere_is_not_recognised(string action) =>
        Refuses(Valid.Page with { Form = $"""<form method="post" action="{action}">""" });

    private static void Refuses(PageDraft page) => Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageUnrecognised);

    [Fact]
    public void A_button_in_a_list_of_suggestions_cannot_be_pressed() =>
        Valid
            .Decide(page: (Valid.Page with { Button = $"<datalist>{Valid.Page.Button}</datalist>" }).Read())
            .IsReferredFor(ReasonCode.PageUnrecognised);
}

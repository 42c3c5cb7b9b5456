using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What a page states of the request, by its labels and by its form: every statement must be of what was judged.</summary>
public sealed class PageStatementTests
{
    private const string StrangersArn = "arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-00000000c0de";

    /// <summary>Today's form, as far as public tools show it by the names of its fields.</summary>
    private static readonly PageDraft Today = Valid.Page with
    {
        Form = """<form method="post" action="https://eu-west-1.acm-certificates.amazon.com/approvevalidation">""",
        Fields = string.Concat(
            PageDraft.HiddenField("validationToken", MailDraft.Code),
            PageDraft.HiddenField("validationArn", Valid.Arn.ToString()),
            PageDraft.HiddenField("domainName", "www.example.com"),
            PageDraft.HiddenField("accountId", "111122223333"),
            PageDraft.HiddenField("region", "eu-west-1"),
            PageDraft.HiddenField("certificateIdentifier", Valid.Arn.ToString())
        ),
        Button = """<button type="submit" name="validationApprovalStatus" value="APPROVED">I Approve</button>""",
    };

    [Fact]
    public void Todays_form_is_approved_with_all_that_it_has()
    {
        var form = Assert.IsType<Step.Approve>(Valid.Decide(page: Today.Read())).Warrant.Form;
        Assert.Equal(
            ["validationToken", "validationArn", "domainName", "accountId", "region", "certificateIdentifier", "validationApprovalStatus"],
            form.Fields.Select(f => f.Key)
        );
        Assert.Equal("APPROVED", form.Fields[^1].Value);
    }

    [Fact]
    public void Fields_alone_state_the_facts() => Approves(Today with { Labels = "" });

    [Fact]
    public void Labels_alone_state_the_facts() => Approves(Valid.Page);

    [Theory]
    [InlineData("domainName", "www.example.com")]
    [InlineData("accountId", "111122223333")]
    [InlineData("region", "eu-west-1")]
    public void A_fact_that_neither_a_label_nor_a_field_states_is_not_recognised(string field, string value) =>
        Refuses(
            Today with
            {
                Labels = "",
                Fields = Today.Fields.Replace(PageDraft.HiddenField(field, value), "", StringComparison.Ordinal),
            }
        );

    [Theory]
    [InlineData("domainName", "shop.example.com")]
    [InlineData("domain_name", "shop.example.com")]
    [InlineData("DOMAIN", "shop.example.com")]
    [InlineData("fqdn", "shop.example.com")]
    [InlineData("requestedDomain", "no domain")]
    [InlineData("x", "shop.example.org")]
    [InlineData("x", "*.example.com")]
    [InlineData("accountId", "999988887777")]
    [InlineData("awsAccountID", "9999-8888-7777")]
    [InlineData("account-number", "999988887777")]
    [InlineData("account", "somebody")]
    [InlineData("x", "999988887777")]
    [InlineData("region", "us-east-1")]
    [InlineData("Region_Name", "us-east-1")]
    [InlineData("awsRegion", "Europe (Ireland)")]
    [InlineData("x", "us-gov-west-1")]
    [InlineData("certificateIdentifier", "3b4d78e1-0000-4000-8000-00000000c0df")]
    [InlineData("certificateArn", StrangersArn)]
    [InlineData("validationArn", StrangersArn)]
    [InlineData("cert_arn", StrangersArn)]
    [InlineData("resourceArn", StrangersArn)]
    [InlineData("x", StrangersArn)]
    [InlineData("x", "arn:aws:iam::999988887777:root")]
    [InlineData("validationToken", "c0dec0de-0000-4000-8000-5ec2e75ec2e8")]
    [InlineData("validation_token", "somebody's")]
    [InlineData("code", "c0dec0de-0000-4000-8000-5ec2e75ec2e8")]
    [InlineData("Context", "c0c0a0a0-1111-4111-8111-5ec2e75ec2e9-65752d776573742d31")]
    [InlineData("validationToken", MailDraft.Context)]
    public void A_field_that_states_something_else_is_a_mismatch(string name, string value)
    {
        var refer = Valid.Decide(page: Today.With(name, value).Read()).IsReferredFor(ReasonCode.PageMismatch);
        Assert.Contains($"'{name}'", refer.Reasons[0].Detail, StringComparison.Ordinal);
        Secrets.AreNotIn(refer.Reasons[0].Detail);
    }

    [Theory]
    [InlineData("domainName", "WWW.example.com")]
    [InlineData("accountId", "1111-2222-3333")]
    [InlineData("region", " eu-west-1 ")]
    [InlineData("certificateId", Valid.CertificateId)]
    [InlineData("code", MailDraft.Code)]
    [InlineData("context", MailDraft.Context)]
    [InlineData("csrfToken", "c0dec0de-0000-4000-8000-5ec2e75ec2e8")]
    [InlineData("locale", "en-US")]
    [InlineData("next", "index.html")]
    [InlineData("site", "aws.amazon.com")]
    [InlineData("mail", "admin@example.com")]
    [InlineData("version", "1.2")]
    [InlineData("certificateType", "AMAZON_ISSUED")]
    [InlineData("approvalTokenId", "7")]
    [InlineData("rejectionReason", "")]
    public void A_field_that_states_the_same_or_nothing_does_no_harm(string name, string value) => Approves(Today.With(name, value));

    [Theory]
    [InlineData("<input disabled name=domainName value=shop.example.com>")]
    [InlineData("<input readonly value=999988887777>")]
    [InlineData("<textarea name=region>us-east-1</textarea>")]
    [InlineData("<select name=account><option>111122223333<option selected>999988887777</select>")]
    [InlineData("<input type=radio name=domain value=www.example.com><input type=radio name=domain value=shop.example.com checked>")]
    [InlineData("<fieldset disabled><input name=domainName value=shop.example.com></fieldset>")]
    public void Whatever_kind_of_field_states_it(string field) =>
        Valid.Decide(page: (Today with { Fields = Today.Fields + field }).Read()).IsReferredFor(ReasonCode.PageMismatch);

    [Fact]
    public void The_pressed_button_states_too() =>
        Mismatches(Valid.Page with { Button = $"""<button name="validationArn" value="{StrangersArn}">I Approve</button>""" });

    [Theory]
    [InlineData("/approvals?code=c0dec0de-0000-4000-8000-5ec2e75ec2e8&amp;context=" + MailDraft.Context)]
    [InlineData("/approve?domainName=shop.example.com")]
    [InlineData("/approve?arn=" + StrangersArn)]
    public void The_parameters_of_the_action_state_too(string action) =>
        Mismatches(Valid.Page with { Form = $"""<form method="post" action="{action}">""" });

    [Theory]
    [InlineData("<p>Domain name: shop.example.com</p>")]
    [InlineData("<p>Domain name shop.example.com</p>")]
    [InlineData("<p><b>Domain name:</b> shop.example.com</p>")]
    [InlineData("<p>AWS account number: <b>999988887777</b></p>")]
    [InlineData("<p>AWS account number: 999988887777 (my-alias)</p>")]
    [InlineData("<p>AWS account number<br>999988887777</p>")]
    [InlineData("<dl><dt>AWS Region</dt><dd>us-east-1</dd></dl>")]
    [InlineData("<div hidden><i>AWS Region</i><i>us-east-1</i></div>")]
    public void A_label_that_states_something_else_than_the_fields_is_a_mismatch(string label) => Mismatches(Today with { Labels = label });

    [Theory]
    [InlineData("<p>Domain name: the name that the certificate is for</p>")]
    [InlineData("<p><b>Domain name</b> is what you validate</p>")]
    [InlineData("<table><tr><th>Domain name<th>AWS Region<th>Certificate ARN</table>")]
    [InlineData("<label>Domain name <input readonly value=www.example.com></label>")]
    [InlineData("<script>var x = 'Domain name: shop.example.com'</script><noscript>Domain name: shop.example.com</noscript>")]
    public void Prose_and_heads_of_columns_state_nothing(string label) => Approves(Today with { Labels = label });

    [Fact]
    public void Labels_that_disagree_are_not_recognised() =>
        Refuses(Valid.Page with { Before = "<div><span>Domain name</span><span>shop.example.com</span></div>" });

    [Theory]
    [InlineData("validationApprovalStatus", "REJECTED")]
    [InlineData("validationApprovalStatus", "PENDING")]
    [InlineData("validation_approval_status", "DENIED")]
    [InlineData("STATUS", "I Approve")]
    [InlineData("decision", "approve")]
    [InlineData("approved", "false")]
    [InlineData("isApproved", "true")]
    [InlineData("approval", "0")]
    [InlineData("x", "REJECTED")]
    [InlineData("action", "deny")]
    public void A_field_that_does_not_say_approved_is_not_recognised(string name, string value)
    {
        var refer = Refuses(Valid.Page.With(name, value));
        Assert.Contains(value, refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validationApprovalStatus", "APPROVED")]
    [InlineData("decision", "approved")]
    public void A_field_that_says_approved_is_sent(string name, string value) => Approves(Valid.Page.With(name, value));

    [Theory]
    [InlineData("validationApprovalStatus")]
    [InlineData("domainName")]
    [InlineData("validationToken")]
    public void A_field_that_waits_for_a_script_is_not_recognised_and_says_so(string name)
    {
        var refer = Refuses(Valid.Page.With(name, ""));
        Assert.Contains("may need a browser", refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<input type=radio name=decision value=APPROVED><input type=radio name=decision value=REJECTED>")]
    [InlineData("<input type=checkbox name=approved value=APPROVED>")]
    [InlineData("<select name=status><option value=''>choose<option>APPROVED</select>")]
    [InlineData("<input type=radio name=decision value=APPROVED><input type=radio name=decision value=REJECTED checked>")]
    public void A_choice_that_somebody_must_make_is_not_recognised(string choice) =>
        Refuses(Valid.Page with { Fields = Valid.Page.Fields + choice });

    [Theory]
    [InlineData("<input type=radio name=decision value=APPROVED checked><input type=radio name=decision value=REJECTED>")]
    [InlineData("<button name=validationApprovalStatus value=REJECTED>I Deny</button>")]
    public void A_choice_that_is_made_is_sent(string choice) => Approves(Valid.Page with { Fields = Valid.Page.Fields + choice });

    [Theory]
    [InlineData("""<input type="submit" name="validationApprovalStatus" value="I Approve">""")]
    [InlineData("""<button name="decision" value="approve">I Approve</button>""")]
    [InlineData("""<button name="status">I Approve</button>""")]
    public void A_status_may_be_the_buttons_own(string button) => Approves(Valid.Page with { Button = button });

    [Theory]
    [InlineData("""<button name="status" value="REJECTED">I Approve</button>""")]
    [InlineData("""<button name="x" value="Deny">I Approve</button>""")]
    public void A_button_that_says_approve_and_sends_the_opposite_is_not_recognised(string button) =>
        Refuses(Valid.Page with { Button = button });

    [Fact]
    public void A_page_that_is_not_recognised_still_says_whose_account_it_names()
    {
        var page = Assert.IsType<PageEvidence.Unrecognised>(Valid.Page.With("accountId", "999988887777").With("status", "REJECTED").Read());
        Assert.Contains(AccountId.Parse("999988887777"), page.Facts.Accounts.Select(a => a.Value));
    }

    [Fact]
    public void No_key_shows_in_what_is_read()
    {
        var page = Assert.IsType<PageEvidence.Shown>(Today.With("context", MailDraft.Context).Read()).Page;
        Secrets.AreNotIn(page.ToString(), page.Form.ToString(), string.Join(' ', page.Tokens));
    }

    private static void Approves(PageDraft page) => Valid.Decide(page: page.Read()).IsApproved();

    private static void Mismatches(PageDraft page) => Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageMismatch);

    private static Step.Refer Refuses(PageDraft page) => Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageUnrecognised);
}

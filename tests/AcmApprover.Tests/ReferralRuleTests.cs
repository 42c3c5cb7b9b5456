using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>How loudly a referral is told, and whether it has the link, where several reasons or accounts meet.</summary>
public sealed class ReferralRuleTests
{
    private const string Stranger = "999988887777";
    private static readonly CertificateArn StrangersArn = CertificateArn.Parse(
        $"arn:aws:acm:eu-west-1:{Stranger}:certificate/{MailDraft.CertificateId}"
    );

    [Fact]
    public void Without_any_account_there_is_no_link()
    {
        var refer = Valid
            .Decide(Unnamed(Valid.Mail with { Certificate = MailDraft.CertificateId }))
            .IsReferredFor(ReasonCode.MailIncomplete);
        Assert.Null(refer.Referral.Link);
    }

    [Fact]
    public void Where_the_line_and_the_ARN_name_two_trusted_accounts_the_link_is_shown()
    {
        var mail = Valid.Mail with { Certificate = $"arn:aws:acm:eu-west-1:444455556666:certificate/{MailDraft.CertificateId}" };
        var refer = Valid.Decide(mail).IsReferredFor(ReasonCode.MailContradictsItself);
        Assert.Equal(Valid.Link, refer.Referral.Link);
    }

    [Fact]
    public void A_certificate_that_is_not_there_is_an_alert_without_a_link_whatever_else_is_wrong_with_it()
    {
        var refer = Valid
            .Decide(Valid.Certificate with { Arn = StrangersArn, Names = [] })
            .IsReferredFor(Severity.Alert, ReasonCode.CertificateNotFound, ReasonCode.DomainNotInCertificate);
        Assert.Null(refer.Referral.Link);
    }

    [Fact]
    public void A_strangers_mail_whose_sender_is_not_proven_is_no_alert() =>
        Valid
            .Decide(Valid.Mail with { Account = Stranger, Virus = "FAIL" })
            .IsReferredFor(Severity.Warning, ReasonCode.SenderNotAuthenticated, ReasonCode.AccountNotTrusted);

    [Fact]
    public void An_account_that_is_named_beside_the_claimed_one_is_no_reason_of_its_own() =>
        Assert.Empty(
            MailRules.Check(
                (Valid.Mail with { Text = t => $"{t}\nThe request was seen by {Stranger}.\n" }).Read()!,
                Valid.Policy,
                Valid.Now
            )
        );

    [Fact]
    public void A_page_that_is_not_recognised_and_states_a_strangers_certificate_takes_the_link_away()
    {
        var page = Valid.Page with { Button = "", Certificate = StrangersArn.ToString() };
        Assert.Null(Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageUnrecognised).Referral.Link);
    }

    [Fact]
    public void A_page_that_is_not_recognised_and_states_a_strangers_account_takes_the_link_away()
    {
        var page = Valid.Page with { Button = "", Account = Stranger };
        Assert.Null(Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageUnrecognised).Referral.Link);
    }

    [Fact]
    public void A_page_that_is_not_recognised_and_states_what_is_ours_leaves_the_link() =>
        Assert.Equal(
            Valid.Link,
            Valid.Decide(page: (Valid.Page with { Button = "" }).Read()).IsReferredFor(ReasonCode.PageUnrecognised).Referral.Link
        );

    private static MailDraft Unnamed(MailDraft mail) =>
        mail with
        {
            Text = t =>
                t.Replace("AWS account ID: ", "- ", StringComparison.Ordinal).Replace("111122223333", "-", StringComparison.Ordinal),
            Html = h =>
                h.Replace("AWS account ID: ", "- ", StringComparison.Ordinal).Replace("111122223333", "-", StringComparison.Ordinal),
        };
}

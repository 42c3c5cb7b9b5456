using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>To whom a validation mail must be addressed.</summary>
public sealed class RecipientRuleTests
{
    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("admin@example.org")]
    [InlineData("admin@shop.example.com")]
    [InlineData("admin@ww.example.com")]
    [InlineData("admin@evil-example.com")]
    [InlineData("xadmin@example.com")]
    [InlineData("admin+tag@example.com")]
    [InlineData("admin@com")]
    public void A_recipient_that_is_no_system_address_of_the_domain_is_refused(string recipient) =>
        Valid.Decide(Valid.Mail with { To = [recipient], DeliveredTo = recipient }).IsReferredFor(ReasonCode.RecipientNotSystemAddress);

    [Fact]
    public void A_mail_to_nobody_is_refused() =>
        Valid.Decide(Valid.Mail with { To = [], DeliveredTo = null }).IsReferredFor(ReasonCode.RecipientNotSystemAddress);

    [Theory]
    [InlineData("To", "administrator@example.com")]
    [InlineData("To", "\"The webmaster\" <WebMaster@EXAMPLE.com>")]
    [InlineData("Cc", "postmaster@www.example.com")]
    [InlineData("for", "hostmaster@example.com")]
    [InlineData("for", "<hostmaster@example.com>")]
    public void Any_of_To_Cc_and_SES_own_recipient_may_be_the_system_address(string where, string address)
    {
        var mail = Valid.Mail with
        {
            To = [where == "To" ? address : "somebody@example.net"],
            SenderHeaders = where == "Cc" ? ["Cc: " + address] : [],
            DeliveredTo = where == "for" ? address : "somebody@example.net",
        };
        Assert.Empty(MailRules.Check(mail.Read()!, Valid.Policy, Valid.Now));
    }

    [Theory]
    [InlineData("admin@example.com")]
    [InlineData("administrator@example.com")]
    [InlineData("hostmaster@example.com")]
    [InlineData("postmaster@example.com")]
    [InlineData("webmaster@example.com")]
    public void Each_of_the_five_mailboxes_is_one_by_itself(string address)
    {
        Assert.Empty(MailRules.Check((Valid.Mail with { To = [address], DeliveredTo = address }).Read()!, Valid.Policy, Valid.Now));
        Assert.True(SystemAddress.IsOne(address));
    }

    [Theory]
    [InlineData("@example.com")]
    [InlineData("admin")]
    [InlineData("admin@")]
    [InlineData("admin@example.com@example.net")]
    [InlineData("")]
    public void What_has_no_local_part_or_no_domain_is_none(string address) => Assert.False(SystemAddress.IsFor(address, Valid.Domain));

    [Fact]
    public void One_recipient_that_ACM_wrote_to_is_enough() =>
        Valid.Decide(Valid.Mail with { To = ["somebody@example.net", "admin@example.com", "other@example.net"] }).IsApproved();

    [Fact]
    public void A_wildcard_is_written_to_its_own_domain()
    {
        var mail = Valid.Mail with { Domain = "*.example.com" };
        Assert.Empty(MailRules.Check(mail.Read()!, Valid.Policy, Valid.Now));
    }
}

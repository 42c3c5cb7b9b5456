using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Whose account a mail is about, also where the line for it is gone, renamed or decorated.</summary>
public sealed class NamedAccountTests
{
    private const string Ours = "111122223333";
    private const string Stranger = "999988887777";
    private const string StrangersArn = $"arn:aws:acm:eu-west-1:{Stranger}:certificate/{Valid.CertificateId}";

    [Fact]
    public void A_valid_mail_names_the_account_that_requests_the_certificate_and_no_other() => AssertNamed(Valid.Mail, Ours);

    [Theory]
    [InlineData("AWS account ID: 999988887777 (my-alias)")]
    [InlineData("AWS account ID: 9999-8888-7777")]
    [InlineData("Requested by: 999988887777")]
    [InlineData("Requested by:999988887777.")]
    [InlineData("Requested by:999988887777")]
    [InlineData("It is for the account 999988887777, which is new.")]
    [InlineData("Certificate: arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-00000000c0de")]
    [InlineData("Certificate: arn:aws-cn:acm:eu-west-1:999988887777:certificate/not-a-certificate")]
    [InlineData("See arn:aws:iam::999988887777:root")]
    [InlineData("See https://console.example/?arn=arn:aws:acm:eu-west-1:999988887777:certificate/x")]
    public void An_account_is_named_wherever_and_however_it_is_written(string line) =>
        Assert.All(
            new[]
            {
                Valid.Mail with
                {
                    Text = t => t + "\n" + line,
                },
                Valid.Mail with
                {
                    Html = h => h.Replace("<p>Sincerely", $"<p>{line}</p><p>Sincerely", StringComparison.Ordinal),
                },
                Valid.Mail with
                {
                    Subject = line,
                },
            },
            mail => AssertNamed(mail, Ours, Stranger)
        );

    [Theory]
    [InlineData("9999888877771")]
    [InlineData("x999988887777")]
    [InlineData("99998888-7777")]
    [InlineData("66666666-7777-4888-8999-000000000000")]
    [InlineData("11111111-4888-8999-0000")]
    [InlineData("https://track.example/999988887777/")]
    [InlineData("https://track.example/a:999988887777/")]
    [InlineData("https://track.example/999988887777:a/")]
    [InlineData("９９９９88887777")]
    public void What_is_part_of_something_longer_or_of_an_address_is_no_account(string line) =>
        AssertNamed(Valid.Mail with { Text = t => t + "\n" + line }, Ours);

    [Fact]
    public void Accounts_are_named_in_a_mail_whose_parts_cannot_be_relied_on_too() =>
        AssertNamed(
            Valid.Mail with
            {
                SenderHeaders = ["Content-Type: multipart/alternative; boundary=\"=_part\""],
                Account = Stranger,
            },
            Stranger
        );

    [Theory]
    [InlineData("AWS account ID: ")]
    [InlineData("AWS Region name: ")]
    public void A_line_that_is_missing_is_missing_and_the_ARN_still_says_it(string label)
    {
        var mail = (Valid.Mail with { Text = t => Without(label, t), Html = h => Without(label, h) }).Read()!;
        Assert.Equal((AccountId.Parse(Ours), Region.Parse("eu-west-1"), Valid.Arn), (mail.Account, mail.Region, mail.Certificate));
        Walk.Decide(mail, null, null, Valid.Policy, Valid.Now).IsReferredFor(ReasonCode.MailIncomplete);
    }

    [Fact]
    public void A_strangers_ARN_names_the_stranger_where_the_line_is_missing()
    {
        const string label = "AWS account ID: ";
        var mail = (Valid.Mail with { Certificate = StrangersArn, Text = t => Without(label, t), Html = h => Without(label, h) }).Read()!;
        Assert.Equal(AccountId.Parse(Stranger), mail.Account);
        var reasons = MailRules.Check(mail, Valid.Policy, Valid.Now).Select(r => r.Code);
        Assert.Equal([ReasonCode.MailIncomplete, ReasonCode.AccountNotTrusted], reasons);
    }

    [Fact]
    public void Of_an_account_and_ARNs_that_differ_none_is_taken()
    {
        const string label = "AWS account ID: ";
        Assert.Null((Valid.Mail with { Certificate = StrangersArn }).Read()!.Account);
        Assert.Null(
            (
                Valid.Mail with
                {
                    Text = t => Without(label, t),
                    Html = h => Without(label, h).Replace(Valid.Arn.ToString(), StrangersArn, StringComparison.Ordinal),
                }
            )
                .Read()!
                .Account
        );
    }

    private static string Without(string label, string text) => text.Replace(label, "- ", StringComparison.Ordinal);

    private static void AssertNamed(MailDraft mail, params string[] accounts) =>
        Assert.Equal(accounts.Order(StringComparer.Ordinal), mail.Read()!.NamedAccounts.Select(a => a.Value).Order(StringComparer.Ordinal));
}

using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What a reason says was seen, in the operator's words.</summary>
public sealed class ReasonDetailTests
{
    private const string Mailboxes = "admin@, administrator@, hostmaster@, postmaster@, webmaster@ www.example.com or a domain above it";
    private static readonly string[] SixAddresses = [.. Enumerable.Range(1, 6).Select(i => $"x{i}@example.net")];

    private static readonly Dictionary<string, Func<Step>> Cases = new()
    {
        { $"it is addressed to nobody, and not to {Mailboxes}", () => Valid.Decide(Valid.Mail with { To = [], DeliveredTo = null }) },
        {
            $"it is addressed to x1@example.net, x2@example.net, x3@example.net, x4@example.net, x5@example.net, and not to {Mailboxes}",
            () => Valid.Decide(Valid.Mail with { To = SixAddresses, DeliveredTo = null })
        },
        {
            "requested by account 999988887777; trusted accounts: 111122223333, 444455556666",
            () => Valid.Decide(Valid.Mail with { Account = "999988887777" })
        },
        { "requested by account 111122223333; trusted accounts: none", () => Valid.Decide(policy: Valid.Policy with { Accounts = [] }) },
        {
            "www.example.com matches none of example.net, *.example.org",
            () => Valid.Decide(policy: Valid.Policy with { Domains = [Valid.DomainOf("example.net"), Valid.DomainOf("*.example.org")] })
        },
        {
            "From 'no-reply@certificates.amazon.com' is not one of example.net, validation@amazon.com",
            () =>
                Valid.Decide(
                    policy: Valid.Policy with
                    {
                        Senders = [Valid.SenderOf("example.net"), Valid.SenderOf("validation@amazon.com")],
                    }
                )
        },
        { "no DKIM signature of certificates.amazon.com passed (SES noted none)", () => Valid.Decide(Valid.Mail with { Dkim = [] }) },
        {
            "no DKIM signature of certificates.amazon.com passed (SES noted fail of certificates.amazon.com, pass of example.net)",
            () => Valid.Decide(Valid.Mail with { Dkim = ["fail header.i=@certificates.amazon.com", "pass header.i=@example.net"] })
        },
        { "the names being validated are none, and not www.example.com", () => Valid.Decide(Valid.Certificate with { Names = [] }) },
        {
            "the names being validated are a.example, b.example, and not www.example.com",
            () => Valid.Decide(Valid.Certificate with { Names = [NameOf("a.example"), NameOf("b.example")] })
        },
        {
            "www.example.com is validated by DNS",
            () => Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Method = ValidationMethod.Dns }] })
        },
        {
            "www.example.com is validated by another method",
            () => Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Method = ValidationMethod.Other }] })
        },
        {
            "ACM wrote to a@example.com, b@example.com",
            () => Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Emails = ["a@example.com", "b@example.com"] }] })
        },
    };

    public static IEnumerable<TheoryDataRow<string>> Details() => Cases.Keys.Select(d => new TheoryDataRow<string>(d));

    [Theory]
    [MemberData(nameof(Details))]
    public void A_reason_says_what_was_seen_and_what_would_be_right(string detail) =>
        Assert.Equal(detail, Assert.Single(Assert.IsType<Step.Refer>(Cases[detail]()).Reasons).Detail);

    [Fact]
    public void Of_many_names_and_addresses_ten_are_told()
    {
        var names = Enumerable.Range(1, 11).Select(i => NameOf($"n{i}.example")).ToList();
        var emails = Enumerable.Range(1, 11).Select(i => $"a{i}@example.com").ToList();
        Assert.Equal(
            "the names being validated are n1.example, n2.example, n3.example, n4.example, n5.example, n6.example, n7.example, n8.example, "
                + "n9.example, n10.example, and not www.example.com",
            DetailOf(Valid.Certificate with { Names = names })
        );
        Assert.Equal(
            $"ACM wrote to {string.Join(", ", emails.Take(10))}",
            DetailOf(Valid.Certificate with { Names = [Valid.Name with { Emails = emails }] })
        );
    }

    [Fact]
    public void A_notice_names_the_certificate_that_it_is_about()
    {
        var stored = MailDraftReading.StoreBytes(Vector.Mail("notice-to-renew").Bytes);
        var refer = Walk.Decide(ClaimReader.Read(MailReader.Read(stored))!, null, null, Valid.Policy, Valid.Now);
        Assert.StartsWith(
            "it is about arn:aws:acm:",
            refer.IsReferredFor(Severity.Notice, ReasonCode.AcmNotice).Reasons[0].Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_difference_of_a_page_says_what_it_is_about()
    {
        var page = Valid.Page with
        {
            Domain = "shop.example.com",
            Account = "999988887777",
            Region = "us-east-1",
            Certificate = "arn:aws:acm:us-east-1:999988887777:certificate/4b4d78e1-0000-4000-8000-00000000c0de",
        };
        var details = Valid.Decide(page: page.Read()).IsReferredFor(ReasonCode.PageMismatch).Reasons[0].Detail.Split("; ");
        Assert.Collection(
            details,
            d => Assert.Contains("says domain 'shop.example.com' instead of www.example.com", d, StringComparison.Ordinal),
            d => Assert.Contains("says account '999988887777' instead of 111122223333", d, StringComparison.Ordinal),
            d => Assert.Contains("says region 'us-east-1' instead of eu-west-1", d, StringComparison.Ordinal),
            d => Assert.Contains($"instead of {Valid.Arn}", d, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Everything_that_is_missing_is_told_of_in_one_reason()
    {
        static string Without(string text) =>
            text.Replace("Domain: ", "- ", StringComparison.Ordinal).Replace("AWS Region name: ", "- ", StringComparison.Ordinal);
        var mail = Valid.Mail with { Text = Without, Html = Without };
        Assert.Contains("; ", Valid.Decide(mail).IsReferredFor(ReasonCode.MailIncomplete).Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_says_when_it_refers_and_what_is_next() =>
        Assert.All(RuleBook.All, rule => Assert.True(rule.RefersWhen.Length > 20 && rule.NextStep.Length > 20, rule.Code));

    private static NameValidation NameOf(string name) => Valid.Name with { Domain = DomainName.Parse(name) };

    private static string DetailOf(CertificateState certificate) => Assert.IsType<Step.Refer>(Valid.Decide(certificate)).Reasons[0].Detail;
}

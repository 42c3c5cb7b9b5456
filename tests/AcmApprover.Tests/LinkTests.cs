using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

public sealed class LinkTests
{
    private const string Host = "eu-west-1.acm-certificates.amazon.com";
    private const string Query = $"code={MailDraft.Code}&context={MailDraft.Context}";

    [Theory]
    [InlineData($"http://{Host}/approvals?{Query}")]
    [InlineData($"ftp://{Host}/approvals?{Query}")]
    [InlineData($"https://{Host}.evil.example.net/approvals?{Query}")]
    [InlineData($"http:///{Host}/approvals?{Query}")]
    [InlineData($"evil.net{Host}/approvals?{Query}")]
    [InlineData($"https://evil-{Host}/approvals?{Query}")]
    [InlineData($"https://eu-west-1.acm-certificates.amazon.com.cn/approvals?{Query}")]
    [InlineData($"https://eu-west-1.acm-certificates.amazonaws.cn/approvals?{Query}")]
    [InlineData($"https://eu-west-1.acm-certificates.amaz0n.com/approvals?{Query}")]
    [InlineData($"https://eu-west-1-acm-certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://{Host}./approvals?{Query}")]
    [InlineData($"https://еu-west-1.acm-certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://us-east-1.acm-certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://acm-certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://eu-west-1.certificates.amazon.com/approvals?{Query}")]
    [InlineData($"https://{Host}:443/approvals?{Query}")]
    [InlineData($"https://{Host}:8443/approvals?{Query}")]
    [InlineData($"https://user@{Host}/approvals?{Query}")]
    [InlineData($"https://user:pw@{Host}/approvals?{Query}")]
    [InlineData($"https://{Host}@evil.example.net/approvals?{Query}")]
    [InlineData($"https://evil.example.net#@{Host}/approvals?{Query}")]
    [InlineData($"https://evil.example.net/{Host}/approvals?{Query}")]
    [InlineData($"https://{Host}/approvals/?{Query}")]
    [InlineData($"https://{Host}/approvals/../x?{Query}")]
    [InlineData($"https://{Host}/x/../approvals?{Query}")]
    [InlineData($"https://{Host}//approvals?{Query}")]
    [InlineData($"https://{Host}/Approvals?{Query}")]
    [InlineData($"https://{Host}/%61pprovals?{Query}")]
    [InlineData($"https://{Host}/approvals;x?{Query}")]
    [InlineData($"https://{Host}/approvals")]
    [InlineData($"https://{Host}/approvals?")]
    [InlineData($"https://{Host}/approvals?code={MailDraft.Code}")]
    [InlineData($"https://{Host}/approvals?context={MailDraft.Context}")]
    [InlineData($"https://{Host}/approvals?code=&context={MailDraft.Context}")]
    [InlineData($"https://{Host}/approvals?code={MailDraft.Code}&context=")]
    [InlineData($"https://{Host}/approvals?{Query}&deny=no")]
    [InlineData($"https://{Host}/approvals?{Query}&")]
    [InlineData($"https://{Host}/approvals?{Query}&code={MailDraft.Code}")]
    [InlineData($"https://{Host}/approvals?{Query}&context=x")]
    [InlineData($"https://{Host}/approvals?code=a&code=b")]
    [InlineData($"https://{Host}/approvals?Code={MailDraft.Code}&context={MailDraft.Context}")]
    [InlineData($"https://{Host}/approvals?{Query}#top")]
    [InlineData($"https://{Host}/approvals#?{Query}")]
    [InlineData($"https://{Host}/approvals?{Query}ü")]
    public void A_link_of_any_other_form_is_untrusted(string link)
    {
        var refer = Valid.Decide(Valid.Mail with { Link = link }).IsReferredFor(ReasonCode.LinkUntrusted);
        Assert.DoesNotContain(MailDraft.Code, refer.Reasons[0].Detail, StringComparison.Ordinal);
        Assert.Contains(
            "hxxp",
            link.StartsWith("http", StringComparison.Ordinal) ? refer.Reasons[0].Detail : "hxxp",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_link_of_endless_length_is_untrusted() =>
        Valid
            .Decide(Valid.Mail with { Link = $"https://{Host}/approvals?{Query}{new string('a', 4000)}" })
            .IsReferredFor(ReasonCode.LinkUntrusted);

    [Theory]
    [InlineData($"https://{Host}/approvals?context={MailDraft.Context}&code={MailDraft.Code}")]
    [InlineData($"HTTPS://EU-WEST-1.ACM-Certificates.Amazon.COM/approvals?{Query}")]
    public void The_order_of_the_parameters_and_the_case_of_the_host_do_not_matter(string link)
    {
        Valid.Decide(Valid.Mail with { Link = link }).IsApproved();
        Valid.Decide(Valid.Mail with { HtmlLink = link }).IsApproved();
        Assert.Equal(Valid.Link, (Valid.Mail with { Link = link }).Read()!.Link);
    }

    [Theory]
    [InlineData("({0})")]
    [InlineData("<{0}>")]
    [InlineData("[{0}]")]
    [InlineData("{0}.")]
    [InlineData("\"{0}\"")]
    public void What_stands_around_a_link_in_the_text_is_not_part_of_it(string around)
    {
        var link = Valid.Mail.LinkOrDefault;
        var mail = Valid.Mail with
        {
            Text = t => t.Replace($"({link})", around.Replace("{0}", link, StringComparison.Ordinal), StringComparison.Ordinal),
        };
        Assert.Equal(Valid.Link, mail.Read()!.Link);
    }

    [Fact]
    public void In_the_China_partition_the_host_is_another()
    {
        var mail = Valid.Mail with
        {
            Region = "cn-north-1",
            Certificate = $"arn:aws-cn:acm:cn-north-1:111122223333:certificate/{Valid.CertificateId}",
            Link = $"https://cn-north-1.acm-certificates.amazonaws.cn/approvals?{Query}",
        };
        Assert.Empty(MailRules.Check(mail.Read()!, Valid.Policy, Valid.Now));
        Valid
            .Decide(mail with { Link = $"https://cn-north-1.acm-certificates.amazon.com/approvals?{Query}" })
            .IsReferredFor(ReasonCode.LinkUntrusted);
    }

    [Fact]
    public void A_second_approval_link_to_the_same_host_contradicts_wherever_it_stands()
    {
        var mail = Valid.Mail with { Text = t => $"{t}\nOr go to https://{Host}/approvals?code=other&context=other\n" };
        Assert.Equal(
            "it has two approval links to hxxps://eu-west-1[.]acm-certificates[.]amazon[.]com, which differ in path or query",
            DetailOf(mail)
        );
    }

    [Fact]
    public void A_second_approval_link_to_another_host_is_named_beside_the_first()
    {
        var mail = Valid.Mail with { Text = t => $"{t}\nOr go to https://evil.example/approvals?code=other&context=other\n" };
        Assert.Equal(
            "it has two approval links, to hxxps://eu-west-1[.]acm-certificates[.]amazon[.]com and to hxxps://evil[.]example",
            DetailOf(mail)
        );
    }

    [Fact]
    public void A_link_for_declining_may_stand_before_the_approval_link() =>
        Valid.Decide(Valid.Mail with { Text = t => $"To decline, go to https://{Host}/decline?{Query}\n{t}" }).IsApproved();

    [Theory]
    [InlineData("https://docs.example/help?context=acm")]
    [InlineData("https://docs.example/help?code=acm")]
    [InlineData("https://docs.example/code=/context")]
    [InlineData("https://docs.example/100%")]
    public void An_address_that_lacks_the_path_and_one_of_the_parameters_is_no_approval_link(string address) =>
        Valid.Decide(Valid.Mail with { Text = t => $"{t}\nSee {address} for help.\n" }).IsApproved();

    [Theory]
    [InlineData("https://eu-west-1.acm-certificates.example/")]
    [InlineData("https://eu-west-1.certificates.amazon.example/")]
    [InlineData("https://track.example/approvals?code=1&context=2")]
    [InlineData("https://track.example/r/https://x.example/approvals?code=1&context=2")]
    [InlineData("https://track.example/r/https%253A%252F%252Fx.example%252Fapprovals%253Fcode%253D1%2526context%253D2")]
    public void A_mail_is_taken_for_a_validation_mail_by_such_a_link_alone(string address) => Assert.NotNull(ReadAlone(address));

    [Theory]
    [InlineData("https://shop.example/certificates/")]
    [InlineData("https://shop.example/approvals")]
    [InlineData("https://shop.example/orders?code=1&context=2")]
    [InlineData("https://shop.example/100%25%zz")]
    public void A_mail_is_not_taken_for_one_by_a_link_that_much_other_mail_has(string address) => Assert.Null(ReadAlone(address));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_link_is_seen_in_others_that_are_escaped_up_to_five_times(int times, bool isSeen)
    {
        var address = "https://x.example/approvals?code=1&context=2";
        for (var i = 0; i < times; i++)
        {
            address = Uri.EscapeDataString(address);
        }

        Assert.Equal(isSeen, ReadAlone($"https://track.example/r/{address}") is not null);
    }

    [Theory]
    [InlineData("https://evil.example", "the link goes to hxxps://evil[.]example: ")]
    [InlineData("https://?code=1&amp;context=2", "the link goes to hxxps://: ")]
    public void A_link_without_a_path_is_named_by_its_host(string address, string detail)
    {
        var mail = Valid.Mail with
        {
            Text = t => t.Replace(Valid.Mail.LinkOrDefault, "below", StringComparison.Ordinal),
            Html = _ => $"<a id=approval_url href=\"{address}\">here</a>",
        };
        Assert.Contains(detail, Valid.Decide(mail).IsReferredFor(ReasonCode.LinkUntrusted).Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(260, false)]
    [InlineData(261, true)]
    public void Of_a_host_that_is_too_long_nothing_is_shown(int length, bool isUnreadable)
    {
        var refer = Valid
            .Decide(Valid.Mail with { Link = $"https://{new string('a', length)}/approvals?{Query}" })
            .IsReferredFor(ReasonCode.LinkUntrusted);
        Assert.Equal(isUnreadable, refer.Reasons[0].Detail.Contains("hxxps://(unreadable host)", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_host_with_other_characters_nothing_is_shown() =>
        Assert.Contains(
            "hxxps://(unreadable host)",
            Valid
                .Decide(Valid.Mail with { Link = $"https://a$b.example/approvals?{Query}" })
                .IsReferredFor(ReasonCode.LinkUntrusted)
                .Reasons[0]
                .Detail,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_link_shows_its_secrets_only_where_it_is_revealed()
    {
        Assert.Equal(Valid.Mail.LinkOrDefault, Valid.Link.Reveal().ToString());
        Assert.Equal($"https://{Host}/approvals?(withheld)", Valid.Link.ToString());
        Assert.Equal(Host, Valid.Link.Host);
    }

    [Fact]
    public void Links_with_other_secrets_are_other_links()
    {
        Assert.True(ApprovalLink.TryParse($"https://{Host}/approvals?code=1&context=2", Region.Parse("eu-west-1"), out var one, out _));
        Assert.True(ApprovalLink.TryParse($"https://{Host}/approvals?context=2&code=1", Region.Parse("eu-west-1"), out var same, out _));
        Assert.True(ApprovalLink.TryParse($"https://{Host}/approvals?code=2&context=1", Region.Parse("eu-west-1"), out var other, out _));
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
    }

    private static string DetailOf(MailDraft mail) =>
        Valid.Decide(mail).IsReferredFor(ReasonCode.MailContradictsItself).Reasons[0].Detail;

    private static ValidationMail? ReadAlone(string address)
    {
        var mail = Encoding.ASCII.GetBytes($"From: a@example.org\r\nSubject: x\r\n\r\nsee {address} today");
        return ClaimReader.Read(MailReader.Read(new StoredMail(new MailSource("b", "k"), mail, mail.Length, Valid.Now)));
    }
}

using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;
using AcmApprover.Text;

namespace AcmApprover.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("com")]
    [InlineData(".com")]
    [InlineData("example.com.")]
    [InlineData("example..com")]
    [InlineData("-a.example.com")]
    [InlineData("a-.example.com")]
    [InlineData("a_b.example.com")]
    [InlineData("*example.com")]
    [InlineData("a.*.example.com")]
    [InlineData("*.*.example.com")]
    [InlineData("*.com")]
    [InlineData("exämple.com")]
    [InlineData("example.com\0")]
    [InlineData(" example.com")]
    [InlineData("example.com/x")]
    [InlineData("https://example.com")]
    public void What_is_no_domain_name_is_not_read_as_one(string text)
    {
        Assert.False(DomainName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DomainName.Parse(text));
    }

    [Fact]
    public void A_domain_name_has_its_lengths()
    {
        Assert.True(DomainName.TryParse($"{new string('a', 63)}.example", out _));
        Assert.False(DomainName.TryParse($"{new string('a', 64)}.example", out _));
        Assert.True(DomainName.TryParse(string.Concat(Enumerable.Repeat("abc.", 62)) + "abcde", out _));
        Assert.False(DomainName.TryParse(string.Concat(Enumerable.Repeat("abc.", 63)) + "abcde", out _));
    }

    [Theory]
    [InlineData("www.example.com", "example.com", true)]
    [InlineData("*.example.com", "example.com", true)]
    [InlineData("a.b.example.com", "example.com", true)]
    [InlineData("example.com", "example.com", false)]
    [InlineData("badexample.com", "example.com", false)]
    [InlineData("example.com", "www.example.com", false)]
    public void Below_is_by_labels(string name, string other, bool isBelow) =>
        Assert.Equal(isBelow, DomainName.Parse(name).IsBelow(DomainName.Parse(other)));

    [Theory]
    [InlineData("111122223333", "111122223333")]
    [InlineData("1111-2222-3333", "111122223333")]
    [InlineData("11112222333", null)]
    [InlineData("1111222233333", null)]
    [InlineData("1111-2222 3333", null)]
    [InlineData("-111122223333-", null)]
    [InlineData("１１１１22223333", null)]
    [InlineData("", null)]
    public void An_account_is_twelve_digits(string text, string? value) =>
        Assert.Equal(value, AccountId.TryParse(text, out var account) ? account.Value : null);

    [Theory]
    [InlineData("eu-west-1", "aws", "eu-west-1.acm-certificates.amazon.com")]
    [InlineData("US-EAST-1", "aws", "us-east-1.acm-certificates.amazon.com")]
    [InlineData("us-gov-west-1", "aws-us-gov", "us-gov-west-1.acm-certificates.amazon.com")]
    [InlineData("cn-northwest-1", "aws-cn", "cn-northwest-1.acm-certificates.amazonaws.cn")]
    [InlineData("eusc-de-east-1", "aws-eusc", "eusc-de-east-1.acm-certificates.amazon.com")]
    [InlineData("us-iso-east-1", "aws-iso", "us-iso-east-1.acm-certificates.amazon.com")]
    [InlineData("us-isob-east-1", "aws-iso-b", "us-isob-east-1.acm-certificates.amazon.com")]
    [InlineData("eu-isoe-west-1", "aws-iso-e", "eu-isoe-west-1.acm-certificates.amazon.com")]
    [InlineData("us-isof-south-1", "aws-iso-f", "us-isof-south-1.acm-certificates.amazon.com")]
    public void A_region_knows_its_partition_and_host(string text, string partition, string host)
    {
        var region = Region.Parse(text);
        Assert.Equal((partition, host), (region.Partition, region.ApprovalHost));
    }

    [Theory]
    [InlineData("")]
    [InlineData("global")]
    [InlineData("eu-west")]
    [InlineData("eu-west-")]
    [InlineData("eu--1")]
    [InlineData("eu-west-1a")]
    [InlineData("eu.west.1")]
    [InlineData("e-west-1")]
    [InlineData("evil.example/eu-west-1")]
    [InlineData("eu-west-1111111111111111111111111")]
    public void What_is_no_region_is_not_read_as_one(string text) => Assert.False(Region.TryParse(text, out _));

    [Theory]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", true)]
    [InlineData("arn:aws-cn:acm:cn-north-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", true)]
    [InlineData("arn:aws-cn:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("arn:aws:acm:cn-north-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("arn:aws:iam:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("arn:aws:acm::111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("arn:aws:acm:eu-west-1:1111-2222-3333:certificate/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/*", false)]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de/x", false)]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de:x", false)]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate-authority/3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("3b4d78e1-0000-4000-8000-00000000c0de", false)]
    [InlineData("", false)]
    public void An_ARN_is_exactly_a_certificates(string text, bool isOne) => Assert.Equal(isOne, CertificateArn.TryParse(text, out _));

    [Theory]
    [InlineData("*", "a.example.com", true)]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "*.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "badexample.com", false)]
    public void A_pattern_allows_what_it_says(string pattern, string domain, bool allows) =>
        Assert.Equal(allows, Valid.DomainOf(pattern).Matches(DomainName.Parse(domain)));

    [Theory]
    [InlineData("")]
    [InlineData("**")]
    [InlineData("*.")]
    [InlineData("*.*.example.com")]
    [InlineData("ex*.example.com")]
    [InlineData("example.*")]
    [InlineData("example")]
    [InlineData("@example.com")]
    public void What_is_no_pattern_is_not_read_as_one(string text)
    {
        Assert.False(DomainPattern.TryParse(text, out _));
        Assert.False(SenderPattern.TryParse(text, out _));
    }

    [Theory]
    [InlineData("a@*")]
    [InlineData("a@*.example.com")]
    [InlineData("*@example.com")]
    [InlineData("a@b@example")]
    public void A_senders_address_has_no_star(string text) => Assert.False(SenderPattern.TryParse(text, out _));

    [Theory]
    [InlineData(null, "")]
    [InlineData("  plain  ", "plain")]
    [InlineData("two\r\nlines\u2028three\0", "two  lines three")]
    [InlineData("www.\u202emoc.elpmaxe\u2069 \ufeffz\u200bw", "www. moc.elpmaxe   z w")]
    [InlineData("x?code=abc&context=def#y", "x?code=(withheld)&context=(withheld)")]
    [InlineData("x?CODE=abc CONTEXT=def", "x?CODE=(withheld) CONTEXT=(withheld)")]
    [InlineData("x%3Fcode%3Dabc%26context%3Ddef", "x%3Fcode%3D(withheld)")]
    [InlineData("code=&x", "code=&x")]
    [InlineData("codex", "codex")]
    public void Text_of_strangers_is_quoted_on_one_line_without_secrets(string? text, string quoted) => Assert.Equal(quoted, OutsideText.Quote(text));

    [Fact]
    public void A_quote_is_bounded_and_a_secret_at_its_end_is_not_cut_open()
    {
        Assert.Equal(OutsideText.MaxLength, OutsideText.Quote(new string('x', 5000)).Length);
        foreach (var before in Enumerable.Range(150, 60))
        {
            Secrets.AreNotIn(OutsideText.Quote(new string('x', before) + $"?code={MailDraft.Code}&context={MailDraft.Context}"));
        }
    }
}

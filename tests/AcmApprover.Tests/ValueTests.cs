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
    public void Text_of_strangers_is_quoted_on_one_line_without_secrets(string? text, string quoted) =>
        Assert.Equal(quoted, OutsideText.Quote(text));

    /// <summary>However a link was escaped, misspelt, wrapped into another one or broken over lines.</summary>
    [Theory]
    [InlineData("https://x.example/approvals?code={0}&context={1}")]
    [InlineData("https%3A%2F%2Fx.example%2Fapprovals%3Fcode%3D{0}%26context%3D{1}")]
    [InlineData("https%253A%252F%252Fx.example%252Fapprovals%253Fcode%253D{0}%2526context%253D{1}")]
    [InlineData("https%25253A%25252F%25252Fcode%25253D{0}%252526context%25253D{1}")]
    [InlineData("code&#61;{0}&amp;context&#x3d;{1}")]
    [InlineData("code&amp;#61;{0}&amp;amp;context&equals;{1}")]
    [InlineData("cod={0} contxt={1}")]
    [InlineData("code: {0}, context: {1}")]
    [InlineData("/approvals/{0}/{1}")]
    [InlineData("c%6Fde={0}&co%6Etext={1}")]
    [InlineData("code=3D{0}&context=3D{1}")]
    [InlineData("code=\r\n{0}\r\n&context=\r\n {1}")]
    [InlineData("code -3D{0} context-3D{1}")]
    [InlineData("{0}{1}")]
    public void A_secret_is_withheld_however_it_is_written(string pattern)
    {
        Func<string, string>[] spellings =
        [
            s => s,
            s => s.ToUpperInvariant(),
            s => s.Replace("-", "%2D", StringComparison.Ordinal),
            s => s.Replace("-", "%25252d", StringComparison.Ordinal),
            s => s.Replace("-", "&#45;", StringComparison.Ordinal),
            s => s.Replace("-", "&hyphen;", StringComparison.Ordinal),
            s => s.Replace("-", "\u2011", StringComparison.Ordinal),
            s => s.Replace("-", "_", StringComparison.Ordinal),
            s => s.Replace("-", "-\r\n ", StringComparison.Ordinal),
            s => s.Replace("0000", "00=\r\n00", StringComparison.Ordinal).Replace("1111", "11\n11", StringComparison.Ordinal),
            s => s.Replace("c", "%63", StringComparison.Ordinal).Replace("5", "&#53;", StringComparison.Ordinal),
            s => s.Insert(4, "\u200b").Insert(12, "\u00ad"),
            s => s.Replace("-", "", StringComparison.Ordinal),
            s => s[..30],
            s => s[9..],
        ];
        foreach (var spelling in spellings)
        {
            var text = pattern
                .Replace("{0}", spelling(MailDraft.Code), StringComparison.Ordinal)
                .Replace("{1}", spelling(MailDraft.Context), StringComparison.Ordinal);
            var quoted = OutsideText.Quote("x " + text + " y");
            Assert.Contains("(withheld)", quoted, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)c0de|c0c0|5ec2|%63|%2D4000|4000-8000|4111-8111", quoted);
        }
    }

    [Theory]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de")]
    [InlineData("'111122223333' and '1111-2222-3333' at 2026-11-23T12:00:00Z")]
    [InlineData("a decade of added beef, faced & fed")]
    [InlineData("code=(withheld)&context=(withheld)")]
    [InlineData("100%25 &amp; more")]
    public void What_is_no_secret_is_not_withheld(string text) => Assert.Equal(text, OutsideText.Quote(text));

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

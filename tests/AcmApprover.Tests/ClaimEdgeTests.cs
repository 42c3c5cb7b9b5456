using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Claims at the borders: links that are nearly too long, certificates named in two ways, facts that come three times.</summary>
public sealed class ClaimEdgeTests
{
    private const string OtherId = "4b4d78e1-0000-4000-8000-00000000c0de";
    private static readonly Region Region = Region.Parse("eu-west-1");
    private static readonly string Start = $"https://{Region.ApprovalHost}/approvals?context=1&code=";

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void A_link_has_at_most_2048_characters(int length, bool isLink) =>
        Assert.Equal(isLink, ApprovalLink.TryParse(Start.PadRight(length, '0'), Region, out _, out _));

    [Theory]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com?code=1&context=2")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com/approvals")]
    public void A_link_without_path_or_parameters_is_none(string text)
    {
        Assert.False(ApprovalLink.TryParse(text, Region, out _, out var problem));
        Assert.Equal("its path is not /approvals", problem);
    }

    [Fact]
    public void A_link_of_one_parameter_is_none()
    {
        Assert.False(ApprovalLink.TryParse($"https://{Region.ApprovalHost}/approvals?code=1", Region, out _, out var problem));
        Assert.Equal("its parameters are not exactly one code and one context", problem);
    }

    [Fact]
    public void An_id_without_an_account_is_no_certificate_that_ACM_can_be_asked_about()
    {
        static string WithoutAccount(string text) => text.Replace("AWS account ID:", "-", StringComparison.Ordinal);
        var mail = Valid.Mail with { Certificate = MailDraft.CertificateId, Text = WithoutAccount, Html = WithoutAccount };
        var read = mail.Read()!;
        Assert.Equal((Region, null), (read.Region, read.Certificate));
        Valid.Decide(mail).IsReferredFor(ReasonCode.MailIncomplete);
    }

    [Fact]
    public void A_token_is_the_links_as_it_is_written_or_with_its_escapes_undone()
    {
        var link = Parse(Start + "a%2Db");
        Assert.True(link.IsCode("a%2Db"));
        Assert.True(link.IsCode("a-b"));
        Assert.False(link.IsCode("a-c"));
        Assert.True(link.IsContext("1"));
        Assert.False(link.IsContext("a-b"));
    }

    [Fact]
    public void Links_are_one_by_region_code_and_context()
    {
        var link = Parse(Start + "2");
        Assert.False(link.Equals(null));
        Assert.Equal(Parse($"https://{Region.ApprovalHost}/approvals?code=2&context=1"), link);
        Assert.NotEqual(Parse(Start + "3"), link);
        var other = Region.Parse("us-east-1");
        Assert.True(ApprovalLink.TryParse($"https://{other.ApprovalHost}/approvals?context=1&code=2", other, out var elsewhere, out _));
        Assert.NotEqual(elsewhere, link);
    }

    [Fact]
    public void Certificates_are_one_by_their_ids_and_by_their_ARNs_where_both_have_one()
    {
        var arn = Valid.Arn;
        var strangers = CertificateArn.Parse($"arn:aws:acm:eu-west-1:999988887777:certificate/{MailDraft.CertificateId}");
        Assert.Equal(new CertificateName(arn.Id, null), new CertificateName(arn.Id, arn));
        Assert.Equal(new CertificateName(arn.Id, arn), new CertificateName(arn.Id, null));
        Assert.Equal(new CertificateName(arn.Id, arn), new CertificateName(arn.Id, Valid.Arn));
        Assert.NotEqual(new CertificateName(arn.Id, arn), new CertificateName(arn.Id, strangers));
        Assert.NotEqual(new CertificateName(arn.Id, null), new CertificateName(Guid.Parse(OtherId), null));
        Assert.False(new CertificateName(arn.Id, arn).Equals(null));
    }

    [Fact]
    public void Another_region_in_the_ARN_than_in_the_line_contradicts() =>
        Valid
            .Decide(Valid.Mail with { Certificate = $"arn:aws:acm:us-east-1:111122223333:certificate/{MailDraft.CertificateId}" })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void Of_a_fact_that_is_stated_twice_nothing_is_taken_from_the_ARN()
    {
        Assert.Null((Valid.Mail with { Text = t => $"{t}\nAWS Region name: us-east-1\n" }).Read()!.Region);
        Assert.Null((Valid.Mail with { Text = t => $"{t}\nAWS account ID: 444455556666\n" }).Read()!.Account);
    }

    [Fact]
    public void That_the_first_value_comes_again_does_not_mend_a_contradiction() =>
        Valid
            .Decide(Valid.Mail with { Text = t => $"{t}\nDomain: other.example.com\nDomain: WWW.example.com\n" })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData("AWS account ID:\nnobody")]
    [InlineData("AWS account ID:\n: nobody")]
    [InlineData("AWS account ID\n: nobody")]
    public void What_stands_below_a_label_with_a_colon_is_its_value_whatever_it_is(string lines) =>
        Valid.Decide(Valid.Mail with { Text = t => $"{t}\n{lines}\n" }).IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void A_label_has_at_most_80_characters(int length, bool isLabel)
    {
        var label = "AWS" + new string(' ', length - "AWSaccount ID".Length) + "account ID";
        var mail = Valid.Mail with { Text = t => $"{t}\n{label}: 444455556666\n" };
        Assert.Equal(isLabel, mail.Read()!.Contradictions.Count > 0);
    }

    [Fact]
    public void What_is_wrong_is_told_in_the_order_of_the_mail()
    {
        static string Without(string text) => text.Replace("AWS Region name:", "-", StringComparison.Ordinal);
        var half = Valid.Mail with { HasHtml = false, Link = "https://docs.example/", Text = Without };
        AssertAbout(half.Read()!.Missing, "region", "link");
        var twice = Valid.Mail with { Text = t => $"{t}\nDomain: other.example.com\nhttps://evil.example/approvals\n" };
        AssertAbout(twice.Read()!.Contradictions, "domain", "links");

        static void AssertAbout(IReadOnlyList<string> phrases, string first, string second) =>
            Assert.Collection(
                phrases,
                p => Assert.Contains(first, p, StringComparison.Ordinal),
                p => Assert.Contains(second, p, StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData("Domain:")]
    [InlineData("Certificate Identifier:")]
    [InlineData("/approvals?")]
    public void A_mail_without_one_of_its_three_parts_makes_no_claim(string part)
    {
        string Without(string text) => text.Replace(part, "-", StringComparison.Ordinal);
        Assert.Null((Valid.Mail with { Text = Without, Html = Without }).Read()!.Claim);
    }

    [Fact]
    public void The_accounts_that_a_mail_claims_come_first()
    {
        var stranger = AccountId.Parse("999988887777");
        var mail = Valid.Mail.Read()! with { NoticedCertificates = [Valid.Arn], NamedAccounts = [stranger, Valid.Arn.Account] };
        Assert.Equal([Valid.Arn.Account, stranger], mail.Accounts);
    }

    [Theory]
    [InlineData("Certificates renew themselves.", Kind.New)]
    [InlineData("ACM could not renew the existing certificate.", Kind.Renewal)]
    public void A_renewal_is_known_by_its_sentences_and_not_by_a_word(string sentence, Kind kind) =>
        Assert.Equal(kind, (Valid.Mail with { Text = t => $"{t}\n{sentence}\n" }).Read()!.Kind);

    [Theory]
    [InlineData("{0}\nTo renew\n")]
    [InlineData("https://docs.example/ {0}")]
    [InlineData("://\n{0}")]
    public void A_text_may_begin_or_end_with_half_of_what_is_looked_for(string text)
    {
        var mail = Valid.Mail with { HasHtml = false, Text = t => text.Replace("{0}", t, StringComparison.Ordinal) };
        Assert.Equal(Valid.Link, mail.Read()!.Link);
    }

    [Fact]
    public void Mail_without_any_mark_and_any_certificate_claims_nothing() =>
        Assert.Null(Read("From: a@example.org\r\nSubject: holiday\r\n\r\nsee https://photos.example.org/"));

    [Fact]
    public void A_mail_that_only_its_sender_marks_is_of_an_unknown_kind() =>
        Assert.Equal(Kind.Unknown, Read("From: no-reply@certificates.amazon.com\r\nSubject: hello\r\n\r\nhello")!.Kind);

    [Fact]
    public void An_ARN_is_found_as_a_texts_first_and_last_word()
    {
        var arn = Valid.Arn.ToString();
        Assert.Equal([Valid.Arn], Read($"From: a@amazon.com\r\nSubject: x\r\n\r\n{arn}")!.NoticedCertificates);
        Assert.Equal([Valid.Arn], Read($"From: a@amazon.com\r\nSubject: x\r\n\r\n({arn}).")!.NoticedCertificates);
    }

    [Fact]
    public void Of_many_certificates_twenty_are_noticed()
    {
        var arns = Enumerable.Range(0, 21).Select(i => Valid.Arn.ToString().Replace("00000000c0de", $"{i:d12}", StringComparison.Ordinal));
        Assert.Equal(20, Read($"From: a@amazon.com\r\nSubject: x\r\n\r\n{string.Join(' ', arns)}")!.NoticedCertificates.Count);
    }

    private static ValidationMail? Read(string mail) =>
        ClaimReader.Read(MailReader.Read(new StoredMail(new MailSource("b", "k"), Encoding.ASCII.GetBytes(mail), mail.Length, Valid.Now)));

    private static ApprovalLink Parse(string text) =>
        ApprovalLink.TryParse(text, Region, out var link, out var problem) ? link : throw new FormatException(problem);
}

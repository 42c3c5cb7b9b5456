using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>A mail that asks for a second name, however its sentence goes on, contradicts itself.</summary>
public sealed class SecondSentenceTests
{
    private const string Sentence = "We received a request to issue an SSL/TLS certificate for";

    public static TheoryData<string> OtherNames =>
        [
            "other.example.com.",
            "other.example.com",
            "other.example.com,",
            "*.example.com.",
            ": other.example.com.",
            "'other.example.com'.",
            "\"other.example.com\".",
            "(other.example.com).",
            "<other.example.com>",
            "the domain other.example.com.",
            "the name 'other.example.com' and its subdomains.",
            "\nother.example.com.",
            "\u00a0other.example.com",
            "\n\n   other.example.com",
            "m\u00fcnchen.example.",
            "the domain m\u00fcnchen.example.",
            "www.example.com and other.example.com.",
            "www.example.com, other.example.com.",
            "- other.example.com",
            "other\u3002example\u3002com",
        ];

    public static TheoryData<string> SameNames =>
        [
            "www.example.com.",
            "WWW.EXAMPLE.COM",
            "www.example.com, which you requested.",
            "the domain www.example.com.",
            "your domain.",
            "",
            "the name 'www.example.com'\nand no other.example.com below.",
            "www.example.com. See https://docs.aws.amazon.com/acm/ for more.",
            "www.example.com. See docs.aws.amazon.com for more.",
            "www.example.com. This email is a request to validate ownership.",
        ];

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void In_the_text_it_is_a_contradiction(string rest) =>
        Valid.Decide(Valid.Mail with { Text = t => $"{t}\n{Sentence} {rest}\n" }).IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void Before_the_first_it_is_a_contradiction(string rest) =>
        Valid.Decide(Valid.Mail with { Text = t => $"{Sentence} {rest}\n{t}" }).IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void In_the_HTML_it_is_a_contradiction(string rest) =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Html = h =>
                        h.Replace(
                            "</body>",
                            $"<p>{Sentence} <b>{System.Net.WebUtility.HtmlEncode(rest)}</b></p></body>",
                            StringComparison.Ordinal
                        ),
                }
            )
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    public void Without_a_space_before_the_name_it_is_a_contradiction(string between) =>
        Valid
            .Decide(Valid.Mail with { Text = t => $"{t}\n{Sentence}{between}other.example.com.\n" })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [MemberData(nameof(SameNames))]
    public void The_same_name_again_is_none(string rest) =>
        Valid.Decide(Valid.Mail with { Text = t => $"{t}\n{Sentence} {rest}\n" }).IsApproved();
}

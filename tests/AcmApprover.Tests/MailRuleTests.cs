using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>One thing broken in a mail that is right in everything else, and exactly the reason for it.</summary>
public sealed class MailRuleTests
{
    [Fact]
    public void The_whole_case_holds() => Valid.Decide().IsApproved();

    [Fact]
    public void A_mail_over_the_limit_is_unreadable()
    {
        var stored = Valid.Mail.Store();
        var mail = ClaimReader.Read(MailReader.Read(stored with { Length = 40_000_000 }))!;
        var refer = Walk.Decide(mail, null, null, Valid.Policy, Valid.Now).IsReferredFor(ReasonCode.MailUnreadable);
        Assert.Contains("40,000,000", refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_mail_over_the_limit_is_ignored()
    {
        var stored = MailDraftReading.StoreBytes("From: a@example.org\r\nSubject: holiday pictures\r\n\r\nsee them"u8.ToArray());
        Assert.Null(ClaimReader.Read(MailReader.Read(stored with { Length = 40_000_000 })));
    }

    [Theory]
    [InlineData("Content-Type: application/octet-stream\r\n\r\nnothing to read")]
    [InlineData("Content-Type: text/plain; charset=no-such-charset\r\nContent-Disposition: attachment\r\n\r\nnothing to read")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x--\r\n")]
    public void A_body_without_text_is_unreadable(string body)
    {
        var whole = Encoding.Latin1.GetString(Valid.Mail.ToBytes());
        var mail = MailDraftReading.StoreBytes(
            Encoding.Latin1.GetBytes(whole[..(whole.IndexOf("\r\nContent-Type:", StringComparison.Ordinal) + 2)] + body)
        );
        Walk.Decide(ClaimReader.Read(MailReader.Read(mail))!, null, null, Valid.Policy, Valid.Now).IsReferredFor(ReasonCode.MailUnreadable);
    }

    /// <summary>What is written in no charset that is known is read as the ASCII that mail's charsets have in common, or not at
    /// all.</summary>
    [Fact]
    public void Text_of_an_unknown_charset_is_read_where_it_is_plain_and_unreadable_where_it_is_not()
    {
        Assert.IsType<Step.AskAcm>(Decide(WithCharset("unknown-8bit", t => t)));
        Decide(WithCharset("no-such-charset", t => string.Concat(t.Select(c => $"\0{c}")))).IsReferredFor(ReasonCode.MailUnreadable);

        static string WithCharset(string charset, Func<string, string> encode)
        {
            var text = Encoding.Latin1.GetString((Valid.Mail with { Text = t => $"{{{t}}}" }).ToBytes());
            var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.IndexOf('}', StringComparison.Ordinal));
            return (text[..start] + encode(text[(start + 1)..end]) + text[(end + 1)..]).Replace(
                "text/plain; charset=utf-8",
                $"text/plain; charset={charset}",
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Of the two, one mail program would show the text by the first, and another by the last.</summary>
    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8")]
    [InlineData("Content-Type: text/plain; charset=utf-8", "Content-Disposition: inline\r\nContent-Disposition: attachment")]
    [InlineData("Content-Transfer-Encoding: 7bit", "content-transfer-encoding: base64")]
    [InlineData("Content-Type: multipart/alternative", "Content-Type: text/plain")]
    public void A_part_that_says_twice_what_it_is_is_unreadable(string header, string added) =>
        Decide(Whole.Replace(header, $"{added}\r\n{header}", StringComparison.Ordinal)).IsReferredFor(ReasonCode.MailUnreadable);

    [Fact]
    public void A_part_that_says_twice_what_it_is_does_not_hide_a_validation_mail_that_only_its_text_tells() =>
        Decide(
                Whole
                    .Replace("Certificate request for", "Hello", StringComparison.Ordinal)
                    .Replace("@certificates.amazon.com>", "@mail.amazon.com>", StringComparison.Ordinal)
                    .Replace("header.i=@certificates.amazon.com", "header.i=@mail.amazon.com", StringComparison.Ordinal)
                    .Replace("Content-Type: text/plain", "Content-Type: text/plain\r\nContent-Type: text/plain", StringComparison.Ordinal)
            )
            .IsReferredFor(ReasonCode.MailUnreadable);

    [Fact]
    public void A_mail_that_ends_in_the_middle_of_a_header_is_unreadable_and_not_passed_over() =>
        Decide(Whole[..(Whole.IndexOf("\r\nMIME-Version:", StringComparison.Ordinal) + 6)]).IsReferredFor(ReasonCode.MailUnreadable);

    [Fact]
    public void A_part_can_have_as_long_headers_as_a_message_but_no_endless_ones()
    {
        Assert.IsType<Step.AskAcm>(Decide(WithPartHeader(64 * 1024 - 200)));
        Decide(WithPartHeader(72 * 1024)).IsReferredFor(ReasonCode.MailUnreadable);

        static string WithPartHeader(int length) =>
            Whole.Replace(
                "Content-Transfer-Encoding: 7bit",
                $"Content-Transfer-Encoding: 7bit\r\nX: {new string('a', length)}",
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("Domain: ", "Domain name is ")]
    [InlineData("AWS account ID: ", "Account ")]
    [InlineData("AWS Region name: ", "Where: ")]
    [InlineData("Certificate Identifier: ", "Certificate ")]
    public void A_field_that_is_not_there_is_missing(string label, string other) =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Text = t => t.Replace(label, other, StringComparison.Ordinal),
                    Html = h => h.Replace(label, other, StringComparison.Ordinal),
                }
            )
            .IsReferredFor(ReasonCode.MailIncomplete);

    [Fact]
    public void A_mail_without_a_link_is_incomplete() =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Text = NoLink,
                    Html = h =>
                        NoLink(h)
                            .Replace("Approvals", "Things", StringComparison.Ordinal)
                            .Replace("approval_url", "u", StringComparison.Ordinal),
                }
            )
            .IsReferredFor(ReasonCode.MailIncomplete);

    [Theory]
    [InlineData("not a domain")]
    [InlineData("localhost")]
    [InlineData("example..com")]
    public void A_domain_that_is_none_is_missing(string domain)
    {
        var refer = Valid
            .Decide(Valid.Mail with { Domain = domain, Subject = "Your certificate" })
            .IsReferredFor(ReasonCode.MailIncomplete);
        Assert.Contains($"'{domain}'", refer.Reasons[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1111222233")]
    [InlineData("1111-22223333")]
    [InlineData("11112222333x")]
    public void An_account_that_is_none_is_missing(string account) =>
        Valid
            .Decide(Valid.Mail with { Account = account, Certificate = Valid.Arn.ToString() })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData("Domain: www.example.com", "Domain: evil.example.org")]
    [InlineData("AWS account ID: 111122223333", "AWS account ID: 444455556666")]
    [InlineData("AWS Region name: eu-west-1", "AWS Region name: us-east-1")]
    [InlineData("certificate/3b4d78e1", "certificate/4b4d78e1")]
    [InlineData("certificate for www.example.com", "certificate for example.com")]
    public void A_text_part_that_differs_from_the_HTML_part_contradicts(string from, string to) =>
        Valid
            .Decide(Valid.Mail with { Text = t => t.Replace(from, to, StringComparison.Ordinal) })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData("<p>{0}</p>")]
    [InlineData("<p x\">{0}</p>")]
    [InlineData("<p title='a>b' y=\">\">{0}</p>")]
    [InlineData("<script>var x;</script ><p>{0}</p>")]
    [InlineData("<STYLE>p { }</Style\n><p>{0}</p>")]
    [InlineData("<!--><p>{0}</p>")]
    [InlineData("<!-- x --><p>{0}</p>")]
    [InlineData("<p hidden>{0}</p>")]
    [InlineData("<table><tr><td>AWS account ID:</td><td>444455556666</td></tr></table>")]
    [InlineData("<p>AWS acc&#111;unt ID&#58;\n<b>4444</b>55556666</p>")]
    public void What_HTML_shows_in_whatever_way_is_read(string html) =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Html = h =>
                        h.Replace(
                            "<p>Sincerely",
                            html.Replace("{0}", "AWS account ID: 444455556666", StringComparison.Ordinal) + "<p>Sincerely",
                            StringComparison.Ordinal
                        ),
                }
            )
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Theory]
    [InlineData("<!-- {0} -->")]
    [InlineData("<script>{0}</script>")]
    [InlineData("<p title=\"{0}\"></p>")]
    public void What_no_reader_is_shown_is_not(string html) =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Html = h =>
                        h.Replace(
                            "<p>Sincerely",
                            html.Replace("{0}", "\nAWS account ID: 444455556666\n", StringComparison.Ordinal) + "<p>Sincerely",
                            StringComparison.Ordinal
                        ),
                }
            )
            .IsApproved();

    [Fact]
    public void A_repeated_field_with_another_value_contradicts() =>
        Valid.Decide(Valid.Mail with { Text = t => t + "\nDomain: other.example.com\n" }).IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void A_repeated_field_with_the_same_value_does_not() =>
        Valid.Decide(Valid.Mail with { Text = t => t + "\nDomain: WWW.Example.com\nAWS account ID: 1111-2222-3333\n" }).IsApproved();

    [Fact]
    public void Another_domain_in_the_subject_contradicts() =>
        Valid
            .Decide(Valid.Mail with { Subject = "Certificate request for shop.example.com" })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void Another_account_in_the_ARN_than_in_the_line_contradicts() =>
        Valid
            .Decide(Valid.Mail with { Certificate = $"arn:aws:acm:eu-west-1:444455556666:certificate/{Valid.CertificateId}" })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void Another_account_in_a_later_ARN_than_in_the_line_contradicts() =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Certificate = Valid.CertificateId,
                    Html = h =>
                        h.Replace(
                            Valid.CertificateId,
                            $"arn:aws:acm:eu-west-1:444455556666:certificate/{Valid.CertificateId}",
                            StringComparison.Ordinal
                        ),
                }
            )
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void Another_link_in_the_HTML_part_contradicts()
    {
        var mail = Valid.Mail with { HtmlLink = "https://approve.example.net/approvals?code=1&context=2" };
        Valid.Decide(mail).IsReferredFor(ReasonCode.MailContradictsItself);
    }

    [Fact]
    public void Another_link_behind_the_words_in_the_HTML_part_contradicts() =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Html = h =>
                        h.Replace(
                            "href=\"https://eu-west-1.acm-certificates.amazon.com/approvals",
                            "href=\"https://cheap.example.net/go",
                            StringComparison.Ordinal
                        ),
                }
            )
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void The_same_link_with_another_code_contradicts() =>
        Valid
            .Decide(Valid.Mail with { HtmlLink = Valid.Mail.LinkOrDefault.Replace("c0dec0de", "c0dec0df", StringComparison.Ordinal) })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    [Fact]
    public void A_link_lives_for_72_hours_and_no_second_longer()
    {
        var mail = Valid.Mail.Read()!;
        Assert.Empty(MailRules.Check(mail, Valid.Policy, MailDraft.Received.AddHours(72)));
        Walk.Decide(mail, null, null, Valid.Policy, MailDraft.Received.AddHours(72).AddSeconds(1)).IsReferredFor(ReasonCode.LinkExpired);
    }

    [Fact]
    public void The_time_of_receipt_is_SES_own_and_not_the_senders()
    {
        var mail = Valid.Mail with
        {
            ReceivedAt = MailDraft.Received.AddDays(-4),
            SenderHeaders = ["Received: from x by y for admin@example.com; Mon, 23 Nov 2026 11:00:00 +0000"],
        };
        Valid.Decide(mail).IsReferredFor(ReasonCode.LinkExpired);
    }

    [Fact]
    public void A_strangers_account_is_an_alert() =>
        Valid.Decide(Valid.Mail with { Account = "999988887777" }).IsReferredFor(Severity.Alert, ReasonCode.AccountNotTrusted);

    [Fact]
    public void A_strangers_account_in_a_mail_of_no_proven_sender_is_a_warning() =>
        Valid
            .Decide(Valid.Mail with { Account = "999988887777", Virus = "FAIL" })
            .IsReferredFor(ReasonCode.SenderNotAuthenticated, ReasonCode.AccountNotTrusted);

    [Fact]
    public void A_strangers_account_with_a_link_to_elsewhere_is_an_alert() =>
        Valid
            .Decide(Valid.Mail with { Account = "999988887777", Link = "https://evil.example.net/approvals?code=1&context=2" })
            .IsReferredFor(Severity.Alert, ReasonCode.LinkUntrusted, ReasonCode.AccountNotTrusted);

    [Theory]
    [InlineData("example.org")]
    [InlineData("badexample.com")]
    [InlineData("example.com.example.org")]
    public void A_domain_that_no_pattern_allows_is_refused(string domain) =>
        Valid
            .Decide(Valid.Mail with { Domain = domain, To = [$"admin@{domain}"], DeliveredTo = $"admin@{domain}" })
            .IsReferredFor(ReasonCode.DomainNotAllowed);

    [Fact]
    public void A_pattern_below_a_name_does_not_allow_the_name_itself() =>
        Valid
            .Decide(Valid.Mail with { Domain = "example.com" }, policy: Valid.Policy with { Domains = [Valid.DomainOf("*.example.com")] })
            .IsReferredFor(ReasonCode.DomainNotAllowed);

    [Fact]
    public void Every_rule_of_the_stage_that_fails_is_reported()
    {
        var mail = Valid.Mail with
        {
            Account = "999988887777",
            Domain = "example.org",
            Virus = "FAIL",
            Link = "http://eu-west-1.acm-certificates.amazon.com/approvals?code=1&context=2",
            ReceivedAt = MailDraft.Received.AddDays(-9),
        };
        Valid
            .Decide(mail)
            .IsReferredFor(
                ReasonCode.SenderNotAuthenticated,
                ReasonCode.RecipientNotSystemAddress,
                ReasonCode.LinkUntrusted,
                ReasonCode.LinkExpired,
                ReasonCode.AccountNotTrusted,
                ReasonCode.DomainNotAllowed
            );
    }

    private static string NoLink(string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            text,
            "https://[^\\s)\"<]+",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    private static string Whole => Encoding.Latin1.GetString(Valid.Mail.ToBytes());

    private static Step Decide(string mail) =>
        Walk.Decide(
            ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(Encoding.Latin1.GetBytes(mail))))!,
            null,
            null,
            Valid.Policy,
            Valid.Now
        );
}

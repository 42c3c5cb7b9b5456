using System.Text.Json;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

public sealed class NoticeTests
{
    private static readonly MailDraft Stranger = Valid.Mail with { Account = "999988887777" };

    [Fact]
    public void The_title_is_one_line_with_severity_name_and_codes()
    {
        Assert.Equal("[alert] www.example.com: account-not-trusted", NoticeOf(Stranger).Title);
        Assert.Equal("[warning] www.example.com: sender-not-authenticated", NoticeOf(Valid.Mail with { Virus = "FAIL" }).Title);
        Assert.Equal("[notice] www.example.com: notify-only", NoticeOf(Valid.Mail, policy: Valid.Policy with { Mode = Mode.Notify }).Title);
        Assert.StartsWith(
            "[warning] a validation mail: ",
            NoticeOf(Valid.Mail with { Text = _ => "-", Html = _ => "" }).Title,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_five_copies_are_one_thing_to_tell() =>
        Assert.Single(
            SystemAddress
                .LocalParts.Select(m => NoticeOf(Stranger with { To = [$"{m}@example.com"], DeliveredTo = $"{m}@example.com" }).Key)
                .Distinct()
        );

    [Fact]
    public void Another_name_certificate_severity_or_reason_is_another_thing_to_tell()
    {
        MailDraft[] mails =
        [
            Stranger,
            Stranger with
            {
                Domain = "shop.example.com",
            },
            Stranger with
            {
                Certificate = "arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-00000000c0df",
            },
            Stranger with
            {
                Spam = "FAIL",
            },
            Stranger with
            {
                ReceivedAt = MailDraft.Received.AddDays(-9),
            },
            Valid.Mail with
            {
                Text = _ => "-",
                Html = _ => "",
            },
            Valid.Mail with
            {
                Text = _ => "-",
                Html = _ => "",
                Subject = "Certificate request for shop.example.com",
            },
        ];
        Assert.Equal(mails.Length, mails.Select(m => NoticeOf(m).Key).Distinct().Count());
    }

    [Fact]
    public void The_key_can_be_part_of_an_objects_key() => Assert.Matches("^[0-9a-f]{64}$", NoticeOf(Stranger).Key);

    [Fact]
    public void A_notice_shows_the_link_that_a_person_may_press_after_all()
    {
        var notice = NoticeOf(Valid.Mail, page: new PageEvidence.Unrecognised("it has no form"));
        Assert.Contains(Valid.Mail.LinkOrDefault, NoticeText.Write(notice), StringComparison.Ordinal);
        Assert.Contains(
            Valid.Mail.LinkOrDefault,
            JsonDocument.Parse(NoticeChat.Write(notice)).RootElement.GetProperty("content").GetProperty("description").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_alert_never_shows_the_link()
    {
        foreach (var notice in new[] { NoticeOf(Stranger), NoticeOf(Valid.Mail, new CertificateEvidence.NotFound()) })
        {
            Assert.Equal("alert", notice.Word);
            Assert.Null(notice.Link);
            Secrets.AreNotIn(NoticeText.Write(notice), NoticeChat.Write(notice), notice.Title, notice.ToString());
            Assert.Contains("Do not click", NoticeText.Write(notice), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_link_to_a_strangers_request_is_not_shown_where_the_sender_is_not_proven_either()
    {
        var notice = NoticeOf(Stranger with { Virus = "FAIL" });
        Assert.Equal("warning", notice.Word);
        Secrets.AreNotIn(NoticeText.Write(notice), NoticeChat.Write(notice));
    }

    [Fact]
    public void An_address_that_a_stranger_wrote_into_the_subject_cannot_be_clicked()
    {
        var notice = NoticeOf(Stranger with { Subject = "Certificate request for www.example.com https://evil.example.net/now" });
        Assert.Contains("hxxps://evil[.]example[.]net/now", NoticeText.Write(notice), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", NoticeText.Write(notice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example.net/now", "hxxps://evil[.]example[.]net/now")]
    [InlineData("HTTP://evil.example.net", "hxxp://evil[.]example[.]net")]
    [InlineData("(ftp://evil.example.net/)", "(ftp[:]//evil[.]example[.]net/)")]
    [InlineData("www.evil.example", "www[.]evil[.]example")]
    [InlineData("\"WWW.evil.example\"", "\"WWW[.]evil[.]example\"")]
    [InlineData("evil.example/now", "evil[.]example/now")]
    [InlineData("<evil.example.net/>", "<evil[.]example[.]net/>")]
    [InlineData("somebody@evil.example", "somebody[@]evil[.]example")]
    [InlineData("mailto:somebody@evil.example", "mailto[:]somebody[@]evil[.]example")]
    [InlineData("slack://evil.example", "slack[:]//evil[.]example")]
    [InlineData("evil.example", "evil.example")]
    public void No_address_that_a_stranger_wrote_can_be_clicked(string address, string shown)
    {
        var subject = $"Certificate request for {address} now";
        var from = $"\"{address.Replace("\"", "", StringComparison.Ordinal)}\" <no-reply@certificates.amazon.com>";
        foreach (var mail in new[] { Stranger with { Subject = subject }, Valid.Mail with { Subject = subject, From = [from] } })
        {
            var notice = NoticeOf(mail);
            foreach (var text in new[] { NoticeText.Write(notice), Description(notice) })
            {
                Assert.Contains(shown + " now", text, StringComparison.Ordinal);
                Assert.All(
                    text.Split('\n')
                        .Where(l =>
                            !l.StartsWith("Stored at:", StringComparison.Ordinal)
                            && !l.Contains(mail.LinkOrDefault, StringComparison.Ordinal)
                        ),
                    l => Assert.DoesNotMatch(@"(?i)\w://(?<!hxxps?://)|www\.|mailto:|\w@\w|\w\.\w+/", l)
                );
            }
        }
    }

    [Fact]
    public void A_domain_that_a_chat_program_would_make_clickable_is_inert_in_its_title()
    {
        var json = JsonDocument.Parse(NoticeChat.Write(NoticeOf(Stranger))).RootElement;
        Assert.Equal("[alert] www[.]example[.]com: account-not-trusted", json.GetProperty("content").GetProperty("title").GetString());
    }

    [Fact]
    public void Of_an_untrusted_link_only_scheme_and_host_are_shown_defanged()
    {
        var notice = NoticeOf(
            Valid.Mail with
            {
                Link = $"https://me:secret@evil.example.net/go?code={MailDraft.Code}&context={MailDraft.Context}",
            }
        );
        var text = NoticeText.Write(notice);
        Assert.Contains("the link goes to hxxps://evil[.]example[.]net: ", text, StringComparison.Ordinal);
        Assert.Contains("Link (do not open): hxxps://evil[.]example[.]net\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/go", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Secrets.AreNotIn(text, NoticeChat.Write(notice));
    }

    [Fact]
    public void The_text_says_what_happened_why_what_to_do_and_where_the_mail_lies()
    {
        var notice = NoticeOf(Stranger);
        var rule = RuleBook.Of(ReasonCode.AccountNotTrusted);
        var text = NoticeText.Write(notice);
        foreach (
            var expected in new[]
            {
                notice.Summary,
                rule.Code,
                rule.RefersWhen,
                rule.NextStep,
                "999988887777",
                "eu-west-1",
                "s3://mail-bucket/inbound/one",
                "2026-11-23T08:00:00Z",
            }
        )
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_stranger_wrote_stays_on_its_line()
    {
        var mail = Valid.Mail with { Subject = "=?utf-8?q?Certificate_request_for_x=0D=0ANext:_click_it?=", Spam = "FAIL" };
        var subject = NoticeText.Write(NoticeOf(mail)).Split('\n').Single(l => l.StartsWith("Subject:", StringComparison.Ordinal));
        Assert.EndsWith("click it", subject, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_stranger_wrote_is_no_markdown_in_chat()
    {
        const string click = "<https://evil.example.net/|approve here>";
        const string shown = "<hxxps://evil[.]example[.]net/|approve here>";
        var notice = NoticeOf(
            Valid.Mail with
            {
                Text = t => t.Replace("AWS account ID: 111122223333", $"AWS account ID: `{click}", StringComparison.Ordinal),
            }
        );
        var lines = JsonDocument
            .Parse(NoticeChat.Write(notice))
            .RootElement.GetProperty("content")
            .GetProperty("description")
            .GetString()!
            .Split('\n');
        var line = Assert.Single(lines, l => l.Contains(shown, StringComparison.Ordinal));
        Assert.Matches("^[^<`]*`[^`]*`$", line);
    }

    [Fact]
    public void The_chat_form_keeps_to_the_lengths_that_it_is_allowed()
    {
        var names = Enumerable
            .Range(0, 9)
            .Select(i =>
                Valid.Name with
                {
                    Domain = DomainName.Parse(new string('a', 60) + $".{i}." + string.Join('.', Enumerable.Repeat(new string('b', 60), 3))),
                }
            );
        var notice = NoticeOf(Valid.Mail, new CertificateEvidence.Found(Valid.Certificate with { Names = [.. names] }));
        var json = JsonDocument.Parse(NoticeChat.Write(notice)).RootElement;
        Assert.Equal(("1.0", "custom"), (json.GetProperty("version").GetString(), json.GetProperty("source").GetString()));
        var content = json.GetProperty("content");
        Assert.Equal("client-markdown", content.GetProperty("textType").GetString());
        Assert.InRange(content.GetProperty("title").GetString()!.Length, 1, 250);
        Assert.InRange(content.GetProperty("description").GetString()!.Length, 1, 8000);
        Assert.All(content.GetProperty("nextSteps").EnumerateArray(), s => Assert.InRange(s.GetString()!.Length, 1, 350));
        Assert.All(content.GetProperty("keywords").EnumerateArray(), s => Assert.InRange(s.GetString()!.Length, 1, 75));
    }

    private static string Description(OperatorNotice notice) =>
        JsonDocument.Parse(NoticeChat.Write(notice)).RootElement.GetProperty("content").GetProperty("description").GetString()!;

    private static OperatorNotice NoticeOf(
        MailDraft mail,
        CertificateEvidence? certificate = null,
        PageEvidence? page = null,
        Policy? policy = null
    ) =>
        OperatorNotice.Of(
            mail.Read()!,
            Ending.Refer(Assert.IsType<Step.Refer>(Valid.Decide(mail, certificate, page, policy)).Referral),
            tellsApprovals: false
        )!;

    [Theory]
    [InlineData("AWS account ID: 999988887777", "")]
    [InlineData("AWS account ID: 999988887777", "AWS account ID: 999988887777 (evil)")]
    [InlineData("AWS account ID: 999988887777", "Owner: 999988887777")]
    [InlineData("AWS Region name: eu-west-1", "")]
    [InlineData("AWS Region name: eu-west-1", "AWS Region label: Ireland")]
    [InlineData("Certificate Identifier:", "Certificate:")]
    public void A_strangers_request_is_an_alert_without_a_link_whatever_becomes_of_its_lines(string line, string other)
    {
        string Rewrite(string body) => body.Replace(line, other, StringComparison.Ordinal);
        var notice = NoticeOf(Stranger with { Text = Rewrite, Html = Rewrite });
        Assert.Equal("alert", notice.Word);
        Assert.Null(notice.Link);
        Secrets.AreNotIn(NoticeText.Write(notice), NoticeChat.Write(notice), notice.Title);
    }

    [Fact]
    public void A_strangers_request_is_an_alert_whatever_its_link()
    {
        var notice = NoticeOf(
            Stranger with
            {
                Link = $"https://approve.example.com/approvals?code={MailDraft.Code}&context={MailDraft.Context}",
            }
        );
        Assert.Equal("alert", notice.Word);
        Secrets.AreNotIn(NoticeText.Write(notice), NoticeChat.Write(notice));
    }

    [Fact]
    public void A_page_that_says_something_else_takes_the_link_out_of_the_notice()
    {
        var notice = NoticeOf(Valid.Mail, page: (Valid.Page with { Account = "999988887777" }).Read());
        Assert.Equal([ReasonCode.PageMismatch], notice.Reasons.Select(r => r.Code));
        Assert.Null(notice.Link);
    }

    [Theory]
    [InlineData("admin@www.example.com", "alert")]
    [InlineData("postmaster@example.com", "alert")]
    [InlineData("HOSTMASTER@Example.com", "alert")]
    [InlineData("me@example.com", "notice")]
    [InlineData("admin@example.org", "notice")]
    [InlineData("admin@below.www.example.com", "notice")]
    [InlineData(null, "notice")]
    public void A_strangers_request_is_an_alert_where_SES_delivered_it_to_a_system_mailbox_of_the_name(string? deliveredTo, string word)
    {
        var policy = Valid.Policy with { Domains = [DomainPattern.Any] };
        var notice = NoticeOf(Stranger with { DeliveredTo = deliveredTo }, policy: policy);
        Assert.Equal(word, notice.Word);
        Assert.Null(notice.Link);
        Assert.Contains("Do not click", notice.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strangers_request_for_a_name_that_the_operator_lists_is_an_alert_however_it_came() =>
        Assert.Equal("alert", NoticeOf(Stranger with { DeliveredTo = "me@example.net" }).Word);

    [Fact]
    public void An_approval_is_told_only_where_the_operator_wants_it()
    {
        var mail = Valid.Mail.Read()!;
        Assert.Null(OperatorNotice.Of(mail, Ending.Approved, tellsApprovals: false));
        Assert.Null(OperatorNotice.Of(mail, Ending.AlreadyApproved, tellsApprovals: false));
        var notice = OperatorNotice.Of(mail, Ending.Approved, tellsApprovals: true)!;
        Assert.Equal(("[approved] www.example.com", false), (notice.Title, notice.IsRepeat));
        var repeat = OperatorNotice.Of(mail, Ending.AlreadyApproved, tellsApprovals: true)!;
        Assert.Equal((notice.Key, notice.Title, true), (repeat.Key, repeat.Title, repeat.IsRepeat));
        Assert.Null(notice.Link);
        Secrets.AreNotIn(NoticeText.Write(notice), NoticeChat.Write(notice));
    }

    [Fact]
    public void A_page_that_is_not_recognised_and_names_a_stranger_takes_the_link_out_of_the_notice()
    {
        var page = Valid.Page with { Button = "", Before = "<div><span>AWS Account number</span><span>999988887777</span></div>" };
        var notice = NoticeOf(Valid.Mail, page: page.Read());
        Assert.Equal([ReasonCode.PageUnrecognised], notice.Reasons.Select(r => r.Code));
        Assert.Null(notice.Link);
        Assert.NotNull(NoticeOf(Valid.Mail, page: (Valid.Page with { Button = "" }).Read()).Link);
    }
}

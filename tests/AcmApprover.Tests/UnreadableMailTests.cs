using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What cannot be taken apart is known for a validation mail by its bytes; other mail of the same kind is ignored.</summary>
public sealed class UnreadableMailTests
{
    private const string Sentence = "We received a request to issue an SSL/TLS certificate for www.example.com.";
    private const string Link = "https://eu-west-1.acm-certificates.amazon.com/approvals?code=1&context=2";
    private const string Arn = $"arn:aws:acm:eu-west-1:999988887777:certificate/{Valid.CertificateId}";
    private const string ForwardedHead = "From: Somebody <somebody@example.net>\r\nTo: admin@example.com\r\nSubject: Fwd: please see\r\n";
    private const string Plain = "Content-Type: text/plain; charset=utf-8\r\n";
    private const string Html = "Content-Type: text/html; charset=utf-8\r\n";

    private static readonly string ManyHeaders = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"X-{i}: y\r\n"));
    private static readonly string LongHeader = "X-Long: " + new string('a', 500_000) + "\r\n";
    private static readonly string FoldedHeader = "X-Long:" + Repeat(" " + new string('a', 900) + "\r\n", 500_000);
    private static readonly string Attachment = Repeat(new string('A', 76) + "\r\n", 2 * StoredMail.SizeLimit);

    /// <summary>Each with the mark that it is known by and, in its place, what other mail has.</summary>
    private static readonly Dictionary<string, (Func<string, string> Mail, string Mark, string Other)> Mails = new()
    {
        ["the subject below 60,000 headers"] = (
            mark => $"{ManyHeaders}From: a@example.net\r\nSubject: {mark} www.example.com\r\n{Plain}\r\nx\r\n",
            "Certificate request for",
            "Questions about"
        ),
        ["an encoded subject below a header of 500 KB"] = (
            mark => $"{LongHeader}From: a@example.net\r\nSubject: =?utf-8?B?{Base64(mark + " www.example.com")}?=\r\n{Plain}\r\nx\r\n",
            "Certificate request for",
            "Questions about"
        ),
        ["the sender below a header of 500 KB"] = (
            mark => $"{LongHeader}From: Amazon <no-reply@{mark}>\r\nSubject: Hello\r\n{Plain}\r\nx\r\n",
            "certificates.amazon.com",
            "news.amazon.com"
        ),
        ["the sender below a header in 500 lines, on a second line"] = (
            mark => $"{FoldedHeader}From:\r\n Amazon <no-reply@{mark}>\r\nSubject: Hello\r\n{Plain}\r\nx\r\n",
            "certificates.amazon.com",
            "news.amazon.com"
        ),
        ["the sentence below 60,000 headers"] = (mark => $"{ManyHeaders}{ForwardedHead}{Plain}\r\n{mark}\r\n", Sentence, "Hello"),
        ["the sentence, cut at the limit"] = (mark => $"{ForwardedHead}{Plain}\r\n{mark}\r\n{Attachment}", Sentence, "Hello"),
        ["the sentence over lines"] = (
            mark => $"{ForwardedHead}{Plain}\r\n{mark.Replace(" ", "\r\n  ", StringComparison.Ordinal)}\r\n{Attachment}",
            Sentence,
            "Hello to you"
        ),
        ["a forwarded subject"] = (
            mark => $"{ForwardedHead}{Plain}\r\nFrom: Amazon\r\nSubject: {mark} www.example.com\r\n\r\n{Attachment}",
            "Certificate request for",
            "Questions about"
        ),
        ["the link, cut at the limit"] = (
            mark => $"{ForwardedHead}{Plain}\r\nsee {mark} there\r\n{Attachment}",
            Link,
            "https://a.example/"
        ),
        ["a link that a mail filter wrapped"] = (
            mark => $"{ForwardedHead}{Plain}\r\nhttps://filter.example/?u={Uri.EscapeDataString(mark)}\r\n{Attachment}",
            Link,
            "https://certificates.example/approvals"
        ),
        ["a link in quoted-printable, broken over lines"] = (
            mark =>
                $"{ForwardedHead}{Html}Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                + $"<a href=3D\"{SoftBreaks(mark)}\">\r\n{Attachment}",
            Link,
            "https://certificates.example/approvals"
        ),
        ["the sentence in base64"] = (
            mark => $"{ForwardedHead}{Plain}Content-Transfer-Encoding: base64\r\n\r\n{Base64(mark)}\r\n\r\n{Attachment}",
            Sentence,
            "Hello, this is a mail about something else"
        ),
        ["the sentence in base64 of UTF-16"] = (
            mark =>
                $"{ForwardedHead}Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + $"{Base64(mark, Encoding.Unicode)}\r\n\r\n{Attachment}",
            Sentence,
            "Hello, this is a mail about something else"
        ),
        ["the sentence in a mail that is attached and all there is"] = (
            mark => $"{ForwardedHead}Content-Type: message/rfc822\r\n\r\nSubject: Hello\r\n{Plain}\r\n{mark}\r\n",
            Sentence,
            "Hello"
        ),
        ["the sentence in HTML with too many tags"] = (
            mark => $"{ForwardedHead}{Html}\r\n{Repeat("<x>y</x>", 20_000)}<p>{mark}</p>",
            "We received a request to issue an&#32;<b>SSL/TLS</b> certificate&nbsp;for",
            "Hello"
        ),
        ["the link in HTML with too many tags"] = (
            mark => $"{ForwardedHead}{Html}\r\n{Repeat("<x>y</x>", 20_000)}<a href='{mark}'>here</a>",
            Link.Replace("://", "&#58;//", StringComparison.Ordinal),
            "https://certificates.example/approvals"
        ),
        ["the link in HTML with 2,001 opening angles"] = (
            mark => $"{ForwardedHead}{Html}\r\n<x>{new string('<', 2001)}\r\n<a href='{mark}'>here</a>",
            Link,
            "https://certificates.example/approvals"
        ),
        ["a link to the site, cut at the limit"] = (
            mark => $"{ForwardedHead}{Plain}\r\nsee {mark} there\r\n{Attachment}",
            "https://eu-west-1.acm-certificates.amazon.com/",
            "https://a.example/"
        ),
        ["the two parameters, cut at the limit"] = (
            mark => $"{ForwardedHead}{Plain}\r\nsee https://track.example/approvals?{mark} there\r\n{Attachment}",
            "code=1&context=2",
            "page=1"
        ),
        ["the sentence in bytes that are no message"] = (mark => $"\0\0\0\r\n{mark}\r\n", Sentence, "Hello"),
    };

    public static IEnumerable<TheoryDataRow<string>> Names() => Mails.Keys.Select(n => new TheoryDataRow<string>(n));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mark_in_what_cannot_be_parsed_makes_it_unreadable(string name)
    {
        var (make, mark, _) = Mails[name];
        var mail = Read(make(mark));

        Assert.NotNull(mail?.Mail.Unreadable);
        Walk.Decide(mail, null, null, Valid.Policy, Valid.Now).IsReferredFor(ReasonCode.MailUnreadable, ReasonCode.SenderNotAuthenticated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Other_mail_that_cannot_be_parsed_is_ignored(string name)
    {
        var (make, _, other) = Mails[name];

        Assert.Null(Read(make(other)));
    }

    [Fact]
    public void A_large_mail_that_names_the_sender_and_the_site_in_a_sentence_is_ignored() =>
        Assert.Null(
            Read($"{ForwardedHead}{Plain}\r\nno-reply@certificates.amazon.com and acm-certificates.amazon.com are fine\r\n{Attachment}")
        );

    [Fact]
    public void Headers_that_were_found_below_too_many_are_shown()
    {
        var mail = Read($"{LongHeader}{ForwardedHead}Message-ID: <1@example.net>\r\n{Plain}\r\n{Sentence}\r\n")!.Mail;

        Assert.Equal(
            ("Fwd: please see", "somebody@example.net", "admin@example.com", "1@example.net"),
            (mail.Subject, Assert.Single(mail.From), Assert.Single(mail.Recipients), mail.MessageId)
        );
    }

    [Theory]
    [InlineData("too much HTML")]
    [InlineData("too long")]
    public void An_unreadable_mail_of_a_proven_sender_for_a_strangers_certificate_is_an_alert(string how)
    {
        var draft = Valid.Mail with
        {
            Text = how == "too long" ? _ => $"{Arn}\n{Attachment}" : _ => "Hello",
            Html = how == "too long" ? _ => "x" : _ => Repeat("<x>y</x>", 20_000) + Arn,
        };
        var mail = draft.Read()!;

        Walk.Decide(mail, null, null, Valid.Policy, Valid.Now)
            .IsReferredFor(Severity.Alert, ReasonCode.MailUnreadable, ReasonCode.AccountNotTrusted);
    }

    [Fact]
    public void Of_its_two_reasons_that_of_the_whole_mail_is_told()
    {
        var mail = Valid.Mail with
        {
            SenderHeaders = ["Content-Type: multipart/alternative; boundary=\"=_part\""],
            Html = _ => Repeat("<x>y</x>", 20_000),
        };

        Assert.Contains("Content-Type", mail.Read()!.Mail.Unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}<a href='https://a.example/'>here</a>")]
    [InlineData("<a href='https://a.example/?{0}'>here</a>")]
    public void The_target_of_a_link_is_apart_from_the_text_around_it(string html)
    {
        html = html.Replace("{0}", Arn.Replace("arn:", "arn&#58;", StringComparison.Ordinal), StringComparison.Ordinal);
        var mail = (Valid.Mail with { HasText = false, Html = _ => Repeat("<x>y</x>", 20_000) + html }).Read()!;

        Assert.Equal([AccountId.Parse("999988887777")], mail.NamedAccounts);
    }

    private static ValidationMail? Read(string mail) =>
        ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(Encoding.Latin1.GetBytes(mail))));

    private static string Repeat(string text, int length) => new StringBuilder(length).Insert(0, text, length / text.Length).ToString();

    private static string SoftBreaks(string text) =>
        string.Join("=\r\n", text.Replace("=", "=3D", StringComparison.Ordinal).Chunk(7).Select(c => new string(c)));

    private static string Base64(string text, Encoding? encoding = null) =>
        Convert.ToBase64String((encoding ?? Encoding.UTF8).GetBytes(text), Base64FormattingOptions.InsertLineBreaks);
}

using System.Diagnostics;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>A megabyte of mail or half a megabyte of page that is made to cost much ends in an outcome, soon and in little
/// memory.</summary>
public sealed class HostileInputTests
{
    private const int Mail = StoredMail.SizeLimit - 1000;
    private const int Page = SiteResponse.BodyLimit - 1000;
    private const string Head =
        "From: no-reply@certificates.amazon.com\r\nSubject: Certificate request for www.example.com\r\nMIME-Version: 1.0\r\nContent-Type: ";

    // What is written anew can grow: each character may be an entity.
    private const int SnapshotLimit = 8 * Snapshot.MaxLength;

    private const string OtherHead = "From: news@example.net\r\nSubject: News\r\nMIME-Version: 1.0\r\nContent-Type: ";

    // Cold code on a busy machine: a second is what a warm one may take, and the hostile ways take minutes.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private const long MemoryLimit = 80 * 1024 * 1024;

    private static readonly Dictionary<string, Func<string>> Mails = new()
    {
        ["100,000 headers"] = () => Head + "text/plain\r\n" + Numbered(100_000, i => $"X-{i}: y\r\n") + "\r\nx",
        ["no end of headers"] = () => Repeat("a:\n", Mail),
        ["one endless header"] = () => "Subject: " + Repeat("a", Mail),
        ["addresses in From"] = () => "From: " + Repeat("a@example.com,", Mail) + "\r\n\r\nx",
        ["groups in From"] = () => "From: " + Repeat("a:", 60_000) + "\r\n\r\nx",
        ["comments in From"] = () => "From: " + Repeat("(", 60_000) + "\r\n\r\nx",
        ["encoded words"] = () => "Subject: " + Repeat("=?utf-8?q?a?= ", 60_000) + "\r\n\r\nx",
        ["parameters"] = () => Head + "text/plain" + Repeat("; a=b", 60_000) + "\r\n\r\nx",
        ["5,000 nested parts"] = () =>
            Head + "text/plain\r\n" + Numbered(5_000, i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"),
        ["nested with one boundary"] = () =>
            Head + "multipart/mixed; boundary=b\r\n\r\n" + Repeat("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", Mail),
        ["200,000 parts"] = () => Head + "multipart/mixed; boundary=b\r\n\r\n" + Repeat("--b\r\n\r\n", Mail),
        ["attached mails in mails"] = () => Head + "message/rfc822\r\n\r\n" + Repeat("Content-Type: message/rfc822\r\n\r\n", Mail),
        ["headers of a part"] = () => Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\n" + Repeat("a:\r\n", Mail) + "\r\nx",
        ["parameters of a part"] = () =>
            Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain" + Repeat(";a=b", Mail) + "\r\n\r\nx",
        ["parameters of thirty parts"] = () =>
            Head
            + "multipart/mixed; boundary=b\r\n\r\n"
            + Repeat("--b\r\nContent-Disposition : inline" + Repeat(";a=b", 30_000) + "\r\n\r\nx\r\n", Mail),
        ["parameters behind a line that is no header"] = () =>
            Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\nno header\r\nContent-Type: text/plain" + Repeat(";a=b", Mail) + "\r\n\r\nx",
        ["one endless header of a part"] = () => Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\nX: " + Repeat("a", Mail),
        ["one endless header of a part, in bytes above ASCII"] = () =>
            Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: " + Repeat("é", Mail),
        ["a folded header of a part"] = () =>
            Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\nX: " + Repeat(Repeat("a", 900) + "\r\n ", Mail) + "\r\n\r\nx",
        ["an endless line among the headers of a part"] = () => Head + "multipart/mixed; boundary=b\r\n\r\n--b\r\n" + Repeat("a", Mail),
        ["long parameters of a part"] = () =>
            Head
            + "multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: inline"
            + Numbered(29_000, i => $";a{i}=bbbbbbbbbbbbbbbbbbbb")
            + "\r\n\r\nx",
        ["one endless header of an attached mail"] = () => Head + "message/rfc822\r\n\r\nX: " + Repeat("a", Mail),
        ["headers of an attached mail"] = () => Head + "message/rfc822\r\n\r\n" + Repeat("a:\r\n", Mail) + "\r\nx",
        ["addresses in an attached mail"] = () =>
            Head + "multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nTo: " + Repeat("a@example.com,", Mail) + "\r\n\r\nx",
        ["null bytes"] = () => Repeat("\0", Mail),
        ["null bytes in the text"] = () => Head + "text/plain\r\n\r\n" + Repeat("\0", Mail),
        ["base64 garbage"] = () => Head + "text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Repeat("!@#=", Mail),
        ["quoted-printable garbage"] = () =>
            Head + "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + Repeat("=", Mail),
        ["uuencode garbage"] = () => Head + "text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\n" + Repeat("~", Mail),
        ["a charset that does not exist"] = () => Head + "text/plain; charset=" + new string('x', 900) + "\r\n\r\n" + Repeat("é", Mail),
        ["a broken charset"] = () => Head + "text/plain; charset=gb18030\r\n\r\n" + Repeat("\u0081\u0030", Mail),
        ["utf-7"] = () => Head + "text/plain; charset=utf-7\r\n\r\n" + Repeat("+AGE-", Mail),
        ["links without end"] = () => Head + "text/plain\r\n\r\n" + Repeat("://", Mail),
        ["a link of letters"] = () => Head + "text/plain\r\n\r\n" + Repeat("a", Mail / 2) + Repeat("://", Mail / 2),
        ["many links"] = () => Head + "text/plain\r\n\r\n" + Repeat("https://acm-certificates/ ", Mail),
        ["many fields"] = () => Head + "text/plain\r\n\r\n" + Repeat("Domain:x.example\n", Mail),
        ["empty lines"] = () => Head + "text/plain\r\n\r\n" + Repeat("\n", Mail),
        ["half a sentence"] = () => Head + "text/plain\r\n\r\n" + Repeat("We received a request to issue an ", Mail),
        ["white space in a sentence"] = () => Head + "text/plain\r\n\r\nWe received a request" + Repeat(" ", Mail),
        ["HTML tags"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<a>", Mail),
        ["HTML attributes"] = () => Head + "text/html; charset=utf-8\r\n\r\n<a " + Repeat("a ", Mail),
        ["HTML brackets"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<", Mail),
        ["HTML entities"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("&", Mail),
        ["HTML comments"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<!--", Mail),
        ["HTML quotes"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<p \"", Mail / 5),
        ["HTML spaces before quotes"] = () => Head + "text/html; charset=utf-8\r\n\r\n<p" + Repeat(" ", 100_000) + Repeat("\"", 100_000),
        ["HTML spaces between quotes"] = () => Head + "text/html; charset=utf-8\r\n\r\n<p" + Repeat("         \"", 200_000),
        ["HTML scripts"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<script></script ", Mail / 5),
        ["HTML links"] = () => Head + "text/html; charset=utf-8\r\n\r\n" + Repeat("<a href=/approvals>", Mail),
    };

    private static readonly Dictionary<string, Func<string>> Pages = new()
    {
        ["nested formatting"] = () => Repeat("<b>", Page) + "Domain name",
        ["nested blocks"] = () => Repeat("<div>", Page) + "Domain name",
        ["nested labels"] = () => Repeat("<span>", Page / 2) + "Domain name" + Repeat("</span>", Page / 4) + "<i>x</i>",
        ["labels"] = () => Repeat("<b>Domain name</b>", Page),
        ["formatting opened anew"] = () => "<p>" + Numbered(20_000, i => $"<b {i}>") + Repeat("<p>x", Page / 3),
        ["little formatting opened anew"] = () => "<p>" + Numbered(600, i => $"<b {i}>") + Repeat("<p>x", 2400),
        ["adoption"] = () => Repeat("<a><b><div>", Page),
        ["forms"] = () => Repeat("<form><input type=submit value='I Approve'></form>", Page),
        ["buttons"] = () => "<form>" + Repeat("<input type=submit value='I Approve'>", Page),
        ["tables"] = () => Repeat("<table>", Page),
        ["attributes"] = () => "<a " + Numbered(60_000, i => $"a{i} ") + ">",
        ["brackets"] = () => Repeat("<", Page),
        ["entities"] = () => Repeat("&", Page),
        ["templates"] = () => Repeat("<template>", Page),
        ["drawings"] = () => Repeat("<svg>", Page),
    };

    public static IEnumerable<TheoryDataRow<string>> MailNames() => Mails.Keys.Select(n => new TheoryDataRow<string>(n));

    public static IEnumerable<TheoryDataRow<string>> PageNames() => Pages.Keys.Select(n => new TheoryDataRow<string>(n));

    [Theory]
    [MemberData(nameof(MailNames))]
    public void A_mail_ends_in_an_outcome(string name)
    {
        var stored = MailDraftReading.StoreBytes(Encoding.Latin1.GetBytes(Mails[name]()));
        var verdict = Bounded(() =>
            ClaimReader.Read(MailReader.Read(stored)) is { } mail ? Walk.Decide(mail, null, null, Valid.Policy, Valid.Now) : null
        );
        Assert.True(verdict is null or Step.Refer);
        if (verdict is Step.Refer { Referral: var referral })
        {
            var mail = ClaimReader.Read(MailReader.Read(stored))!;
            Assert.InRange(Bounded(() => Snapshot.Of(mail, referral, Valid.Now))?.Text.Length ?? 0, 0, SnapshotLimit);
        }
    }

    /// <summary>Without the marks in its headers, so that its bytes are searched to their end.</summary>
    [Theory]
    [MemberData(nameof(MailNames))]
    public void A_mail_without_marks_ends_in_an_outcome(string name)
    {
        var mail = Mails[name]().Replace(Head, OtherHead, StringComparison.Ordinal).Replace("acm-", "all-", StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetBytes(mail);
        Assert.Null(Bounded(() => ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(bytes) with { Length = 40_000_000 }))));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void A_page_ends_in_an_outcome(string name)
    {
        var response = new SiteResponse(200, "text/html", Pages[name](), []);
        var link = Valid.Link;
        Assert.IsType<PageEvidence.Unrecognised>(Bounded(() => PageReader.Read(response, link)));
        Assert.False(Bounded(() => PageWords.SayApproved(response)));
        var (mail, referral) = (Valid.Mail.Read()!, new Referral([], Severity.Warning) { Answer = response });
        Assert.InRange(Bounded(() => Snapshot.Of(mail, referral, Valid.Now))!.Text.Length, 0, SnapshotLimit);
    }

    [Fact]
    public void A_mail_that_looks_like_a_validation_mail_by_its_headers_is_never_passed_over() =>
        Assert.All(
            Mails.Where(m => m.Key != "no end of headers" && m.Value().StartsWith(Head, StringComparison.Ordinal)),
            m => Assert.NotNull(ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(Encoding.Latin1.GetBytes(m.Value())))))
        );

    [Fact]
    public void Of_40_MB_only_the_headers_are_read()
    {
        var head = Encoding.Latin1.GetBytes(Head + "text/plain\r\n\r\n" + Repeat("x", Mail));
        var stored = MailDraftReading.StoreBytes(head) with { Length = 40_000_000 };
        var mail = Bounded(() => ClaimReader.Read(MailReader.Read(stored)))!;
        Walk.Decide(mail, null, null, Valid.Policy, Valid.Now).IsReferredFor(ReasonCode.MailUnreadable, ReasonCode.SenderNotAuthenticated);
    }

    private static T Bounded<T>(Func<T> action)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Deadline);
        return result;
    }

    private static string Repeat(string text, int length) => new StringBuilder(length).Insert(0, text, length / text.Length).ToString();

    private static string Numbered(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

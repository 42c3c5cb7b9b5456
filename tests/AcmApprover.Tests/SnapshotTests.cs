using System.Net;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What was not understood is kept, without its secrets, and the decision does not depend on it.</summary>
public sealed class SnapshotTests
{
    private static readonly ButtonAnswer.Unclear Unclear = new("the site says something else")
    {
        Response = new SiteResponse(200, "text/html", "<p>Thank you</p>", []) { Charset = "utf-8" },
    };

    public static TheoryData<string, string> SpellingsOfSecrets =>
        new()
        {
            { "in a comment", $"<!-- {MailDraft.Code} -->" },
            { "in a comment that ends in a dash", $"<!--{MailDraft.Code}-->" },
            { "in a script", $"<script>start('{MailDraft.Code}', \"{MailDraft.Context}\")</script>" },
            { "in JSON", $$"""<script type="application/json">{"code":"{{MailDraft.Code}}","context":"{{MailDraft.Context}}"}</script>""" },
            { "in a style sheet", $"<style>#a{{background:url(/x?code={MailDraft.Code})}}</style>" },
            { "in the title", $"<title>{MailDraft.Code}</title>" },
            { "in noscript", $"<noscript>{MailDraft.Code}</noscript>" },
            { "in a text area", $"<textarea>{MailDraft.Context}</textarea>" },
            { "in an attribute", $"<div data-token='{MailDraft.Code}' id={MailDraft.Context}>" },
            { "in a link", $"<a href=\"/approvals?code={MailDraft.Code}&amp;context={MailDraft.Context}\">again</a>" },
            { "in a link, escaped", $"<a href=\"/go?to={Uri.EscapeDataString(Valid.Link.Reveal().AbsoluteUri)}\">again</a>" },
            { "in percent signs", $"<a href=\"/go?{string.Concat(MailDraft.Code.Select(c => $"%{(int)c:X2}"))}\">again</a>" },
            { "in entities", $"<p>{string.Concat(MailDraft.Code.Select(c => $"&#{(int)c};"))}</p>" },
            { "in hexadecimal entities", $"<p>{string.Concat(MailDraft.Code.Select(c => $"&#x{(int)c:x}"))}</p>" },
            { "in capitals", $"<p>{MailDraft.Code.ToUpperInvariant()}</p>" },
            { "without hyphens", $"<p>{MailDraft.Code.Replace("-", "", StringComparison.Ordinal)}</p>" },
            { "over lines", $"<p>{MailDraft.Code[..20]}\n   {MailDraft.Code[20..]}</p>" },
            { "in pieces", $"<p>{MailDraft.Code[..20]}<wbr>{MailDraft.Code[20..]}</p>" },
            { "in the name of a tag", $"<{MailDraft.Code}>" },
            { "in a field without a name", $"<input value=\"{MailDraft.Code}\">" },
            { "in a choice", $"<select><option value=\"{MailDraft.Code}\">one</option></select>" },
            { "in a tag that does not end", $"<a href=\"{MailDraft.Code}" },
            { "in a meta element", $"<meta http-equiv=refresh content=\"1;url=/x?context={MailDraft.Context}\">" },
        };

    public static TheoryData<string, string> OtherKeys =>
        new()
        {
            { "a field", "<input type=hidden name=csrf value='k-93'>" },
            { "a field that a script repeats", "<input type=hidden name=csrf value='key-9-3'><script>var k = 'key-9-3';</script>" },
            { "a field of letters", "<input type=hidden name=authenticity_token value='abcdefgh'>" },
            { "a field that is visible", "<input name=answer value='k-93'>" },
            { "a button", "<button name=key value='k-93'>Go</button>" },
            { "a meta element", "<meta name=csrf-token content='k-93'>" },
            { "a long word", "<script>token='AbCdEfGhIjKlMnOpQr93'</script>" },
            { "a long number", "<p>00112233445566778899aabb</p>" },
        };

    [Theory]
    [InlineData("page-unrecognised", "the approve button is missing")]
    [InlineData("page-mismatch", "another domain")]
    [InlineData("page-unrecognised", "approved already, which ACM does not know")]
    [InlineData("approval-not-confirmed", "unclear")]
    [InlineData("approval-not-confirmed", "approved before, which ACM does not know")]
    [InlineData("mail-incomplete", "no link")]
    public async Task It_is_kept_before_the_operator_is_told_where(string code, string how)
    {
        var (mail, page) = (Valid.Mail, Valid.Page);
        var world = new World().Acm(Valid.Found);
        world = how switch
        {
            "the approve button is missing" => world.Shows((page with { Button = "" }).Read()),
            "another domain" => world.Shows((page with { Domain = "other.example.com" }).Read()),
            "approved already, which ACM does not know" => world.Shows(
                (page with { Form = "", Fields = "", Button = "This was already approved." }).Read()
            ),
            "unclear" => world.Shows(page.Read()).Answers(Unclear),
            "approved before, which ACM does not know" => world
                .Shows(page.Read())
                .Answers(new ButtonAnswer.AlreadyApproved { Response = Unclear.Response }),
            _ => world,
        };
        mail = how == "no link" ? mail with { Text = _ => "We received a request", Html = _ => "<p>Hello</p>" } : mail;

        var decision = await world.HandleAsync(mail);

        Assert.Equal(code, Assert.Single(decision.Reasons).Code);
        Assert.Equal(["keep", "tell", "record"], world.Calls[^3..]);
        var snapshot = Assert.Single(world.Snapshots);
        Assert.Equal((decision.DecidedAt, "inbound/one"), (snapshot.DecidedAt, snapshot.Mail.Key));
        Assert.Contains(
            "s3://mail-bucket/decisions/inbound/one.seen.txt",
            NoticeText.Write(Assert.Single(world.Notices)),
            StringComparison.Ordinal
        );
        Secrets.AreNotIn(snapshot.Text, snapshot.ToString());
    }

    [Fact]
    public async Task Nothing_is_kept_of_mail_that_is_understood()
    {
        var approved = World.Holding().Answers(new ButtonAnswer.Approved());
        var stranger = World.Holding();
        var rejected = new World().Acm(Valid.Found).Shows(new PageEvidence.Rejected(404));
        var asked = new World { Policy = Valid.Policy with { Mode = Mode.Notify } }
            .Acm(Valid.Found)
            .Shows(Valid.Page.Read());

        await approved.HandleAsync();
        await stranger.HandleAsync(Valid.Mail with { Account = "999988887777" });
        await rejected.HandleAsync();
        await asked.HandleAsync();

        Assert.All([approved, stranger, rejected, asked], w => Assert.DoesNotContain("keep", w.Calls));
        Assert.Equal("notify-only", Assert.Single(Assert.Single(asked.Decisions).Reasons).Code);
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing()
    {
        var world = new World().Acm(Valid.Found).Shows((Valid.Page with { Button = "" }).Read());

        var decision = await world.HandleAsync(isDryRun: true);

        Assert.Equal("page-unrecognised", Assert.Single(decision.Reasons).Code);
        Assert.DoesNotContain("keep", world.Calls);
    }

    [Fact]
    public async Task Where_it_cannot_be_kept_the_reason_says_so_and_all_else_goes_on()
    {
        var world = new World { Kept = new KeptSnapshot(null, "S3 did not store x: Access Denied") }
            .Acm(Valid.Found)
            .Shows((Valid.Page with { Button = "" }).Read());

        var decision = await world.HandleAsync();

        const string remark = "; what was seen is not kept: S3 did not store x: Access Denied";
        Assert.EndsWith(remark, Assert.Single(decision.Reasons).Detail, StringComparison.Ordinal);
        Assert.EndsWith(remark, Assert.Single(Assert.Single(world.Notices).Reasons).Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Seen", NoticeText.Write(world.Notices[0]), StringComparison.Ordinal);
        Assert.Single(world.Decisions);
    }

    [Fact]
    public void A_page_keeps_its_tags_its_words_and_its_facts()
    {
        var page = Valid.Page with
        {
            Fields =
                PageDraft.HiddenField("domainName", "www.example.com")
                + PageDraft.HiddenField("accountId", "111122223333")
                + PageDraft.HiddenField("region", "eu-west-1")
                + PageDraft.HiddenField("validationArn", Valid.Arn.ToString())
                + PageDraft.HiddenField("certificateIdentifier", Valid.CertificateId)
                + PageDraft.HiddenField("validationApprovalStatus", "PENDING")
                + PageDraft.HiddenField("utf8", "\u2713"),
        };

        var text = OfPage(page.Response with { Charset = "utf-8" });

        Assert.StartsWith(
            "HTTP/1.1 200\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!DOCTYPE html><html>",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("<div><span>Domain name</span><span>www.example.com</span></div>", text, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\" action=\"/approvevalidation\">", text, StringComparison.Ordinal);
        Assert.Contains("<input type=\"submit\" value=\"I Approve\">", text, StringComparison.Ordinal);
        Assert.All(
            ["www.example.com", "111122223333", "eu-west-1", Valid.Arn.ToString(), Valid.CertificateId, "PENDING", "\u2713"],
            v => Assert.Contains($"value=\"{v}\"", WebUtility.HtmlDecode(text), StringComparison.Ordinal)
        );
        Assert.DoesNotContain("withheld", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SpellingsOfSecrets))]
    public void The_secrets_of_the_link_are_not_in_it(string where, string html)
    {
        var page = (Valid.Page with { Fields = "", After = html }).Response;
        Assert.NotEmpty(where);

        Secrets.AreNotIn(Plain(OfPage(page)), Plain(OfMail(Valid.Mail with { Html = _ => html })));
    }

    [Theory]
    [MemberData(nameof(OtherKeys))]
    public void Other_keys_of_the_page_are_not_in_it(string where, string html)
    {
        var text = OfPage((Valid.Page with { Fields = "", After = html }).Response);

        Assert.Contains("(withheld)", text, StringComparison.Ordinal);
        Assert.All(["93", "9-3", "abcdefgh", "9900", "8899"], k => Assert.DoesNotContain(k, text, StringComparison.Ordinal));
        Assert.NotEmpty(where);
    }

    [Fact]
    public void Of_a_long_page_the_beginning_is_kept_and_no_half_secret()
    {
        for (var length = Snapshot.MaxLength - 60; length < Snapshot.MaxLength; length += 7)
        {
            var head = "<p>" + new string('x', length - 3);
            var text = OfPage(new SiteResponse(200, "text/html", $"{head} {MailDraft.Code} {new string('y', 100_000)}", []));

            Secrets.AreNotIn(text);
            Assert.Contains(head, text, StringComparison.Ordinal);
            Assert.DoesNotContain("yyy", text, StringComparison.Ordinal);
            Assert.Contains("(cut: it has ", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_page_that_was_too_long_to_be_read_is_kept_as_that() =>
        Assert.Equal(
            "HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n(it is longer than 524,288 bytes, and was not read)",
            OfPage(new SiteResponse(200, "text/html", null, []))
        );

    [Fact]
    public void A_mail_keeps_its_headers_and_its_parts()
    {
        var text = OfMail(Valid.Mail with { Certificate = "none" });

        Assert.Contains("Subject: Certificate request for www.example.com\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8\r\n", text, StringComparison.Ordinal);
        Assert.Contains("AWS account ID: 111122223333", text, StringComparison.Ordinal);
        Assert.Contains("approvals?code=(withheld)", text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/html; charset=utf-8\r\n", text, StringComparison.Ordinal);
        Assert.Contains("<span id=\"account_id\">111122223333</span>", text, StringComparison.Ordinal);
        Secrets.AreNotIn(text);
    }

    [Fact]
    public void A_mail_that_is_kept_reads_as_what_it_was()
    {
        var mail = Valid.Mail with { Account = "none" };

        var again = MailDraftReading.StoreBytes(System.Text.Encoding.UTF8.GetBytes(OfMail(mail)));

        var read = Approval.Claims.ClaimReader.Read(Approval.Mail.MailReader.Read(again))!;
        Assert.Equal(mail.Read()!.Missing, read.Missing);
        Assert.Equal(Valid.Domain, read.Domain);
    }

    [Fact]
    public void Of_a_long_mail_the_beginning_is_kept() =>
        Assert.InRange(
            OfMail(Valid.Mail with { Text = t => t + string.Concat(Enumerable.Repeat("more words ", 10_000)) }).Length,
            Snapshot.MaxLength / 2,
            Snapshot.MaxLength + 1000
        );

    private static string OfPage(SiteResponse response) =>
        Snapshot.Of(Valid.Mail.Read()!, new Referral([], Severity.Warning) { Answer = response }, Valid.Now)!.Text;

    private static string OfMail(MailDraft mail) =>
        Snapshot
            .Of(mail.Read()!, new Referral([new Reason(ReasonCode.MailIncomplete, "it lacks something")], Severity.Warning), Valid.Now)!
            .Text;

    /// <summary>As an attacker would read it: decoded, and without white space.</summary>
    private static string Plain(string text) =>
        string.Concat(Uri.UnescapeDataString(WebUtility.HtmlDecode(text)).Where(c => !char.IsWhiteSpace(c)));
}

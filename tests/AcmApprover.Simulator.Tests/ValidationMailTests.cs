using System.Text;
using System.Text.RegularExpressions;
using AcmApprover.Simulator.Mails;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed partial class ValidationMailTests
{
    [Theory]
    [InlineData(MailTemplate.NewRequest, "Certificate request for www.example.com", "AWS account ID: 111122223333")]
    [InlineData(
        MailTemplate.Renewal,
        "Certificate request for www.example.com",
        "Certificate Identifier: arn:aws:acm:eu-west-1:111122223333:certificate/"
    )]
    [InlineData(MailTemplate.Before2020, "Certificate approval for www.example.com", "AWS account ID: 1111-2222-3333")]
    public async Task A_mail_says_what_its_mailing_is_about(MailTemplate template, string subject, string line)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["www.example.com"])[0];
        var mail = Encoding.UTF8.GetString(MailDraft.For(mailing, "postmaster", template).ToBytes());
        Assert.Contains($"\r\nSubject: {subject}\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("\r\nTo: postmaster@example.com\r\n", mail, StringComparison.Ordinal);
        Assert.Contains($"\r\n{line}", mail, StringComparison.Ordinal);
        Assert.Contains(mailing.Link, mail, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\r)\n", mail);
        Assert.True(
            mail.IndexOf("X-SES-RECEIPT", StringComparison.Ordinal) < mail.IndexOf("\r\nFrom: ", StringComparison.Ordinal),
            "SES writes its headers above the sender's"
        );
    }

    [Fact]
    public async Task The_HTML_part_is_quoted_printable_with_the_link_broken()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        var mail = Encoding.UTF8.GetString(MailDraft.For(mailing).ToBytes());
        var html = mail[mail.IndexOf("quoted-printable", StringComparison.Ordinal)..];
        var link = mailing.Link.Replace("&", "&amp;", StringComparison.Ordinal);
        Assert.All(html.Split("\r\n"), row => Assert.InRange(row.Length, 0, 76));
        Assert.DoesNotContain(link, html, StringComparison.Ordinal);
        var decoded = EscapePattern()
            .Replace(
                html.Replace("=\r\n", "", StringComparison.Ordinal),
                escape => ((char)Convert.ToByte(escape.Groups[1].Value, 16)).ToString()
            );
        Assert.Contains($"href=\"{link}\"", decoded, StringComparison.Ordinal);
        Assert.Contains($"( {link} )", decoded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_breaks_exactly_one_thing()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        var good = MailDraft.For(mailing);
        var rows = Rows(good);
        Assert.Equal(["X-SES-Spam-Verdict: PASS"], rows.Except(Rows(good with { Spam = "FAIL" })));
        Assert.Equal([" dkim=pass header.i=@amazonses.com;"], rows.Except(Rows(good with { Dkim = [good.Dkim[0]] })));
        Assert.Equal([$"({mailing.Link})"], rows.Except(Rows(good with { Link = "https://example.net/", HtmlLink = mailing.Link })));
        Assert.Equal(["X-Copy: 1"], Rows(good with { SenderHeaders = ["X-Copy: 1"] }).Except(rows));
        Assert.DoesNotContain(
            Rows(good with { HasText = false }),
            row => row.StartsWith("Content-Type: text/plain", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            Rows(good with { HasHtml = false }),
            row => row.StartsWith("Content-Type: text/html", StringComparison.Ordinal)
        );
    }

    private static string[] Rows(MailDraft draft) => Encoding.UTF8.GetString(draft.ToBytes()).Split("\r\n");

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex EscapePattern();
}

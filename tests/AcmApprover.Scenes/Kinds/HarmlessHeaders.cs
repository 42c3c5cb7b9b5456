using System.Text;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Other headers, in other orders and spellings, and other proofs of the same sender.</summary>
internal static class HarmlessHeaders
{
    private const string Relay =
        "Received: from mx.example.net (mx.example.net [198.51.100.7])\r\n\tby relay.example.net (Postfix) with ESMTPS id "
        + "4XyZ\r\n\tfor <{0}>; Mon, 23 Nov 2026 08:00:00 +0000 (UTC)";

    public static IReadOnlyList<Kind> All { get; } =
    [
        Headers("shuffled", d => d.Letter.Order = h => d.Random.Shuffled<string>([.. h])),
        Headers("upper-case", d => d.Letter.Order = h => h.Select(l => Renamed(l, n => n.ToUpperInvariant()))),
        Headers("lower-case", d => d.Letter.Order = h => h.Select(l => Renamed(l, n => n.ToLowerInvariant()))),
        Headers("no-space-after-colons", d => d.Letter.Order = h => h.Select(l => l.Replace(": ", ":", StringComparison.Ordinal))),
        Headers("folded-subject", d => d.Letter.Subject = d.Letter.Subject.Replace(" for ", "\r\n for ", StringComparison.Ordinal)),
        Headers(
            "subject-in-base64",
            d => d.Letter.Subject = $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(d.Letter.Subject))}?="
        ),
        Headers("subject-in-quoted-printable", d => d.Letter.Subject = $"=?utf-8?Q?{d.Letter.Subject.Replace(' ', '_')}?="),
        Headers("another-subject", d => d.Letter.Subject = "Action needed: validate your certificate"),
        Headers(
            "more-hosts",
            d =>
            {
                for (var i = 0; i <= d.Random.Next(4); i++)
                {
                    d.Letter.Above.Add(Relay.Replace("{0}", d.Mailbox, StringComparison.Ordinal));
                }
            }
        ),
        Headers(
            "results-of-a-forwarder",
            d =>
                d.Letter.Above.Add(
                    "Authentication-Results: mx.example.net;\r\n dkim=fail header.i=@certificates.amazon.com;\r\n spf=softfail "
                        + "smtp.mailfrom=example.net"
                )
        ),
        Headers(
            "arc",
            d =>
                d.Letter.Above.AddRange([
                    "ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none; d=example.net; s=arc; b=AA==",
                    "ARC-Authentication-Results: i=1; mx.example.net; dkim=pass header.i=@certificates.amazon.com",
                    "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.net; s=arc; b=AA==",
                ])
        ),
        Headers(
            "older-SES-block",
            d =>
                d.Letter.Above.AddRange([
                    "X-SES-Spam-Verdict: FAIL",
                    "X-SES-Virus-Verdict: FAIL",
                    "Authentication-Results: amazonses.com; spf=fail; dkim=fail header.i=@certificates.amazon.com",
                    "X-SES-RECEIPT: AEFBQQ==",
                ])
        ),
        Headers("added-at-the-end", d => d.Letter.Below.AddRange(["StackName: mail", $"Domain: {d.Own.Domain}"])),
        Headers(
            "resent",
            d =>
                d.Letter.Above.AddRange([
                    $"Resent-From: postmaster@{d.Own.ValidationDomain}",
                    "Resent-To: approver@ops.example.net",
                    "X-Forwarded-To: approver@ops.example.net",
                    "Delivered-To: approver@ops.example.net",
                ])
        ),
        Headers(
            "list",
            d =>
                d.Letter.Below.AddRange([
                    "List-Id: <hostmasters.example.net>",
                    "List-Unsubscribe: <https://lists.example.net/u?code=1&context=2>",
                    "Precedence: list",
                ])
        ),
        Headers(
            "long",
            d =>
                d.Letter.Below.Add(
                    "X-Report: "
                        + $"{string.Concat(Enumerable.Repeat("\r\n 0123456789012345678901234567890123456789012345678901234567890", 400))}"
                )
        ),
        Headers("mail-region", d => d.Letter.Ses.MailRegion = d.Random.Pick("us-east-1", "us-west-2", "ap-southeast-2")),
        Sender("bare-address", d => d.Letter.From = ["no-reply@certificates.amazon.com"]),
        Sender("quoted-name", d => d.Letter.From = ["\"Amazon Certificates\" <no-reply@certificates.amazon.com>"]),
        Sender("encoded-name", d => d.Letter.From = ["=?UTF-8?Q?Amazon_Certificates?= <no-reply@certificates.amazon.com>"]),
        Sender("name-with-a-comma", d => d.Letter.From = ["\"Certificates, Amazon\" <no-reply@certificates.amazon.com>"]),
        Sender("folded-from", d => d.Letter.From = ["Amazon Certificates\r\n <no-reply@certificates.amazon.com>"]),
        Sender("upper-case-address", d => d.Letter.From = ["Amazon Certificates <No-Reply@Certificates.Amazon.com>"]),
        Sender("another-address", d => d.Letter.From = ["Amazon Certificates <validation@certificates.amazon.com>"]),
        Sender(
            "acm-domain",
            d =>
            {
                d.Letter.From = ["Amazon Certificates <no-reply@acm-certificates.amazon.com>"];
                d.Letter.Ses.Dkim = ["pass header.i=@acm-certificates.amazon.com"];
            }
        ),
        Sender("signed-above", d => d.Letter.Ses.Dkim = ["pass header.i=@amazon.com"]),
        Dkim("in-another-order", "pass header.i=@amazonses.com", "pass header.i=@certificates.amazon.com"),
        Dkim("with-a-local-part", "pass header.i=no-reply@certificates.amazon.com", "pass header.i=@amazonses.com"),
        Dkim("by-domain", "pass header.d=certificates.amazon.com", "pass header.d=amazonses.com"),
        Dkim("by-both", "pass header.d=certificates.amazon.com header.i=@certificates.amazon.com header.s=scene"),
        Dkim("upper-case", "pass header.i=@Certificates.Amazon.COM"),
        Dkim("beside-a-failing-one", "fail header.i=@lists.example.net", "pass header.i=@certificates.amazon.com"),
        Dkim(
            "beside-another-pass",
            "pass header.i=@lists.example.net",
            "temperror header.i=@amazonses.com",
            "pass header.i=@certificates.amazon.com"
        ),
        Dkim("many", [.. Enumerable.Repeat("pass header.i=@amazonses.com", 8), "pass header.i=@certificates.amazon.com"]),
        Dkim("with-a-comment", "pass (2048-bit key) header.i=@certificates.amazon.com"),
        Dkim("folded", "pass\r\n\theader.i=@certificates.amazon.com"),
        Sender("no-dmarc", d => d.Letter.Ses.Dmarc = null),
        Sender("dmarc-none", d => d.Letter.Ses.Dmarc = "none header.from=certificates.amazon.com"),
        Sender("dmarc-permerror", d => d.Letter.Ses.Dmarc = "permerror"),
        Sender(
            "spf-softfail",
            d =>
                (d.Letter.Ses.Spf, d.Letter.Ses.SpfComment) = (
                    "softfail",
                    "spfCheck: transitioning domain of example.net does not designate 198.51.100.7 as permitted sender"
                )
        ),
        Sender("spf-none", d => (d.Letter.Ses.Spf, d.Letter.Ses.EnvelopeFrom) = ("none", "")),
        Sender("rewritten-envelope", d => d.Letter.Ses.EnvelopeFrom = "SRS0=abcd=XY=certificates.amazon.com=no-reply@example.net"),
        Sender("another-host", d => (d.Letter.Ses.Helo, d.Letter.Ses.ClientIp) = ("i104-197.smtp-out.amazonses.com", "2001:db8::68:c5")),
        Sender("ses-in-capitals", d => d.Letter.Ses.Service = "AmazonSES.com"),
    ];

    private static Kind Headers(string name, Action<Draft> change) => new($"harmless.headers.{name}", Slots.Headers, change);

    private static Kind Sender(string name, Action<Draft> change) => new($"harmless.sender.{name}", Slots.Sender, change);

    private static Kind Dkim(string name, params string[] results) => Sender($"dkim.{name}", d => d.Letter.Ses.Dkim = [.. results]);

    private static string Renamed(string line, Func<string, string> change)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return change(line[..colon]) + line[colon..];
    }
}

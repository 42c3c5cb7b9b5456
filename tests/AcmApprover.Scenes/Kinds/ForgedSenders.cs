namespace AcmApprover.Scenes.Kinds;

/// <summary>Mails that Amazon did not send, or that SES does not say it sent. Nobody asks ACM about them.</summary>
internal static class ForgedSenders
{
    private const string Amazon = "Amazon Certificates <no-reply@certificates.amazon.com>";

    public static IReadOnlyList<Kind> All { get; } =
    [
        // SES says plainly that it is not Amazon's.
        Forged("unsigned", d => d.Letter.Ses.Dkim = ["none"]),
        Forged("no-results", d => d.Letter.Ses.Dkim = []),
        Forged(
            "no-header",
            d =>
                d.Letter.OnHead = h =>
                    h.Replace("Authentication-Results: amazonses.com", "X-Results: amazonses.com", StringComparison.Ordinal)
        ),
        Result("failed", "fail header.i=@certificates.amazon.com"),
        Result("neutral", "neutral header.i=@certificates.amazon.com"),
        Result("temperror", "temperror header.i=@certificates.amazon.com"),
        Result("passed-not", "passed header.i=@certificates.amazon.com"),
        Result("signed-by-eve", "pass header.i=@evil.example"),
        Result("signed-by-amazonses-alone", "pass header.i=@amazonses.com"),
        Result("eve-passed-amazon-failed", "pass header.i=@evil.example", "fail header.i=@certificates.amazon.com"),
        Result("look-alike-below", "pass header.i=@certificates.amazon.com.evil.example"),
        Result("look-alike-label", "pass header.i=@certificates-amazon.com"),
        Result("look-alike-ending", "pass header.i=@evilamazon.com"),
        Result("look-alike-letters", "pass header.i=@certificates.arnazon.com"),
        Result("sibling", "pass header.i=@other.amazon.com"),
        Result("no-signer", "pass"),
        Result("empty-signer", "pass header.i=@"),
        Result("two-signers", "pass header.i=@evil.example header.d=certificates.amazon.com"),
        // The identity of the signature is eve's to choose, up to its domain.
        Identity("comment", "x@certificates.amazon.com(@evil.example"),
        Identity("closed-comment", "x@certificates.amazon.com(x)@evil.example"),
        Identity("space", "x@certificates.amazon.com @evil.example"),
        Identity("tab", "x@certificates.amazon.com\t@evil.example"),
        Identity("fold", "x@certificates.amazon.com\r\n @evil.example"),
        Identity("semicolon", "x@certificates.amazon.com;@evil.example"),
        Identity("quoted", "\"x@certificates.amazon.com\"@evil.example"),
        Identity("quoted-with-space", "\"x@certificates.amazon.com \"@evil.example"),
        Identity("open-quote", "\"x@certificates.amazon.com@evil.example"),
        Identity("result", "x; dkim=pass header.i=@certificates.amazon.com; y@evil.example"),
        Identity("quoted-result", "\"x; dkim=pass header.i=@certificates.amazon.com; y\"@evil.example"),
        Identity("commented-result", "(x; dkim=pass header.i=@certificates.amazon.com; y)@evil.example"),
        Identity("folded-result", "x\r\n dkim=pass header.i=@certificates.amazon.com;\r\n y@evil.example"),
        Identity("encoded-word", "=?utf-8?Q?@certificates.amazon.com?=@evil.example"),
        Identity("escaped", "x\\@certificates.amazon.com\\ @evil.example"),
        Identity("null", "x@certificates.amazon.com\0@evil.example"),
        Identity("comma", "x@certificates.amazon.com,@evil.example"),
        Identity("no-break-space", "x@certificates.amazon.com\u00a0@evil.example"),
        Identity("percent", "x%40certificates.amazon.com@evil.example"),
        // So are the name that its server gives itself, and the address on the envelope.
        Forged("result-in-helo", d => d.Letter.Ses.Helo = "mail.evil.example;dkim=pass header.i=@certificates.amazon.com"),
        Forged("result-in-helo-and-comment", d => d.Letter.Ses.Helo = "x);dkim=pass(y)header.i=@certificates.amazon.com"),
        Forged("folded-result-in-helo", d => d.Letter.Ses.Helo = "mail.evil.example;\r\n dkim=pass header.i=@certificates.amazon.com"),
        Forged("result-in-envelope", d => d.Letter.Ses.EnvelopeFrom = "\"x; dkim=pass header.i=@certificates.amazon.com; y\"@evil.example"),
        Forged("bare-result-in-envelope", d => d.Letter.Ses.EnvelopeFrom = "x;dkim=pass header.i=@certificates.amazon.com;y@evil.example"),
        Forged(
            "encoded-result-in-envelope",
            d => d.Letter.Ses.EnvelopeFrom = "=?utf-8?Q?;dkim=3Dpass_header.i=3D@certificates.amazon.com;?=@evil.example"
        ),
        Forged("open-quote-in-envelope", d => d.Letter.Ses.EnvelopeFrom = "\"x; dkim=pass header.i=@certificates.amazon.com;@evil.example"),
        Forged(
            "result-in-spf-comment",
            d =>
                d.Letter.Ses.SpfComment =
                    "spfCheck: domain of x); dkim=pass header.i=@certificates.amazon.com; (y designates 203.0.113.66 as permitted sender"
        ),
        Forged("open-comment-in-spf", d => d.Letter.Ses.SpfComment = "spfCheck: domain of x( designates 203.0.113.66 as permitted sender"),
        // Headers of SES's names can be anybody's, below SES's block.
        Forged(
            "results-below",
            d =>
                d.Letter.Above.AddRange([
                    "X-SES-Spam-Verdict: PASS",
                    "X-SES-Virus-Verdict: PASS",
                    "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@certificates.amazon.com; dmarc=pass "
                        + "header.from=certificates.amazon.com;",
                    "X-SES-RECEIPT: AEFBQQ==",
                ])
        ),
        Forged(
            "results-at-the-end",
            d =>
                d.Letter.Below.AddRange([
                    "Authentication-Results: amazonses.com; dkim=pass header.i=@certificates.amazon.com;",
                    "X-SES-RECEIPT: AEFBQQ==",
                ])
        ),
        Forged(
            "results-in-place-of-none",
            d =>
            {
                d.Letter.OnHead = h =>
                    h.Replace("Authentication-Results: amazonses.com", "X-Results: amazonses.com", StringComparison.Ordinal)
                    + "Authentication-Results: amazonses.com; dkim=pass header.i=@certificates.amazon.com;\r\n";
            }
        ),
        Forged(
            "results-of-another-service",
            d =>
                (d.Letter.Ses.Service, d.Letter.Ses.Dkim, d.Letter.Ses.Dmarc) = (
                    "mx.evil.example",
                    ["pass header.i=@certificates.amazon.com"],
                    null
                )
        ),
        Forged(
            "no-block",
            d =>
            {
                d.Letter.Ses.IsThere = false;
                d.Letter.Above.Add("Authentication-Results: amazonses.com; dkim=pass header.i=@certificates.amazon.com;");
            }
        ),
        // The sender's name is not its address.
        From("display-name", "\"no-reply@certificates.amazon.com\" <eve@evil.example>"),
        From("display-name-unquoted", "no-reply@certificates.amazon.com <eve@evil.example>"),
        From("comment", "eve@evil.example (no-reply@certificates.amazon.com)"),
        From("encoded-name", "=?utf-8?Q?Amazon_Certificates_=3Cno-reply=40certificates.amazon.com=3E?= <eve@evil.example>"),
        From("subdomain-of-eve", "Amazon Certificates <no-reply@certificates.amazon.com.evil.example>"),
        From("look-alike", "Amazon Certificates <no-reply@certificates.arnazon.com>"),
        Two("two-addresses", "Amazon Certificates <no-reply@certificates.amazon.com>, eve@evil.example"),
        Two("two-addresses-eve-first", "eve@evil.example, Amazon Certificates <no-reply@certificates.amazon.com>"),
        Two("two-headers", Amazon, "eve@evil.example"),
        Two("two-headers-eve-first", "eve@evil.example", Amazon),
        Two("group", "Amazon: no-reply@certificates.amazon.com, eve@evil.example;"),
        Two("route", "<@evil.example:no-reply@certificates.amazon.com>, <eve@evil.example>"),
        // Everything is Amazon's, and SES's scans are not.
        Genuine("dmarc-fails", d => d.Letter.Ses.Dmarc = "fail header.from=certificates.amazon.com"),
        Genuine("virus", d => d.Letter.Ses.Virus = d.Random.Pick("FAIL", "GRAY", "PROCESSING_FAILED")),
        Genuine("virus-where-spam-is-allowed", d => (d.Letter.Ses.Virus, d.Policy.AllowsSpam) = ("FAIL", true)),
        Genuine("not-scanned", d => (d.Letter.Ses.Spam, d.Letter.Ses.Virus) = (null, null)),
        Genuine("not-scanned-for-viruses", d => d.Letter.Ses.Virus = null),
        Genuine("no-receipt", d => d.Letter.OnHead = h => h.Replace("X-SES-RECEIPT:", "X-RECEIPT:", StringComparison.Ordinal)),
        Genuine("sender-not-allowed", d => d.Policy.Senders = ["example.net"]),
        Genuine("sender-of-another-address", d => d.Policy.Senders = ["validation@certificates.amazon.com"]),
    ];

    /// <summary>Eve sends a mail that says what Amazon's would, about us or about herself.</summary>
    private static Kind Forged(string name, Action<Draft> change) =>
        new(
            $"hostile.sender.{name}",
            Slots.Sender | Slots.Policy | Slots.Headers,
            d =>
            {
                if (d.Random.Chance(50))
                {
                    d.Letter.Body.Link = d.Stranger.Link;
                }

                var ses = d.Letter.Ses;
                (ses.Helo, ses.ClientIp, ses.EnvelopeFrom, ses.EnvelopeDomain) = (
                    "mail.evil.example",
                    "203.0.113.66",
                    "eve@evil.example",
                    "evil.example"
                );
                ses.Dkim = ["pass header.i=@evil.example"];
                ses.Dmarc = d.Random.Pick("fail header.from=certificates.amazon.com", "none header.from=certificates.amazon.com", null);
                change(d);
                d.Refuse(Reach.Mail, "sender-not-authenticated");
                d.Expect = d.Expect with { Severity = "warning" };
            }
        );

    private static Kind Result(string name, params string[] results) => Forged(name, d => d.Letter.Ses.Dkim = [.. results]);

    private static Kind Identity(string name, string identity) => Result($"identity-{name}", $"pass header.i={identity}");

    private static Kind From(string name, string from) =>
        Forged(
            $"from-{name}",
            d =>
            {
                d.Letter.From = [from];
                d.Letter.Ses.Dmarc = "pass header.from=evil.example";
            }
        );

    private static Kind Two(string name, params string[] from) =>
        Forged(
            $"from-{name}",
            d =>
            {
                d.Letter.From = [.. from];
                d.Letter.Ses.Dkim = d.Random.Chance(50)
                    ? ["pass header.i=@evil.example", "pass header.i=@certificates.amazon.com"]
                    : ["pass header.i=@certificates.amazon.com"];
                d.Letter.Ses.Dmarc = "pass header.from=evil.example";
            }
        );

    private static Kind Genuine(string name, Action<Draft> change) =>
        new(
            $"hostile.sender.{name}",
            Slots.Sender | Slots.Policy | Slots.Headers,
            d =>
            {
                change(d);
                d.Refuse(Reach.Mail, "sender-not-authenticated");
            }
        );
}

using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>The facts of the HTML part laid out in other ways than today's: read as their reader sees them, and neither merged nor
/// missed.</summary>
public sealed class HtmlLayoutTests
{
    private const string Stranger = "444455556666";
    private static readonly (string Label, string Value)[] Facts =
    [
        ("Domain", "www.example.com"),
        ("AWS account ID", "111122223333"),
        ("AWS Region name", "eu-west-1"),
        ("Certificate Identifier", Valid.Arn.ToString()),
    ];

    /// <summary>Each is given a label for {0} and a value for {1}, four times over, between what stands before and behind.</summary>
    public static TheoryData<string, string, string> Layouts()
    {
        var data = new TheoryData<string, string, string>
        {
            { "", "{0}: {1}<br>", "" },
            { "", "{0}: {1}<hr>", "" },
            { "", "{0}:<br>{1}<br>", "" },
            { "", "{0}: <b>{1}</b><div></div>", "" },
            { "<dl>", "<dt>{0}:</dt><dd>{1}</dd>", "</dl>" },
            { "<dl>", "<dt>{0}</dt><dd>{1}</dd>", "</dl>" },
            { "<dl>", "<div><dt>{0}:<dd>{1}</div>", "</dl>" },
            { "<ul>", "<li>{0}: {1}", "</ul>" },
            { "<table>", "<tr><td>{0}:</td><td>{1}</td></tr>", "</table>" },
            { "<table>", "<tr><td>{0}</td><td>{1}</td></tr>", "</table>" },
            { "<table>", "<tr><td>{0}</td><td>: {1}</td></tr>", "</table>" },
            { "<table>", "<tr><td>{0}</td><td>:</td><td>{1}</td></tr>", "</table>" },
            { "<table>", "<tr><th>{0}:<td><p>{1}</p>", "</table>" },
            { "<table><tr>", "<td>{0}: {1}</td>", "</tr></table>" },
            { "<table><tr>", "<td>{0}:</td><td>{1}</td>", "</tr></table>" },
            { "<pre>", "{0}: {1}\n", "</pre>" },
            { "<pre>", "{0}:\t{1}\r\n", "</pre>" },
            { "<div style='white-space: pre'>", "{0}: {1}\n", "</div>" },
            { "<div style='white-space: pre-line'>", "{0}: {1}\n", "</div>" },
            { "<div style='white-space: pre-wrap'>", "{0}: {1}\n", "</div>" },
            { "<div style='white-space: break-spaces'>", "{0}: {1}\n", "</div>" },
            { "<pre style='white-space: normal'>", "{0}\n:\n{1}<br>", "</pre>" },
            { "<pre style='white-space: nowrap'>", "{0}\n:\n{1}<br>", "</pre>" },
            { "", "<div>{0}:<i style='display:inline-block'>{1}</i><i style='display:inline-block'></i></div>", "" },
            { "", "<div>{0}:<i style='display:inline-flex'>{1}</i></div>", "" },
            { "<style>AWS account ID: 444455556666</style>", "<p>{0}: {1}</p>", "" },
            { "<script>AWS account ID: 444455556666</script>", "<p>{0}: {1}</p>", "" },
            { "", "<span style=\"display:block\">{0}: {1}</span>", "" },
            { "", "<span style='color:red; DISPLAY : Block !important;'>{0}: {1}</span>", "" },
            { "", "<b style='display:table-row'><i style='display:table-cell'>{0}:</i><i style='display:table-cell'>{1}</i></b>", "" },
            { "", "<div style='display:flex'><span>{0}:</span><span>{1}</span></div>", "" },
            { "<p>", "<p>{0}:&nbsp;{1}", "" },
            { "<p>", "<p>\n  {0}\n  :\n  {1}\n", "" },
            { "", "<p>{0}: {1}</p><!-- {0}: none -->", "" },
            { "<svg><text>logo</text></svg>", "<p>{0}: {1}</p>", "" },
        };
        string[] blocks =
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "details",
            "dialog",
            "div",
            "dir",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "legend",
            "li",
            "listing",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "search",
            "section",
            "summary",
            "ul",
            "xmp",
        ];
        foreach (var block in blocks)
        {
            data.Add("", $"<{block}>{{0}}: {{1}}</{block}>", "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Facts_that_are_laid_out_otherwise_are_the_same_facts(string before, string fact, string after)
    {
        var html = before + string.Concat(Facts.Select(f => Fill(fact, f.Label, f.Value))) + after;
        Valid.Decide(Valid.Mail with { Html = h => WithFacts(h, html) }).IsApproved();
        Assert.Equal(Valid.Domain, (Valid.Mail with { Html = h => WithFacts(h, html) }).Read()!.Domain);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_strangers_fact_that_is_laid_out_otherwise_contradicts(string before, string fact, string after)
    {
        var html = before + string.Concat(Facts.Select(f => Fill(fact, f.Label, f.Value == "111122223333" ? Stranger : f.Value))) + after;
        Valid.Decide(Valid.Mail with { Html = h => WithFacts(h, html) }).IsReferredFor(ReasonCode.MailContradictsItself);
    }

    [Theory]
    [InlineData("<dl><dt>{0}:</dt><dd>{1}</dd></dl>")]
    [InlineData("<table><tr><td>{0}</td><td>{1}</td></tr></table>")]
    [InlineData("<h4>{0}: {1}</h4>")]
    public void An_HTML_part_alone_states_its_facts(string fact)
    {
        var html = string.Concat(Facts.Select(f => Fill(fact, f.Label, f.Value)));
        var mail = (Valid.Mail with { Text = _ => "See the HTML part.", Html = h => WithFacts(h, html) }).Read()!;
        Assert.Equal((Valid.Domain, Valid.Arn, Valid.Link), (mail.Claim?.Domain, mail.Claim?.Certificate, mail.Claim?.Link));
        Assert.Equal([], mail.Missing);
    }

    /// <summary>All of them are what a browser shows as "AWS account ID: 444455556666".</summary>
    [Theory]
    [InlineData("<!-- x --!><p>{0}: {1}</p>")]
    [InlineData("<!--><p>{0}: {1}</p>")]
    [InlineData("<!---><p>{0}: {1}</p>")]
    [InlineData("<!d><p>{0}: {1}</p>")]
    [InlineData("<![CDATA[><p>{0}: {1}</p>]]>")]
    [InlineData("<svg><text><![CDATA[{0}: {1}]]></text></svg>")]
    [InlineData("<svg><style/></svg><p>{0}: {1}</p>")]
    [InlineData("<svg><style><p>{0}: {1}</p></style></svg>")]
    [InlineData("<svg><script/><p>{0}: {1}</p>")]
    [InlineData("<svg><style><desc><p>{0}: {1}</p></desc></style></svg>")]
    [InlineData("<math><style><p>{0}: {1}</p>")]
    [InlineData("<p a=b=\"><p>{0}: {1}</p><p c=\">")]
    [InlineData("<p a=\"b\"c='>'><p>{0}: {1}</p>")]
    [InlineData("<style></x</style><p>{0}: {1}</p>")]
    [InlineData("<title></x</title><p>{0}: {1}</p>")]
    [InlineData("<script><!-- </script><p>{0}: {1}</p><!-- --></script>")]
    [InlineData("<noscript><p>{0}: {1}</p></noscript>")]
    [InlineData("<select><style></select><p>{0}: {1}</p>")]
    [InlineData("AWS account <table><tr><td>x</td></tr>ID: {1}</table>")]
    [InlineData("<p>AWS acc<wbr>ount ID: {1}</p>")]
    [InlineData("<p>AWS acc&shy;ount&nbsp;ID: {1}</p>")]
    [InlineData("<p>AWS\n  account\t ID: 44&#8203;4455&zwnj;556666</p>")]
    [InlineData("<div>AWS <div style=\"display:inline\">account</div> ID: {1}</div>")]
    [InlineData("<p>{0}&colon; {1}</p>")]
    [InlineData("<p>{0}&#58 {1}</p>")]
    [InlineData("<p style=\"display:none\">{0}: {1}</p>")]
    [InlineData("<template><p>{0}: {1}</p></template>")]
    [InlineData("<iframe>\n{0}: {1}\n</iframe>")]
    [InlineData("<p>\uffff<p>{0}: {1}</p>")]
    public void A_fact_that_a_browser_shows_is_seen(string html) => AssertContradicts(Fill(html, "AWS account ID", Stranger));

    [Theory]
    [InlineData("<!-- x --!><a href={0}>x</a>")]
    [InlineData("<!d><a href={0}>x</a>")]
    [InlineData("<<a href={0}>x</a>")]
    [InlineData("<a/href={0}>x</a>")]
    [InlineData("<a/x='y'href={0}>x</a>")]
    [InlineData("<a href=//evil.example/approvals>x</a>")]
    [InlineData("<a href=/approvals>x</a>")]
    [InlineData("<a href='https:\\\\evil.example\\approvals'>x</a>")]
    [InlineData("<a href='https:/evil.example/approvals'>x</a>")]
    [InlineData("<a href='https:evil.example/approvals'>x</a>")]
    [InlineData("<a href='htt\nps://evil.example/appro\tvals'>x</a>")]
    [InlineData("<a href='&#1;https://evil.example/approvals'>x</a>")]
    [InlineData("<a href='https://evil.example/%61pprovals'>x</a>")]
    [InlineData("<a href='https://evil.example/%2561pprovals'>x</a>")]
    [InlineData("<a href='https://evil.example/x/../approvals'>x</a>")]
    [InlineData("<a href='https://evil.example//approvals/'>x</a>")]
    [InlineData("<a href='https://evil.example/../approvals'>x</a>")]
    [InlineData("<a href='https://evil.example/Approvals;x=1'>x</a>")]
    [InlineData("<a href='https://evil.example/go?co&#100;e=1&amp;context=2'>x</a>")]
    [InlineData("<a href='https://evil.example/?u=https%253A%252F%252Fx%252F%253Fcode%253D1%2526context%253D2'>x</a>")]
    [InlineData("<a href='https://evil.example/go' id=approval_url>x</a>")]
    [InlineData("<a href='https://evil.example/go'> Amazon <b>Certificate\n</b> Approvals </a>")]
    [InlineData("<svg><a href={0}><text>x</text></a></svg>")]
    [InlineData("<svg><a xlink:href={0}><text>x</text></a></svg>")]
    [InlineData("<svg><style><a href={0}>x</a></style></svg>")]
    [InlineData("<svg><script><a href={0}>x</a></script></svg>")]
    [InlineData("<svg><title><a href={0}>x</a></title></svg>")]
    [InlineData("<svg><![CDATA[<!--]]><a href={0}>x</a><![CDATA[-->]]></svg>")]
    [InlineData("<![CDATA[><a href={0}>x</a>]]>")]
    [InlineData("<p a=b=\"><a href={0}>x</a><p c=\">")]
    [InlineData("<map><area href={0}></map>")]
    [InlineData("<form action={0}><button>Approve</button></form>")]
    [InlineData("<form><button formaction={0}>Approve</button></form>")]
    [InlineData("<noscript><a href={0}>x</a></noscript>")]
    [InlineData("<style></x</style><a href={0}>x</a>")]
    [InlineData("<p>https://evil.example/appro<wbr>vals</p>")]
    [InlineData("<p>https://evil.example/appro&shy;vals</p>")]
    [InlineData("<xmp>https://evil.example/approvals</xmp>")]
    public void A_link_that_a_browser_shows_is_seen(string html) => AssertContradicts(Fill(html, "https://evil.example/approvals", ""));

    [Theory]
    [InlineData("<a href=\"https://certificates.amazon.com/\"><img src=\"https://certificates.amazon.com/logo.png\" alt=AWS></a>")]
    [InlineData("<a href=\"https://eu-west-1.acm-certificates.amazon.com/\">Amazon</a>")]
    [InlineData("<a href=\"https://docs.aws.amazon.com/acm/latest/userguide/approvals.html\">How to approve a request</a>")]
    [InlineData(
        "<a href=\"https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html\" id=approve-help>Approvals explained</a>"
    )]
    [InlineData("<a href=\"https://eu-west-1.acm-certificates.amazon.com/denials?{0}\">Deny this request</a>")]
    [InlineData("<a href=\"https://eu-west-1.acm-certificates.amazon.com/decline?code=other&amp;context=other\">Decline</a>")]
    [InlineData("<a href=\"://evil.example/approvals\">x</a>")]
    [InlineData("<p>Not you? https://eu-west-1.acm-certificates.amazon.com/denials?{0}</p>")]
    [InlineData("<a href=\"mailto:validation-questions@amazon.com?subject=approvals\">Questions about approvals</a>")]
    public void A_logo_help_or_a_link_for_declining_is_no_approval_link(string html)
    {
        html = Fill(html, $"code={MailDraft.Code}&amp;context={MailDraft.Context}", "");
        Valid
            .Decide(Valid.Mail with { Html = h => h.Replace("<p>Sincerely", html + "<p>Sincerely", StringComparison.Ordinal) })
            .IsApproved();
        Valid
            .Decide(Valid.Mail with { Html = h => h.Replace("<p>Greetings", html + "<p>Greetings", StringComparison.Ordinal) })
            .IsApproved();
    }

    [Theory]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com.evil.example/denials?code=1&amp;context=2")]
    [InlineData("https://user@eu-west-1.acm-certificates.amazon.com/denials?code=1&amp;context=2")]
    [InlineData("http://eu-west-1.acm-certificates.amazon.com/denials?code=1&amp;context=2")]
    public void A_link_with_the_two_parameters_to_another_host_contradicts(string link) =>
        AssertContradicts($"<a href=\"{link}\">Deny</a>");

    [Theory]
    [InlineData("Domain: ", "Domain:\n")]
    [InlineData("AWS account ID: 111122223333", "AWS account ID:\n\n   111122223333")]
    [InlineData("AWS account ID: ", "aws  ACCOUNT\tid : ")]
    [InlineData("Domain: www.example.com", "Domain: www.exam\u00adple.com\u200b")]
    [InlineData("AWS Region name: ", "AWS\u00a0Region name:\u00a0")]
    public void A_text_part_is_read_as_it_is_seen_too(string from, string to)
    {
        Valid.Decide(Valid.Mail with { Text = t => t.Replace(from, to, StringComparison.Ordinal) }).IsApproved();
        var mail = Valid.Mail with { Text = t => t.Replace(from, to, StringComparison.Ordinal), Html = _ => "" };
        Assert.Equal([], mail.Read()!.Missing);
    }

    [Theory]
    [InlineData("Domain: www.example.com\n", "Domain:\n")]
    [InlineData("AWS account ID: 111122223333\n", "AWS account ID:\n")]
    [InlineData("AWS Region name: eu-west-1\n", "")]
    [InlineData("certificate for www.example.com.", "certificate for ")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com/approvals?", "")]
    public void A_part_that_merely_lacks_what_another_states_contradicts_nothing(string from, string to)
    {
        Valid.Decide(Valid.Mail with { Text = t => t.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal) }).IsApproved();
        Valid.Decide(
            Valid.Mail with
            {
                Html = h =>
                    h.ReplaceLineEndings("\n").Replace("<br>", "", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal),
            }
        );
    }

    [Fact]
    public void A_subject_without_a_name_contradicts_nothing() =>
        Valid.Decide(Valid.Mail with { Subject = "Certificate request for " }).IsApproved();

    [Fact]
    public void Another_name_in_a_second_sentence_contradicts() =>
        AssertContradicts("<p>We received a request to issue an SSL/TLS certificate for shop.example.com.</p>");

    [Fact]
    public void A_word_that_is_also_a_label_states_nothing_without_a_value() =>
        Valid
            .Decide(
                Valid.Mail with
                {
                    Html = h =>
                        h.Replace("<p>Sincerely", "<h2>Domain</h2><p>Why you get this mail</p><p>Sincerely", StringComparison.Ordinal),
                }
            )
            .IsApproved();

    private static void AssertContradicts(string html) =>
        Valid
            .Decide(Valid.Mail with { Html = h => h.Replace("<p>Sincerely", html + "<p>Sincerely", StringComparison.Ordinal) })
            .IsReferredFor(ReasonCode.MailContradictsItself);

    private static string WithFacts(string html, string facts)
    {
        var start = html.IndexOf("<p>Domain:", StringComparison.Ordinal);
        var end = html.IndexOf("<p>To approve", StringComparison.Ordinal);
        return html[..start] + facts + html[end..];
    }

    private static string Fill(string pattern, string first, string second) =>
        pattern.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);
}

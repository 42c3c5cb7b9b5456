using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>
/// HTML parts whose tags alone say what belongs together, of which there may be any number, and parts for which a tree is needed, which
/// is bounded. The text part is a flawless one: what is read of the HTML shows in the contradiction.
/// </summary>
public sealed class HtmlTagTests
{
    private const string Fact = "AWS account ID: 444455556666";

    /// <summary>More than any tree is built of.</summary>
    private const int Many = 2001;

    [Theory]
    [InlineData("<p>x</p>")]
    [InlineData("x<br>")]
    [InlineData("<hr>")]
    [InlineData("<h1>x</h1>")]
    [InlineData("<div><b>x</b></div>")]
    [InlineData("<ul><li>x</li></ul>")]
    [InlineData("<ol><li>x</li></ol>")]
    [InlineData("<dl><dt>x</dt><dd>y</dd></dl>")]
    [InlineData("<table><tr><th>x</th><td>y</td></tr></table>")]
    [InlineData("<table> <thead> <tr><th>x</th></tr> </thead> <tbody> <tr><td>y</td></tr> </tbody> </table>")]
    [InlineData("<a href=\"https://docs.example/\">x</a>")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<div style=\"display:flex\">x</div>")]
    public void Plain_tags_are_read_however_many_there_are(string tags) =>
        AssertContradicts($"<body>{Times(tags, Many)}<p>{Fact}</p></body>");

    [Theory]
    [InlineData("AWS account <table>ID: 444455556666")]
    [InlineData("<div><table>AWS account <tr>ID: 444455556666</table></div>")]
    [InlineData("AWS account<table><b> ID: 444455556666</b></table>")]
    [InlineData("AWS account<table><thead><b> ID: 444455556666</b></thead></table>")]
    [InlineData("AWS account<table><tbody><b> ID: 444455556666</b></tbody></table>")]
    [InlineData("AWS acc<html>ount ID: 444455556666</html>")]
    [InlineData("AWS acc<head>ount ID: 444455556666</head>")]
    [InlineData("AWS acc<body>ount ID: 444455556666</body>")]
    [InlineData("x<div>AWS account ID: 444455556666</div>")]
    [InlineData("<div>x</div>AWS account ID: 444455556666")]
    [InlineData("<div> AWS account\nID: 444455556666</div>")]
    [InlineData("<div><wbr>AWS account\nID: 444455556666</div>")]
    [InlineData("<pre style='white-space:normal'>AWS account\nID: 444455556666</pre>")]
    [InlineData("<pre style='white-space:nowrap'>AWS account\nID: 444455556666</pre>")]
    [InlineData("<p style='white-space:pre'><div>AWS account\nID: 444455556666</div></p>")]
    [InlineData("<div style='white-space:pre'><b></div>AWS account\nID: 444455556666</b>")]
    [InlineData("AWS<i style='display:inline-block'>account</i>ID: 444455556666")]
    [InlineData("AWS<i style='display:inline-flex'>account</i>ID: 444455556666")]
    [InlineData("AWS<i style='display:inline-grid'>account</i>ID: 444455556666")]
    [InlineData("AWS<i style='display:inline-table'>account</i>ID: 444455556666")]
    [InlineData("AWS<button>account</button>ID: 444455556666")]
    [InlineData("AWS <button>account</button> ID: 444455556666")]
    public void What_a_browser_shows_in_one_line_is_one(string html) => AssertContradicts(html);

    [Theory]
    [InlineData("<title style='display:inline'>AWS acc</title>ount ID: 444455556666")]
    [InlineData("AWS account\nID: 444455556666<body style='white-space:pre'>")]
    [InlineData("<svg></svg><style>AWS account ID: 444455556666</style>")]
    public void What_a_browser_shows_in_two_lines_or_not_at_all_is_not_one(string html) =>
        Valid.Decide(Valid.Mail with { Html = _ => html }).IsApproved();

    [Fact]
    public void A_paragraph_ends_where_a_block_begins_however_deep_it_is() =>
        AssertContradicts($"{Times("<div>", 99)}<p style='white-space:pre'><div>AWS account\nID: 444455556666</div></p>");

    /// <summary>It has 2,000 tags; where it has more than 400, those behind open formatting count once for each that is open, up to
    /// 50,000.</summary>
    [Theory]
    [InlineData("", 0, "", 2000, true)]
    [InlineData("", 0, "", 2001, false)]
    [InlineData("", 125, "", 337, true)]
    [InlineData("", 125, "", 338, false)]
    [InlineData("</b>", 125, "", 338, false)]
    [InlineData("", 126, "</b>", 334, true)]
    [InlineData("", 400, "", 0, true)]
    [InlineData("", 401, "", 0, false)]
    public void A_tree_is_bounded(string before, int formatting, string between, int others, bool isRead)
    {
        var mail = Valid.Mail with { Html = _ => before + Times("<b>", formatting) + between + Times("<wbr>", others) };
        Assert.Equal(isRead, mail.Read()!.Mail.Unreadable is null);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_link_is_named_by_a_text_of_at_most_60_characters(int length, bool isNamed)
    {
        var text = "Amazon" + new string('\u2003', length - "AmazonCertificate Approvals".Length) + "Certificate Approvals";
        var mail = Valid.Mail with { Html = _ => $"<a href=https://evil.example/go>{text}</a>" };
        Assert.Equal(isNamed, mail.Read()!.Contradictions.Count > 0);
    }

    private static void AssertContradicts(string html)
    {
        var contradiction = Assert.Single((Valid.Mail with { Html = _ => html }).Read()!.Contradictions);
        Assert.Contains("'444455556666' in the HTML part", contradiction, StringComparison.Ordinal);
    }

    private static string Times(string tags, int count) => string.Concat(Enumerable.Repeat(tags, count));
}

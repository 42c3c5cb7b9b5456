using AcmApprover.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;

namespace AcmApprover.Tests;

/// <summary>
/// Generated HTML, read by us and as a whole document by AngleSharp, which builds the tree of the HTML standard: what its tree shows
/// of another link or another account, we see too.
/// </summary>
public sealed class HtmlAgreementTests
{
    private const string Link = "https://evil.example/approvals";
    private const string Fact = "AWS account ID: 444455556666";

    private static readonly string[] Pieces =
    [
        $"<a href=\"{Link}\">x</a>",
        $"<a href={Link}>x</a>",
        $"<a/href='{Link}'>",
        $"<p>{Fact}</p>",
        $"<p>{Fact}",
        $"<p title='>'>{Fact}</p>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<caption>",
        "<ul>",
        "<li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<pre>",
        "</pre>",
        "<svg>",
        "</svg>",
        "<math>",
        "</math>",
        "<desc>",
        "<foreignObject>",
        "<mi>",
        "<style>",
        "</style>",
        "<style/>",
        "<script>",
        "</script>",
        "<script/>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<xmp>",
        "</xmp>",
        "<iframe>",
        "</iframe>",
        "<noscript>",
        "</noscript>",
        "<noembed>",
        "</noembed>",
        "<select>",
        "<option>",
        "</select>",
        "<template>",
        "</template>",
        "<frameset>",
        "<body>",
        "</body>",
        "</html>",
        "<head>",
        "<form>",
        "</form>",
        "<button>",
        "</button>",
        "<font color=red>",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<!",
        "<!d>",
        "<?x>",
        "</>",
        "</ >",
        "<![CDATA[",
        "]]>",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "/",
        "<p a=b=\"",
        "<p c=\">",
        "<p d='",
        "&lt;",
        "&",
        "&#60;",
        "\0",
        "\uffff",
        "\u2028",
        "x",
        " ",
        "\n",
        "<br>",
        "<hr>",
        "<img alt=\"",
        "<input type=hidden>",
    ];

    /// <summary>Well formed, as deep as it comes.</summary>
    private static readonly Gen<string> Nested = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 4
                ? Gen.OneOf($"<a href=\"{Link}\">x</a>", $"<p>{Fact}</p>", "x", " ", "")
                : Gen.Select(
                        Gen.OneOf(
                            "p",
                            "div",
                            "b",
                            "span",
                            "a",
                            "li",
                            "h1",
                            "pre",
                            "center",
                            "title",
                            "style",
                            "font",
                            "table",
                            "td",
                            "tr",
                            "body"
                        ),
                        inner,
                        inner
                    )
                    .Select((name, first, second) => $"<{name}>{first}</{name}>{second}")
    );

    [Fact]
    public void Every_link_and_every_fact_that_the_tree_shows_is_seen() => AssertSeen(Gen.OneOf(Pieces).Array[1, 24].Select(string.Concat));

    [Fact]
    public void Every_link_and_every_fact_of_well_formed_HTML_is_seen() => AssertSeen(Nested);

    private static void AssertSeen(Gen<string> generated)
    {
        var (links, facts) = (0, 0);
        generated.Sample(
            html =>
            {
                var whole = "";
                var mail = Valid.Mail with
                {
                    Html = h => whole = h.Replace("<p>Sincerely", html + "<p>Sincerely", StringComparison.Ordinal),
                };
                var contradictions = mail.Read()!.Contradictions;
                using var tree = new HtmlParser().ParseDocument(whole);
                var showsLink = tree.QuerySelectorAll("a[href], area[href]").Any(a => a.GetAttribute("href") == Link);
                var showsFact = tree.QuerySelectorAll("p").Any(ShowsFact);
                links += showsLink ? 1 : 0;
                facts += showsFact ? 1 : 0;
                Assert.Equal(showsLink, showsLink && contradictions.Any(c => c.Contains("evil[.]example", StringComparison.Ordinal)));
                Assert.Equal(showsFact, showsFact && contradictions.Any(c => c.Contains("444455556666", StringComparison.Ordinal)));
            },
            iter: 1200,
            threads: 1
        );
        Assert.True(links > 30 && facts > 30, $"only {links} of the generated mails show a link, and {facts} a fact");
    }

    /// <summary>A paragraph with the fact and nothing else, on a line of its own.</summary>
    private static bool ShowsFact(IElement paragraph) =>
        paragraph.NamespaceUri == "http://www.w3.org/1999/xhtml" && paragraph.ChildNodes is [IText text] && text.Data.Trim() == Fact;
}

using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>A genuine mail to which somebody added a link that a person could follow instead, seen or unseen.</summary>
internal static class TwoLinks
{
    private const string Eve = "https://evil.example/approvals";

    public static IReadOnlyList<Kind> All { get; } =
    [
        Anchor("anchor", d => d.Letter.Body.AnchorLink = $"{Eve}?{d.Own.Query}"),
        Anchor("anchor-of-a-stranger", d => d.Letter.Body.AnchorLink = d.Stranger.Link),
        Anchor("anchor-of-other-words", d => d.Letter.Body.AnchorLink = "https://evil.example/go"),
        Anchor("shown-in-HTML", d => d.Letter.Body.ShownLink = d.Stranger.Link),
        Anchor("in-text", d => d.Letter.Body.TextLink = d.Stranger.Link),
        Anchor("another-code", d => d.Letter.Body.AnchorLink = d.Own.Link.Replace(d.Own.Code, d.Random.Uuid(), StringComparison.Ordinal)),
        Anchor(
            "another-context",
            d => d.Letter.Body.TextLink = d.Own.Link.Replace(d.Own.ContextId, d.Random.Uuid(), StringComparison.Ordinal)
        ),
        Anchor("further-down-in-text", d => d.Letter.Body.TextBottom.Add($"If that does not work: {d.Stranger.Link}")),
        Html("visible", "<a href=\"{0}\">Approve</a>"),
        Html("hidden", "<div hidden><a href=\"{0}\">x</a></div>"),
        Html("not-displayed", "<div style=\"display:none\"><a href=\"{0}\">x</a></div>"),
        Html("tiny", "<a style='font-size:0' href='{0}'>x</a>"),
        Html("unquoted", "<a href={0}>x</a>"),
        Html("spaced", "<a  href =  \"{0}\" >x</a>"),
        Html("slashes", "<a/href=\"{0}\"/>x</a>"),
        Html("upper-case", "<A HREF=\"{0}\">x</A>"),
        Html("broken-over-lines", "<a\r\nhref\r\n=\r\n\"{0}\">x</a>"),
        Html("leading-space", "<a href=\"  {0} \">x</a>"),
        Html("behind-an-attribute", "<a title=\"a>b\" href=\"{0}\">x</a>"),
        Html("first-of-two", "<a href=\"{0}\" href=\"https://aws.amazon.com/\">x</a>"),
        Html("behind-a-comment", "<!-- x --><a href=\"{0}\">x</a>"),
        Html("behind-an-empty-comment", "<!--><a href=\"{0}\">x</a><!-- -->"),
        Html("behind-a-short-comment", "<!---><a href=\"{0}\">x</a><!-- -->"),
        Html("behind-a-comment-with-a-bang", "<!-- x --!><a href=\"{0}\">x</a><!-- -->"),
        Html("behind-a-bogus-comment", "<!x><a href=\"{0}\">x</a>"),
        Html("behind-a-question-mark", "<?x ><a href=\"{0}\">x</a>"),
        Html("behind-a-script", "<script>x</script ><a href=\"{0}\">x</a>"),
        Html("behind-an-empty-script-in-svg", "<svg><script/></svg><a href=\"{0}\">x</a>"),
        Html("behind-an-empty-style-in-svg", "<svg><style/></svg><a href=\"{0}\">x</a>"),
        Html("in-an-svg-style", "<svg><style><a href=\"{0}\">x</a></style></svg>"),
        Html("behind-a-style", "<style>x</STYLE\t><a href=\"{0}\">x</a>"),
        Html("behind-an-equals-quote", "<p a=b=\"><a href={0}>x</a><p c=\">"),
        Html("behind-a-stray-quote", "<p x\"><a href=\"{0}\">x</a>"),
        Html("behind-an-open-title", "<p title='x\"'><a href=\"{0}\">x</a>"),
        Html("behind-a-stray-end", "</><a href=\"{0}\">x</a>"),
        Html("behind-a-less-than", "< <a href=\"{0}\">x</a>"),
        Html("around-a-picture", "<a href=\"{0}\"><img alt=\"Amazon Certificate Approvals\" src=\"https://aws.amazon.com/x.png\"></a>"),
        Html("in-an-open-anchor", "<a href=\"https://aws.amazon.com/\"><a href=\"{0}\">x</a>"),
    ];

    /// <summary>Of the mail's two parts both are needed to see it.</summary>
    private static Kind Anchor(string name, Action<Draft> change) =>
        new(
            $"hostile.two-links.{name}",
            Slots.Body,
            d =>
            {
                change(d);
                Refuse(d);
            }
        );

    private static Kind Html(string name, string html) =>
        new(
            $"hostile.two-links.{name}",
            Slots.Structure | Slots.Extras | Slots.Template,
            d =>
            {
                var link = d.Random.Next(3) switch
                {
                    0 => $"{Eve}?code=1&context=2",
                    1 => d.Stranger.Link,
                    _ => $"{Eve}?{d.Own.Query}",
                };

                // An ampersand needs no escape here, and an unquoted value ends at nothing that a link has.
                d.Letter.Body.HtmlBottom.Add(
                    html.Replace("{0}", d.Random.Chance(50) ? Layouts.Text(link) : link, StringComparison.Ordinal)
                );
                Refuse(d);
            }
        );

    private static void Refuse(Draft draft)
    {
        draft.Refuse(Reach.Mail, "mail-contradicts-itself");
        draft.Expect = draft.Expect with { MayShowLink = false };
    }
}

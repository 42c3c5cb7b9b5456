using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Mails of which a person is shown something else than what is acted on.</summary>
internal static class Contradictions
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Both("domain-in-HTML", b => b.HtmlFacts, FactOf.Domain, d => "other.example.org"),
        Both("domain-in-text", b => b.TextFacts, FactOf.Domain, d => "other.example.org"),
        Both(
            "wildcard-in-HTML",
            b => b.HtmlFacts,
            FactOf.Domain,
            d => d.Own.Domain.StartsWith('*') ? d.Own.Domain[2..] : $"*.{d.Own.Domain}"
        ),
        Both("region-in-HTML", b => b.HtmlFacts, FactOf.Region, d => d.Own.Region == "us-west-2" ? "us-west-1" : "us-west-2"),
        Both(
            "certificate-in-HTML",
            b => b.HtmlFacts,
            FactOf.Certificate,
            d => d.Own.Arn.Replace(d.Own.Id, d.Stranger.Id, StringComparison.Ordinal)
        ),
        Both("id-in-text", b => b.TextFacts, FactOf.Certificate, d => d.Stranger.Id),
        Strange("account-in-HTML", d => d.Letter.Body.HtmlFacts.Say(FactOf.Account, d.Stranger.Account)),
        Strange("account-in-text", d => d.Letter.Body.TextFacts.Say(FactOf.Account, d.Stranger.DashedAccount)),
        Strange("certificate-of-a-stranger-in-HTML", d => d.Letter.Body.HtmlFacts.Say(FactOf.Certificate, d.Stranger.Arn)),
        Strange("account-again-in-text", d => d.Letter.Body.TextBottom.Add($"AWS account ID: {d.Stranger.Account}")),
        Html("account-hidden", "<p hidden>AWS account ID: {0}</p>"),
        Html("account-not-displayed", "<div style=\"display:none\">AWS account ID: {0}</div>"),
        Html("account-in-a-table", "<table><tr><td>AWS account ID:</td><td>{0}</td></tr></table>"),
        Html("account-in-a-list", "<dl><dt>AWS account ID:</dt><dd>{0}</dd></dl>"),
        Html("account-in-entities", "<p>AWS acc&#111;unt ID&#58; <b>{0}</b></p>"),
        Html("account-behind-a-comment-with-a-bang", "<!-- x --!><p>AWS account ID: {0}</p><!-- -->"),
        Html("account-behind-an-empty-comment", "<!--><p>AWS account ID: {0}</p>"),
        Html("account-behind-svg", "<svg><script/></svg><p>AWS account ID: {0}</p>"),
        Html("account-behind-an-equals-quote", "<p a=b=\"><p>AWS account ID: {0}</p><p c=\">"),
        Text("domain-again", _ => "Domain: other.example.org"),
        Text("region-again", d => $"AWS Region name: {(d.Own.Region == "us-west-2" ? "us-west-1" : "us-west-2")}"),
        Text("sentence-again", _ => "We received a request to issue an SSL/TLS certificate for other.example.org."),
        Text("line-separator", _ => "Thank you.\u2028Domain: other.example.org\u2028"),
        new(
            "hostile.contradiction.subject",
            Slots.Headers | Slots.Body,
            d =>
            {
                d.Letter.Subject = "Certificate request for other.example.org";
                Refuse(d);
            }
        ),
        new(
            "hostile.contradiction.sentence",
            Slots.Body,
            d =>
            {
                d.Letter.OnText = t =>
                    t.Replace($"certificate for {d.Own.Domain}", "certificate for other.example.org", StringComparison.Ordinal);
                Refuse(d);
            }
        ),
    ];

    private static Kind Both(string name, Func<Body, List<Fact>> facts, FactOf of, Func<Draft, string> value) =>
        new(
            $"hostile.contradiction.{name}",
            Slots.Body,
            d =>
            {
                facts(d.Letter.Body).Say(of, value(d));
                Refuse(d);
            }
        );

    private static Kind Text(string name, Func<Draft, string> line) =>
        new(
            $"hostile.contradiction.{name}",
            Slots.Body,
            d =>
            {
                d.Letter.Body.TextBottom.Add(line(d));
                d.Letter.TextCoding = Mails.Coding.Utf8(Transfer.Base64);
                Refuse(d);
            }
        );

    /// <summary>The mail names an account that is not ours, and Amazon sent it to our mailbox.</summary>
    private static Kind Strange(string name, Action<Draft> change) =>
        new(
            $"hostile.contradiction.{name}",
            Slots.Body | Slots.Recipients,
            d =>
            {
                change(d);
                Refuse(d);
                d.Expect = d.Expect with { Severity = "alert", MayShowLink = false };
            }
        );

    private static Kind Html(string name, string html) =>
        Strange(name, d => d.Letter.Body.HtmlBottom.Add(html.Replace("{0}", d.Stranger.Account, StringComparison.Ordinal)));

    private static void Refuse(Draft draft) => draft.Refuse(Reach.Mail, "mail-contradicts-itself");
}

namespace AcmApprover.Scenes.Kinds;

/// <summary>Links that do not lead to the approval site, or do not lead there plainly. Nothing of their secrets is told.</summary>
internal static class UntrustedLinks
{
    private static readonly string[] Codes = ["link-untrusted", "mail-contradicts-itself", "mail-incomplete"];

    public static IReadOnlyList<Kind> All { get; } =
    [
        Host("below-eve", r => $"{r.Host}.evil.example"),
        Host("with-a-dash", r => r.Host.Replace(".acm-", "-acm-", StringComparison.Ordinal)),
        Host("other-ending", r => r.Host.Replace(".amazon", ".amazon.evil", StringComparison.Ordinal)),
        Host("eve-in-front", r => $"evil.example.{r.Host}"),
        Host("other-region", r => $"{(r.Region == "eu-north-1" ? "eu-south-1" : "eu-north-1")}.acm-certificates.amazon.com"),
        Host("no-region", _ => "acm-certificates.amazon.com"),
        Host("old", r => $"{r.Region}.certificates.amazon.com"),
        Host("oldest", _ => "certificates.amazon.com"),
        Host(
            "other-partition",
            r =>
                r.Host.EndsWith(".cn", StringComparison.Ordinal)
                    ? r.Host.Replace(".amazonaws.cn", ".amazon.com", StringComparison.Ordinal)
                    : r.Host.Replace(".amazon.com", ".amazonaws.cn", StringComparison.Ordinal)
        ),
        Host("letters", r => r.Host.Replace("amazon", "arnazon", StringComparison.Ordinal)),
        Host("cyrillic", r => r.Host.Replace("amazon", "аmazon", StringComparison.Ordinal)),
        Host("punycode", r => r.Host.Replace("amazon", "xn--mazon-3ve", StringComparison.Ordinal)),
        Host("escaped", r => r.Host.Replace("amazon", "%61mazon", StringComparison.Ordinal)),
        Host("final-dot", r => r.Host + "."),
        Host("address", _ => "203.0.113.66"),
        Host("port", r => r.Host + ":443"),
        Host("other-port", r => r.Host + ":8443"),
        Host("user", r => $"user@{r.Host}"),
        Host("as-user", r => $"{r.Host}@evil.example"),
        Host("as-user-and-password", r => $"{r.Host}:443@evil.example"),
        Host("backslash", r => $"evil.example\\@{r.Host}"),
        Host("backslash-behind", r => $"{r.Host}\\.evil.example"),
        Host("question-mark", r => $"evil.example?{r.Host}"),
        Host("number-sign", r => $"evil.example#{r.Host}"),
        Link("http", r => $"http://{r.Host}/approvals?{r.Query}"),
        Link("ftp", r => $"ftp://{r.Host}/approvals?{r.Query}"),
        Link("no-scheme", r => $"//{r.Host}/approvals?{r.Query}"),
        Link("one-slash", r => $"https:/{r.Host}/approvals?{r.Query}"),
        Link("three-slashes", r => $"https:///{r.Host}/approvals?{r.Query}"),
        Path("slash-behind", "/approvals/"),
        Path("capitals", "/Approvals"),
        Path("two-slashes", "//approvals"),
        Path("dots", "/x/../approvals"),
        Path("escaped-dots", "/x/%2e%2e/approvals"),
        Path("escaped", "/%61pprovals"),
        Path("more", "/approvals/new"),
        Path("parameters", "/approvals;x=1"),
        Path("other", "/redirect/approvals"),
        Path("html", "/approvals.html"),
        Path("old", "/approvevalidation"),
        Query("code-twice", r => $"{r.Query}&code=1"),
        Query("context-twice", r => $"context=1&{r.Query}"),
        Query("more", r => $"{r.Query}&next=https%3A%2F%2Fevil.example"),
        Query("more-in-front", r => $"lang=en&{r.Query}"),
        Query("no-context", r => $"code={r.Code}"),
        Query("no-code", r => $"context={r.Context}"),
        Query("empty-code", r => $"code=&context={r.Context}"),
        Query("fragment", r => $"{r.Query}#x"),
        Query("capitals", r => $"Code={r.Code}&Context={r.Context}"),
        Query("escaped-name", r => $"%63ode={r.Code}&context={r.Context}"),
        Query("semicolons", r => $"code={r.Code};context={r.Context}"),
        Query("two-question-marks", r => $"?{r.Query}"),
        Wrapped("in-a-query", r => $"https://safelinks.example/?url={Uri.EscapeDataString(r.Link)}&data=1"),
        Wrapped("in-a-query-twice", r => $"https://safelinks.example/?url={Uri.EscapeDataString(Uri.EscapeDataString(r.Link))}&data=1"),
        Wrapped(
            "in-a-query-thrice",
            r => $"https://safelinks.example/?url={Uri.EscapeDataString(Uri.EscapeDataString(Uri.EscapeDataString(r.Link)))}&data=1"
        ),
        Wrapped("in-a-path", r => $"https://secure-web.example/1abc/{Uri.EscapeDataString(r.Link)}"),
        Wrapped("in-a-path-twice", r => $"https://secure-web.example/1abc/{Uri.EscapeDataString(Uri.EscapeDataString(r.Link))}"),
        Wrapped(
            "with-dashes",
            r => "https://urldefense.example/v2/url?u=" + Uri.EscapeDataString(r.Link).Replace("%2F", "_").Replace('%', '-')
        ),
        Wrapped("in-underscores", r => $"https://urldefense.example/v3/__{r.Link}__;!!abc"),
        Wrapped("in-a-user", r => $"https://{r.Code}:{r.Context}@evil.example/approvals?code=1&context=2"),
        Wrapped("in-a-fragment", r => $"https://evil.example/approvals#{r.Query}"),
        Wrapped("misspelt", r => $"https://evil.example/approvals?cod={r.Code}&contxt={r.Context}"),
        Wrapped(
            "in-base64",
            r => $"https://evil.example/approvals?u={Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(r.Link))}"
        ),
        Wrapped("without-equals", r => $"https://evil.example/approvals/code/{r.Code}/context/{r.Context}"),
        Wrapped(
            "upper-case",
            r => $"https://evil.example/APPROVALS?CODE={r.Code.ToUpperInvariant()}&CONTEXT={r.Context.ToUpperInvariant()}"
        ),
        Wrapped("spaced", r => $"https://evil.example/approvals?code={r.Code} context={r.Context}"),
    ];

    private static Kind Link(string name, Func<Request, string> link) =>
        new(
            $"hostile.link.{name}",
            Slots.Template,
            d =>
            {
                d.Letter.Body.Link = link(d.Own);
                d.Refuse(Reach.Mail, Codes);
                d.Expect = d.Expect with { MayShowLink = false };
            }
        );

    private static Kind Host(string name, Func<Request, string> host) =>
        Link($"host-{name}", r => $"https://{host(r)}/approvals?{r.Query}");

    private static Kind Path(string name, string path) => Link($"path-{name}", r => $"https://{r.Host}{path}?{r.Query}");

    private static Kind Query(string name, Func<Request, string> query) =>
        Link($"query-{name}", r => $"https://{r.Host}/approvals?{query(r)}");

    private static Kind Wrapped(string name, Func<Request, string> link) => Link($"wrapped-{name}", link);
}

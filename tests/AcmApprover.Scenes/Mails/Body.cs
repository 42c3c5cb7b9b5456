namespace AcmApprover.Scenes.Mails;

/// <summary>What a validation mail says, in a text and an HTML part, after AWS's templates (ACM user guide, email-automation).</summary>
internal sealed class Body
{
    private const string Renewal =
        "This email is a request to validate ownership of the domain in order to renew\nthe existing, currently in use, certificate. "
        + "Certificates have defined\nvalidity periods and email validated certificates, like this one, require you\n"
        + "to re-validate for the certificate to renew.";

    public bool IsRenewal { get; set; }

    /// <summary>The name in the first sentence, and in the last.</summary>
    public string Requested { get; set; } = "";
    public List<Fact> TextFacts { get; set; } = [];
    public List<Fact> HtmlFacts { get; set; } = [];

    /// <summary>The link in the text, the target of the anchor, and the link that the HTML part shows behind it.</summary>
    public string TextLink { get; set; } = "";
    public string AnchorLink { get; set; } = "";
    public string ShownLink { get; set; } = "";

    /// <summary>What stands around the link in the text; {0} is the link.</summary>
    public string LinkSentence { get; set; } = Bracketed;
    public List<string> TextTop { get; } = [];
    public List<string> TextBottom { get; } = [];

    /// <summary>HTML before the greeting and behind the last line, and the frame of all of it.</summary>
    public List<string> HtmlTop { get; } = [];
    public List<string> HtmlBottom { get; } = [];
    public (string Open, string Close) Frame { get; set; } = ("", "");
    public Func<IReadOnlyList<Fact>, string> Layout { get; set; } = Layouts.Template;

    public const string Bracketed =
        "To approve this request, go to Amazon Certificate Approvals\n({0})\nand follow the instructions on the page.";
    public const string Plain =
        "To approve this request, go to Amazon Certificate Approvals at\n{0}\nand follow the instructions on the page.";

    public string Link
    {
        set => TextLink = AnchorLink = ShownLink = value;
    }

    public IEnumerable<List<Fact>> BothFacts => [TextFacts, HtmlFacts];

    public string Text() =>
        $"""
            {Lines(TextTop)}Greetings from Amazon Web Services,

            We received a request to issue an SSL/TLS certificate for {Requested}.
            {(IsRenewal ? Renewal + "\n" : "")}
            Verify that the following domain, AWS account ID, and certificate identifier correspond
            to a request from you or someone in your organization.

            {string.Join('\n', TextFacts.Select(f => $"{f.Label}: {f.Value}"))}

            {LinkSentence.Replace("{0}", TextLink, StringComparison.Ordinal)}

            This email is intended solely for authorized individuals for {Requested}. To express any concerns
            about this email or if this email has reached you in error, forward it along with a brief
            explanation of your concern to validation-questions@amazon.com.

            Sincerely,
            Amazon Web Services
            {Lines(TextBottom)}
            """;

    public string Html() =>
        $"""
            <!DOCTYPE html>
            <html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Certificate request</title>
            <style type="text/css">p, td {"{ font-family: sans-serif }"}</style></head><body>{Frame.Open}
            {Lines(HtmlTop)}<p>Greetings from Amazon Web Services,</p>
            <p>We received a request to issue an SSL/TLS certificate for
            <b><span id="requested_domain">{Layouts.Text(Requested)}</span></b>.{(IsRenewal ? "\n" + Renewal : "")}</p>
            <p>Verify that the following domain, AWS account ID, and certificate identifier correspond
            to a request from you or someone in your organization.</p>
            {Layout(HtmlFacts)}
            <p>To approve this request, go to <b><a itemprop="url" id="approval_url" href="{Layouts.Text(AnchorLink)}">
            Amazon Certificate Approvals</a></b> ( {Layouts.Text(ShownLink)} ) and follow the instructions on the page.</p>
            <p>This email is intended solely for authorized individuals for {Layouts.Text(Requested)}. To express
            any concerns about this email or if this email has reached you in error, forward it along with a brief explanation of your
            concern to <a href="mailto:validation-questions@amazon.com">validation-questions@amazon.com</a>.</p>
            <p>Sincerely,<br />Amazon Web Services</p>
            {Lines(HtmlBottom)}{Frame.Close}</body></html>
            """;

    private static string Lines(List<string> lines) => string.Concat(lines.Select(l => l + "\n"));
}

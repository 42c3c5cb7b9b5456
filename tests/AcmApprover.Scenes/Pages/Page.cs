using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Pages;

/// <summary>The page behind a link in the making. As it is drawn it is Amazon's page about one request.</summary>
internal sealed class Page
{
    private const string Head = "<meta charset=\"utf-8\"><title>Amazon Certificate Approvals</title>";

    public int Status { get; set; } = 200;
    public string? MediaType { get; set; } = "text/html";

    /// <summary>Whether the site sends a page that is over the limit.</summary>
    public bool IsTooLong { get; set; }

    /// <summary>Whether the site says that the request was approved before, instead of showing its form.</summary>
    public bool SaysAlreadyApproved { get; set; }
    public List<Fact> Facts { get; set; } = [];
    public Func<IReadOnlyList<Fact>, string> Layout { get; set; } = PageLayouts.Spans;
    public string InHead { get; set; } = "";
    public string Before { get; set; } = "";
    public string After { get; set; } = "";
    public string Form { get; set; } = "<form action=\"/approvevalidation\" method=\"post\">";
    public List<Field> Fields { get; } = [];

    /// <summary>Where the form goes, as the link's host resolves it.</summary>
    public string Path { get; set; } = "/approvevalidation";
    public Field Button { get; set; } = Field.Silent("<input type=\"submit\" value=\"I Approve\">");
    public (string Open, string Close) ButtonFrame { get; set; } = ("<div class=\"approve-button\">", "</div>");

    public string Html() =>
        SaysAlreadyApproved
            ? $"<!DOCTYPE html><html><head>{Head}</head><body><p>This request was already approved.</p></body></html>"
            : $"""
                <!DOCTYPE html>
                <html lang="en"><head>{Head}{InHead}</head><body>
                {Before}<h1>Certificate approval</h1>
                {Layout(Facts)}
                {Form}
                {string.Join('\n', Fields.Select(f => f.Html))}
                {ButtonFrame.Open}{Button.Html}{ButtonFrame.Close}</form>
                {After}<footer>&copy; Amazon Web Services, Inc.</footer></body></html>
                """;

    /// <summary>What a browser sends for the button, in the form's order.</summary>
    public IEnumerable<(string Name, string Value)> Entries() =>
        Fields.Append(Button).Where(f => f.Entry is not null).Select(f => f.Entry!.Value);

    /// <summary>Changes what a field sends, wherever it stands.</summary>
    public void Say(string name, string value)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            Fields[i] = Fields[i].Entry?.Name == name ? Field.Hidden(name, value) : Fields[i];
        }
    }
}

using System.Net;
using AcmApprover.Approval.Evidence;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Tests.Support;

/// <summary>
/// The approval page in today's style, as far as it is known from public tools that read it: labels and values in adjacent
/// elements, a form with an action of its own, a button without a name. A test replaces the one thing that it is about.
/// </summary>
internal sealed record PageDraft
{
    public string Domain { get; init; } = "www.example.com";
    public string Account { get; init; } = "111122223333";
    public string Region { get; init; } = "eu-west-1";
    public string Certificate { get; init; } = Valid.Arn.ToString();
    public string Head { get; init; } = "<title>Amazon Certificate Approvals</title>";
    public string Form { get; init; } = """<form method="post" action="/approvevalidation">""";
    public string Fields { get; init; } =
        $"""
            <input type="hidden" name="validation_token" value="{MailDraft.Code}">
            <input type="hidden" name="context" value="{MailDraft.Context}">
            <input type="hidden" name="authenticity_token" value="csrf-1">
            """;
    public string Button { get; init; } = """<div class="approve-button"><input type="submit" value="I Approve"></div>""";
    public string Before { get; init; } = "";
    public string After { get; init; } = "";
    public int Status { get; init; } = 200;
    public string? MediaType { get; init; } = "text/html";

    /// <summary>What stands in place of the four labels and their values.</summary>
    public string? Labels { get; init; }

    private string DefaultLabels =>
        $"""
            <div><span>Domain name</span><span>{WebUtility.HtmlEncode(Domain)}</span></div>
            <div><span>AWS Account number</span><span>{WebUtility.HtmlEncode(Account)}</span></div>
            <div><span>AWS Region</span><span>{WebUtility.HtmlEncode(Region)}</span></div>
            <div><span>Certificate Identifier</span><span>{WebUtility.HtmlEncode(Certificate)}</span></div>
            """;

    public string Html =>
        $"""
            <!DOCTYPE html><html><head>{Head}</head><body>{Before}
            {Labels ?? DefaultLabels}
            {Form}{Fields}{Button}</form>{After}</body></html>
            """;

    public SiteResponse Response => new(Status, MediaType, Html, ["session=one"]);

    /// <summary>The page with one more hidden field.</summary>
    public PageDraft With(string name, string value) => this with { Fields = Fields + HiddenField(name, value) };

    public static string HiddenField(string name, string value) =>
        $"""<input type="hidden" name="{WebUtility.HtmlEncode(name)}" value="{WebUtility.HtmlEncode(value)}">""";

    public PageEvidence Read() => PageReader.Read(Response, Valid.Link);
}

using System.Net;
using AcmApprover.Simulator.Acm;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>The HTML of the approval site. What public tools of the time relied on is there; the rest is made up.</summary>
internal static class ApprovalPages
{
    public static string Form(PageStyle style, ValidationRequest request, string antiForgeryToken) => style switch
    {
        PageStyle.Current => Page(
            $"""
            <h1>Approve a certificate request</h1>
            <p>Somebody asked for a certificate. Approve only what you recognise.</p>
            <dl>
              <dt>Domain name</dt> <dd>{Html(request.Domain)}</dd>
              <dt>AWS Account number</dt> <dd>{Html(request.Account)}</dd>
              <dt>AWS Region</dt> <dd>{Html(request.Region)}</dd>
              <dt>Certificate Identifier</dt> <dd>{Html(request.CertificateArn)}</dd>
            </dl>
            <form method="post" action="/approvevalidation">
              <input type="hidden" name="csrfToken" value="{Html(antiForgeryToken)}">
              <input type="hidden" name="validationToken" value="{Html(request.Code)}">
              <input type="hidden" name="context" value="{Html(request.Context)}">
              <div class="approve-button"><input type="submit" value="I Approve"></div>
            </form>
            """),
        PageStyle.Rails2017 => Page(
            $"""
            <div class='content'>
            <table>
              <tr><td class='left-column'><b>Domain name</b></td><td class='right-column'>{Html(request.Domain)}</td></tr>
              <tr><td class='left-column'><b>AWS account number</b></td><td class='right-column'>{Dashed(request.Account)}</td></tr>
              <tr><td class='left-column'><b>AWS Region</b></td><td class='right-column'>{Html(request.Region)}</td></tr>
              <tr><td class='left-column'><b>Certificate identifier</b></td><td class='right-column'>{Identifier(request)}</td></tr>
            </table>
            <form accept-charset="UTF-8" action="/approvals" method="post">
              <input name="utf8" type="hidden" value="&#x2713;" />
              <input name="authenticity_token" type="hidden" value="{Html(antiForgeryToken)}" />
              <input id="validation_token" name="validation_token" type="hidden" value="{Html(request.Code)}" />
              <input id="context" name="context" type="hidden" value="{Html(request.Context)}" />
              <div class='approval_button'><input name="commit" type="submit" value="I Approve" /></div>
            </form>
            </div>
            """),
    };

    public static string Success(PageStyle style, ValidationRequest request) => style switch
    {
        PageStyle.Current => Page(
            $"<h1>Thank you</h1>\n<p>You have <b>APPROVED</b> this validation request for {Html(request.Domain)}.</p>"),
        PageStyle.Rails2017 => Page(
            $"<h2>Success!</h2>\n<p>You have approved an SSL/TLS certificate for the domain name {Html(request.Domain)}.</p>"),
    };

    public static string AlreadyApproved(ValidationRequest request) => Page(
        $"<p>The request for {Html(request.Domain)} was already approved.</p>");

    public static string Problem(string what) => Page($"<p>{Html(what)}</p>");

    /// <summary>An account id in groups of four, as mails and pages showed it until 2020.</summary>
    public static string Dashed(string account) => $"{account[..4]}-{account[4..8]}-{account[8..]}";

    /// <summary>The last part of the ARN, which was all that mails and pages showed until 2020.</summary>
    public static string Identifier(ValidationRequest request) =>
        request.CertificateArn[(request.CertificateArn.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Page(string content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Amazon Certificate Approvals</title></head>
        <body>
        {content}
        </body>
        </html>

        """;

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}

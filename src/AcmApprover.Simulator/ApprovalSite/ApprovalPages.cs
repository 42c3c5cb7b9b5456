using System.Net;
using AcmApprover.Simulator.Acm;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>The HTML of the approval site. What public tools of the time relied on is there; the rest is made up.</summary>
internal static class ApprovalPages
{
    public static string Page(PageStyle style, ValidationRequest request, SimulatedForm form) =>
        style switch
        {
            PageStyle.Current or PageStyle.Since2019 => Document(
                $"""
                <h1>Approve a certificate request</h1>
                <p>Somebody asked for a certificate. Approve only what you recognise.</p>
                <dl>
                  <dt>Domain name</dt> <dd>{Html(request.Domain)}</dd>
                  <dt>AWS Account number</dt> <dd>{Html(request.Account)}</dd>
                  <dt>AWS Region</dt> <dd>{Html(request.Region)}</dd>
                  <dt>Certificate Identifier</dt> <dd>{Html(request.CertificateArn)}</dd>
                </dl>
                <form method="post" action="{Html(form.Action)}">
                {Fields(form, field => $"""<input type="hidden" name="{Html(field.Key)}" value="{Html(field.Value)}">""")}
                  <div class="approve-button">{Button(form)}</div>
                </form>
                """
            ),
            PageStyle.Rails2017 => Document(
                $"""
                <div class='content'>
                <table>
                  <tr><td class='left-column'><b>Domain name</b></td><td class='right-column'>{Html(request.Domain)}</td></tr>
                  <tr><td class='left-column'><b>AWS account number</b></td><td class='right-column'>{Dashed(request.Account)}</td></tr>
                  <tr><td class='left-column'><b>AWS Region</b></td><td class='right-column'>{Html(request.Region)}</td></tr>
                  <tr><td class='left-column'><b>Certificate identifier</b></td><td class='right-column'>{Identifier(request)}</td></tr>
                </table>
                <form accept-charset="UTF-8" action="{Html(form.Action)}" method="post">
                {Fields(form, field => $"""<input id="{field.Key}" name="{field.Key}" type="hidden" value="{Html(field.Value)}" />""")}
                  <div class='approval_button'>{Button(form)}</div>
                </form>
                </div>
                """
            ),
        };

    public static string Success(PageStyle style, ValidationRequest request) =>
        style switch
        {
            PageStyle.Current or PageStyle.Since2019 => Document(
                $"<h1>Thank you</h1>\n<p>You have <b>APPROVED</b> this validation request for {Html(request.Domain)}.</p>"
            ),
            PageStyle.Rails2017 => Document(
                $"<h2>Success!</h2>\n<p>You have approved an SSL/TLS certificate for the domain name {Html(request.Domain)}.</p>"
            ),
        };

    public static string AlreadyApproved(ValidationRequest request) =>
        Document($"<p>The request for {Html(request.Domain)} was already approved.</p>");

    public static string Problem(string what) => Document($"<p>{Html(what)}</p>");

    /// <summary>An account id in groups of four, as mails and pages showed it until 2020.</summary>
    public static string Dashed(string account) => $"{account[..4]}-{account[4..8]}-{account[8..]}";

    /// <summary>The last part of the ARN, which was all that mails and pages showed until 2020.</summary>
    public static string Identifier(ValidationRequest request) =>
        request.CertificateArn[(request.CertificateArn.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Fields(SimulatedForm form, Func<KeyValuePair<string, string>, string> render) =>
        string.Join('\n', form.Fields.Select(field => $"  {render(field)}"));

    private static string Button(SimulatedForm form) =>
        form.Button switch
        {
            ("", var caption) => $"""<input type="submit" value="{Html(caption)}">""",
            (var name, SimulatedForm.Caption) => $"""<input name="{Html(name)}" type="submit" value="{SimulatedForm.Caption}" />""",
            var (name, value) => $"""<button type="submit" name="{Html(name)}" value="{Html(value)}">{SimulatedForm.Caption}</button>""",
        };

    private static string Document(string content) =>
        $"""
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

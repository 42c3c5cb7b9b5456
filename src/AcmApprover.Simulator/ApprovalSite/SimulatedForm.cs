using AcmApprover.Simulator.Acm;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>The form of an approval page.</summary>
/// <param name="Action">Where it is posted to: a URL, absolute or relative to the page.</param>
/// <param name="Fields">Its hidden fields, in the order of the page.</param>
/// <param name="Button">The approve button; its name is empty where it has none, and its value is then its caption.</param>
public sealed record SimulatedForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, KeyValuePair<string, string> Button)
{
    private const string Status = "validationApprovalStatus";

    /// <summary>The caption of the button in every style.</summary>
    internal const string Caption = "I Approve";

    /// <summary>What a browser sends when the button is pressed.</summary>
    internal Dictionary<string, string> Sent => new(Button.Key.Length == 0 ? Fields : Fields.Append(Button), StringComparer.Ordinal);

    /// <summary>The same form with another value in one of its fields: a form that lies.</summary>
    /// <exception cref="ArgumentException">The form has no such field.</exception>
    public SimulatedForm With(string field, string value) =>
        Fields.Any(each => each.Key == field)
            ? this with
            {
                Fields = [.. Fields.Select(each => each.Key == field ? new(field, value) : each)],
            }
            : throw new ArgumentException($"The form has no field '{field}', but {string.Join(", ", Fields.Select(each => each.Key))}.");

    /// <summary>
    /// The same form with the status in a hidden field, and a button without a name: with an empty value a page that only scripts
    /// complete, with REJECTED one that turns the request down.
    /// </summary>
    public SimulatedForm WithStatusField(string value) => this with { Fields = [.. Fields, new(Status, value)], Button = new("", Caption) };

    /// <summary>The form as the site builds it.</summary>
    internal static SimulatedForm Of(PageStyle style, ValidationRequest request, string antiForgeryToken) =>
        style switch
        {
            PageStyle.Current => new(
                $"https://{request.Host}/approvevalidation",
                [
                    new("validationToken", request.Code),
                    new("validationArn", request.CertificateArn),
                    new("domainName", request.Domain),
                    new("accountId", request.Account),
                    new("region", request.Region),
                    new("certificateIdentifier", request.CertificateArn),
                ],
                new(Status, "APPROVED")
            ),
            PageStyle.Since2019 => new(
                "/approvevalidation",
                [new("csrfToken", antiForgeryToken), new("validationToken", request.Code), new("context", request.Context)],
                new("", Caption)
            ),
            PageStyle.Rails2017 => new(
                "/approvals",
                [
                    new("utf8", "\u2713"),
                    new("authenticity_token", antiForgeryToken),
                    new("validation_token", request.Code),
                    new("context", request.Context),
                ],
                new("commit", Caption)
            ),
        };
}

using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;
using AcmApprover.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// Reads Amazon's approval page with AngleSharp: by the labels that a person reads and the button that a person presses, both
/// in the form that was in use until 2019 and in today's. It takes whatever HTML there is and never throws. It compares nothing
/// with the mail or the certificate.
/// </summary>
public static class PageReader
{
    private const string Button = "I Approve";

    /// <summary>A label stands in an element of its own or two, as in <c>&lt;td&gt;&lt;b&gt;…&lt;/b&gt;&lt;/td&gt;</c>.</summary>
    private const int MaxLabelDepth = 4;

    private static readonly string[] DomainLabels = ["Domain name", "Domain"];
    private static readonly string[] AccountLabels = ["AWS account number", "AWS account ID", "Amazon Web Services account number", "Amazon Web Services account ID"];
    private static readonly string[] RegionLabels = ["AWS Region", "AWS Region name", "Amazon Web Services Region", "Amazon Web Services Region name"];
    private static readonly string[] CertificateLabels = ["Certificate identifier", "Certificate ARN", "Arn"];

    /// <summary>Reads the answer to the opening of <paramref name="link"/>.</summary>
    public static PageEvidence Read(SiteResponse response, ApprovalLink link)
    {
        if (response.IsRejection)
        {
            return new PageEvidence.Rejected(response.Status);
        }

        if (ProblemOf(response) is { } problem)
        {
            return new PageEvidence.Unrecognised(problem);
        }

        using var document = PageDocument.Parse(response.Body!);
        if (document is null)
        {
            return new PageEvidence.Unrecognised("it has more tags than any page of Amazon's");
        }

        var forms = document.Forms.Where(f => ButtonsOf(f).Any()).ToList();
        return forms.Count switch
        {
            0 when PageWords.SayAlreadyApproved(document) => new PageEvidence.SaysAlreadyApproved(),
            0 => new PageEvidence.Unrecognised($"it has no form with a button '{Button}'"),
            1 => Read(document, forms[0], link, response.Cookies),
            _ => new PageEvidence.Unrecognised($"it has {forms.Count} forms with a button '{Button}'"),
        };
    }

    /// <summary>What keeps an answer from being a page, or null.</summary>
    internal static string? ProblemOf(SiteResponse response) =>
        response.Status != 200 ? $"the site answers with status {response.Status}"
        : response.MediaType is not ("text/html" or "application/xhtml+xml") ? $"it is not HTML but '{OutsideText.Quote(response.MediaType)}'"
        : response.Body is null ? $"it is longer than {SiteResponse.BodyLimit:N0} bytes"
        : null;

    private static PageEvidence Read(IHtmlDocument document, IHtmlFormElement form, ApprovalLink link, IReadOnlyList<string> cookies)
    {
        List<string> problems = [];
        var domain = Labelled(document, DomainLabels, problems);
        var account = Labelled(document, AccountLabels, problems);
        var region = Labelled(document, RegionLabels, problems);
        var certificate = Labelled(document, CertificateLabels, problems);

        var buttons = ButtonsOf(form).ToList();
        if (buttons.Count > 1)
        {
            problems.Add($"its form has {buttons.Count} buttons '{Button}'");
        }

        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)
            || form.GetAttribute("enctype") is not (null or "application/x-www-form-urlencoded"))
        {
            problems.Add("its form is not sent by a POST of the usual encoding");
        }

        var action = ActionOf(document, form, buttons[0], link, problems);
        return problems.Count == 0
            ? new PageEvidence.Shown(new ApprovalPage(domain, account, region, certificate, new ApprovalForm(action!, FormFields.Of(form, buttons[0]), cookies)))
            : new PageEvidence.Unrecognised(string.Join("; ", problems));
    }

    private static IEnumerable<IElement> ButtonsOf(IHtmlFormElement form) =>
        form.Elements.Where(e => FormFields.IsSubmit(e) && !e.HasAttribute("disabled") && string.Equals(CaptionOf(e).Trim(), Button, StringComparison.OrdinalIgnoreCase));

    private static string CaptionOf(IElement button) => button is IHtmlInputElement input ? input.Value ?? "" : button.TextContent;

    private static Uri? ActionOf(IHtmlDocument document, IHtmlFormElement form, IElement button, ApprovalLink link, List<string> problems)
    {
        // What would make a browser send the form elsewhere than its own action says is not followed but refused.
        if (button.HasAttribute("formaction") || button.HasAttribute("formmethod") || button.HasAttribute("formenctype") || document.QuerySelector("base") is not null)
        {
            problems.Add("it redirects its form");
            return null;
        }

        var text = form.GetAttribute("action")?.Trim() ?? "";
        if (!Uri.TryCreate(link.Reveal(), text, out var action)
            || action.Scheme != Uri.UriSchemeHttps || action.Host != link.Host || !action.IsDefaultPort || action.UserInfo.Length > 0)
        {
            problems.Add($"its form does not go to https://{link.Host}");
            return null;
        }

        return action;
    }

    /// <summary>
    /// The value beside a label: the next element after the one that holds the label and nothing else. A label that occurs twice
    /// must have one value.
    /// </summary>
    private static string Labelled(IHtmlDocument document, string[] labels, List<string> problems)
    {
        var values = document.All
            .Where(e => e.ChildElementCount == 0 && IsLabel(e, labels))
            .Select(ValueBeside)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (values is [var value] && value.Length > 0)
        {
            return value;
        }

        problems.Add(values.Count > 1 ? $"it has {values.Count} values for '{labels[0]}'" : $"it has no value for '{labels[0]}'");
        return "";
    }

    private static bool IsLabel(IElement element, string[] labels)
    {
        var text = element.TextContent.AsSpan().Trim().TrimEnd(':').TrimEnd();
        foreach (var label in labels)
        {
            if (text.Equals(label, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? ValueBeside(IElement label)
    {
        var text = label.TextContent.Trim();
        var holder = label;
        for (var depth = 0; depth < MaxLabelDepth && holder.NextElementSibling is null; depth++)
        {
            if (holder.ParentElement is not { } parent || parent.TextContent.Trim() != text)
            {
                break;
            }

            holder = parent;
        }

        return holder.NextElementSibling?.TextContent.Trim();
    }
}

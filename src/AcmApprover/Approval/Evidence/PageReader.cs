using AcmApprover.Approval.Claims;
using AcmApprover.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// Reads Amazon's approval page with AngleSharp: by the labels that a person reads, the fields of its form and the button that a
/// person presses. It takes whatever HTML there is and never throws. It compares nothing with the mail or the certificate.
/// </summary>
public static class PageReader
{
    private const string Button = "I Approve";

    /// <summary>Reads the answer to the opening of <paramref name="link"/>.</summary>
    public static PageEvidence Read(SiteResponse response, ApprovalLink link)
    {
        if (response.IsRejection)
        {
            return new PageEvidence.Rejected(response.Status);
        }

        var reading = Look(response, link);
        return reading switch
        {
            { SaysAlreadyApproved: true } => new PageEvidence.SaysAlreadyApproved { Response = response },
            { Problems.Count: 0, Form: { } form } => new PageEvidence.Shown(new ApprovalPage(reading.Facts, reading.Tokens, form))
            {
                Response = response,
            },
            _ => new PageEvidence.Unrecognised(string.Join("; ", reading.Problems)) { Facts = reading.Facts, Response = response },
        };
    }

    /// <summary>Everything that can be found in an answer, for those who ask why a page is not recognised.</summary>
    public static PageReading Look(SiteResponse response, ApprovalLink link)
    {
        if (ProblemOf(response) is { } problem)
        {
            return new PageReading { Problems = [problem] };
        }

        try
        {
            using var document = PageDocument.Parse(response.Body!);
            return Read(document, response, link);
        }
        catch (OperationCanceledException e)
        {
            return new PageReading { Problems = [e.Message] };
        }
    }

    /// <summary>What keeps an answer from being a page, or null.</summary>
    internal static string? ProblemOf(SiteResponse response) =>
        response.Status != 200 ? $"the site answers with status {response.Status}"
        : response.MediaType is not ("text/html" or "application/xhtml+xml")
            ? $"it is not HTML but '{OutsideText.Quote(response.MediaType)}'"
        : response.Body is null ? $"it is longer than {SiteResponse.BodyLimit:N0} bytes"
        : null;

    private static PageReading Read(PageDocument document, SiteResponse response, ApprovalLink link)
    {
        var statements = new PageStatements();
        statements.AddLabels(PageLabels.Read(document));

        List<string> problems = [];
        var all = ButtonsOf(document);
        var buttons = all.Where(b => b.IsApprove).ToList();
        var shown = all.Select(b => new PageButton(OutsideText.Quote(b.Caption), b.IsApprove, b is { Form: not null, CanBePressed: true }));
        var pressable = buttons.Where(b => b is { Form: not null, CanBePressed: true }).ToList();
        if (pressable is not [{ Form: { } form, Element: var button }])
        {
            var forms = pressable.Select(b => b.Form).Distinct().Count();
            problems.Add(
                forms > 1 ? $"it has {forms} forms with a button '{Button}'"
                : forms == 1 ? $"its form has {pressable.Count} buttons '{Button}'"
                : buttons.Count > 0 ? $"its button '{Button}' cannot be pressed"
                : $"it has no form with a button '{Button}'"
            );
            return new PageReading
            {
                Facts = statements.Facts,
                Buttons = [.. shown],
                SaysAlreadyApproved = pressable.Count == 0 && PageWords.SayAlreadyApproved(document.Html),
                Problems = problems,
            };
        }

        var fields = FormFields.Read(document, form, button);
        statements.AddFields(fields.All);
        var action = ActionOf(document, form, button, link, problems);
        statements.AddParameters(action is null ? [] : FormAction.ParametersOf(action));
        problems.AddRange(fields.Problems);
        var sent = fields.All.Where(f => f.IsSent).Select(f => new KeyValuePair<string, string>(f.Name, f.Value!)).ToList();
        if (FormCharset.ProblemOf(document.Html, form, response, sent) is { } problem)
        {
            problems.Add(problem);
        }

        return new PageReading
        {
            Facts = statements.Facts,
            Tokens = statements.Tokens,
            Buttons = [.. shown],
            Fields = [.. fields.All.Select(f => Shown(f, statements.Facts))],
            Form = action is null ? null : new ApprovalForm(action, sent, response.Cookies),
            Problems = [.. statements.Problems, .. problems],
        };
    }

    private static PageField Shown(FormField field, PageFacts facts)
    {
        var id = facts.Certificates.Select(c => c.Value?.Arn?.Id.ToString()).FirstOrDefault(i => i is not null);
        var isShown = field.Value is { } value && ShownValues.IsShown(field.Name, value, id);
        return new PageField(OutsideText.Quote(field.Name), isShown ? field.Value : null, field.IsSent);
    }

    private sealed record SubmitButton(IElement Element, string Caption, IHtmlFormElement? Form, bool CanBePressed)
    {
        internal bool IsApprove => Caption.Equals(Button, StringComparison.OrdinalIgnoreCase);
    }

    private static List<SubmitButton> ButtonsOf(PageDocument document)
    {
        List<SubmitButton> buttons = [];
        foreach (var element in document.Elements)
        {
            if (FormControl.Of(element) is { IsSubmit: true } control)
            {
                buttons.Add(new(element, control.Caption, document.FormOf(element), !control.IsDisabled && !control.IsHidden));
            }
        }

        return buttons;
    }

    /// <summary>What would make a browser send the form elsewhere, or otherwise, than the form itself says is not followed but
    /// refused.</summary>
    private static Uri? ActionOf(PageDocument document, IHtmlFormElement form, IElement button, ApprovalLink link, List<string> problems)
    {
        if (
            !string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)
            || !(form.GetAttribute("enctype") ?? ApprovalForm.MediaType).Equals(ApprovalForm.MediaType, StringComparison.OrdinalIgnoreCase)
        )
        {
            problems.Add("its form is not sent by a POST of the usual encoding");
        }

        if (Redirections.Any(button.HasAttribute) || document.Html.QuerySelector("base") is not null)
        {
            problems.Add("it redirects its form");
            return null;
        }

        var action = FormAction.Read(form, link);
        if (action is null)
        {
            problems.Add($"its form does not go to https://{link.Host}");
        }

        return action;
    }

    private static readonly string[] Redirections = ["formaction", "formmethod", "formenctype", "command", "commandfor", "popovertarget"];
}

using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>The fields that a browser sends when a button is pressed (HTML standard, "constructing the entry list").</summary>
internal static class FormFields
{
    /// <summary>Every named field that is not disabled, with its value; of the buttons only the pressed one.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Of(IHtmlFormElement form, IElement pressed)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is { Length: > 0 } name
                && !element.HasAttribute("disabled")
                && ValueOf(element, pressed) is { } value)
            {
                fields.Add(new(name, value));
            }
        }

        return fields;
    }

    /// <summary>Whether the element is a button that sends its form.</summary>
    internal static bool IsSubmit(IElement element) =>
        TypeOf(element) is "submit" && element is IHtmlInputElement or IHtmlButtonElement;

    private static string? ValueOf(IElement element, IElement pressed) => element switch
    {
        _ when element == pressed => element.GetAttribute("value") ?? "",
        IHtmlButtonElement => null,
        IHtmlInputElement input => TypeOf(input) switch
        {
            "submit" or "button" or "reset" or "image" or "file" => null,
            "checkbox" or "radio" => input.IsChecked ? input.GetAttribute("value") ?? "on" : null,
            _ => input.Value ?? "",
        },
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    private static string TypeOf(IElement element) =>
        element.GetAttribute("type")?.Trim().ToLowerInvariant() ?? (element is IHtmlButtonElement ? "submit" : "text");
}

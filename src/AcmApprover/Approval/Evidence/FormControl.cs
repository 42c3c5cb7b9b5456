using AcmApprover.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>One control of a form: a field, a choice or a button, with what a browser makes of its attributes.</summary>
internal sealed class FormControl
{
    private static readonly char[] Spaces = [' ', '\t', '\n', '\f', '\r'];
    private static readonly HashSet<string> Buttons = ["submit", "button", "reset", "image"];
    private static readonly HashSet<string> OddTypes = ["range", "color", "date", "month", "week", "time", "datetime-local"];
    private static readonly HashSet<string> OtherTypes =
    [
        "hidden",
        "checkbox",
        "radio",
        "file",
        "search",
        "tel",
        "password",
        "url",
        "email",
        "number",
    ];

    private readonly IElement element;
    private readonly string type;

    private FormControl(IElement element, string type)
    {
        (this.element, this.type) = (element, type);
        Values = type switch
        {
            "checkbox" or "radio" => element.HasAttribute("checked") ? [Attribute("value") ?? "on"] : [],
            "select" => ListChoice.Of(element),
            "textarea" => [element.TextContent],
            "number" => [FormNumber.Sanitise(Written)],
            "file" => [""],
            "hidden" or "submit" => [Written],
            "url" or "email" => [WithoutLineEnds(Written).Trim(Spaces)],
            _ => [WithoutLineEnds(Written)],
        };
    }

    /// <summary>The name; empty if it has none, and then it is not sent.</summary>
    internal string Name => Attribute("name") ?? "";

    /// <summary>The name in a sentence.</summary>
    internal string ShownName => OutsideText.Quote(Name);

    /// <summary>What it sends: one value, several of a list, or none of a choice of which nothing is chosen.</summary>
    internal IReadOnlyList<string> Values { get; }

    /// <summary>Whether it is a button, of which only the pressed one is sent.</summary>
    internal bool IsButton => Buttons.Contains(type);

    /// <summary>Whether pressing it sends the form.</summary>
    internal bool IsSubmit => type == "submit";

    /// <summary>Whether it is one of several of which one can be chosen.</summary>
    internal bool IsRadio => type == "radio";

    /// <summary>What a button says.</summary>
    internal string Caption => Folded.Of(element is IHtmlButtonElement ? element.TextContent : Written);

    /// <summary>Whether it is disabled, by itself or by a fieldset around it, unless it stands in that one's first legend.</summary>
    internal bool IsDisabled => element.HasAttribute("disabled") || Ancestors.Any(IsDisabling);

    /// <summary>Whether the page hides it from the person who would press or fill it.</summary>
    internal bool IsHidden => Ancestors.Prepend(element).Any(a => IsHiding(a) || a is IHtmlDataListElement);

    /// <summary>Why what a browser would send of it is not known; null if it is.</summary>
    internal string? Oddity =>
        OddTypes.Contains(type) ? $"of the type '{type}'"
        : Ancestors.Any(a => a is IHtmlDataListElement) ? "in a list of suggestions"
        : element.HasAttribute("dirname") ? "that sends the direction of its text"
        : type == "textarea" && "hard".Equals(Attribute("wrap"), StringComparison.OrdinalIgnoreCase) ? "that wraps its text"
        : type == "email" && element.HasAttribute("multiple") ? "of several addresses"
        : type == "number" && FormNumber.IsUnclear(Written) ? "of a number with an exponent"
        : type == "select" && ListChoice.IsOdd(element) ? "of a size that is no number"
        : null;

    /// <summary>Why a browser might refuse to send the form before somebody has filled it in; null if it does not.</summary>
    internal string? Obstacle =>
        type == "hidden" || IsButton ? null
        : Values.All(v => v.Length == 0)
            ? element.HasAttribute("required") ? "that must be filled in"
                : null
        : IsChecked ? "whose value browsers check"
        : null;

    /// <summary>Whether browsers compare its value with a pattern, a range or a step. The step of a number is 1.</summary>
    private bool IsChecked =>
        type is "url" or "email"
        || element.HasAttribute("pattern")
        || (
            type == "number"
            && (
                element.HasAttribute("min")
                || element.HasAttribute("max")
                || element.HasAttribute("step")
                || Values[0].AsSpan().ContainsAnyExceptInRange('0', '9')
            )
        );

    private string Written => Attribute("value") ?? "";

    private IEnumerable<IElement> Ancestors => element.GetAncestors().OfType<IElement>();

    /// <summary>The control that an element is; null if it is none. An unknown type is one of text, or a submit button.</summary>
    internal static FormControl? Of(IElement element)
    {
        var type = element.GetAttribute("type")?.ToLowerInvariant() ?? "";
        return element switch
        {
            IHtmlInputElement => new FormControl(
                element,
                Buttons.Contains(type) || OddTypes.Contains(type) || OtherTypes.Contains(type) ? type : "text"
            ),
            IHtmlButtonElement => new FormControl(element, type is "button" or "reset" ? type : "submit"),
            IHtmlSelectElement => new FormControl(element, "select"),
            IHtmlTextAreaElement => new FormControl(element, "textarea"),
            _ => null,
        };
    }

    private static bool IsHiding(IElement around) =>
        around.HasAttribute("hidden")
        || around.HasAttribute("inert")
        || (around is IHtmlDialogElement && !around.HasAttribute("open"))
        || (
            around.GetAttribute("style") is { } style
            && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase)
        );

    private static string WithoutLineEnds(string text) =>
        text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private bool IsDisabling(IElement around) =>
        around is IHtmlFieldSetElement
        && around.HasAttribute("disabled")
        && !(around.Children.FirstOrDefault(c => c is IHtmlLegendElement) is { } legend && Ancestors.Contains(legend));

    private string? Attribute(string name) => element.GetAttribute(name);
}

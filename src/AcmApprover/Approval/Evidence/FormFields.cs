using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// The fields of a form, and those of them that a browser sends when one of its buttons is pressed (HTML standard, "constructing
/// the entry list"). A field whose value depends on more than the page's HTML is a problem: what cannot be sent exactly is not sent.
/// </summary>
internal sealed class FormFields
{
    private readonly List<FormField> all = [];
    private readonly List<string> problems = [];
    private readonly HashSet<string> checkedRadios = [];

    private FormFields() { }

    /// <summary>Every named field with its value, sent or not, and the pressed button; no other button.</summary>
    internal IReadOnlyList<FormField> All => all;

    /// <summary>Why a browser would not send the form, or something that is not known here.</summary>
    internal IReadOnlyList<string> Problems => problems;

    /// <summary>Reads the fields of a form in the order of the tree.</summary>
    internal static FormFields Read(PageDocument document, IHtmlFormElement form, IElement pressed)
    {
        var fields = new FormFields();
        var isValidated = !form.HasAttribute("novalidate") && !pressed.HasAttribute("formnovalidate");
        foreach (var element in document.Elements)
        {
            if (FormControl.Of(element) is { } control && document.FormOf(element) == form)
            {
                fields.Add(control, element == pressed, isValidated);
            }
        }

        return fields;
    }

    private void Add(FormControl control, bool isPressed, bool isValidated)
    {
        if (control.IsButton && !isPressed)
        {
            return;
        }

        var isSent = !control.IsDisabled && control.Name.Length > 0;
        if (!control.IsDisabled && ((isSent ? control.Oddity : null) ?? (isValidated ? control.Obstacle : null)) is { } problem)
        {
            problems.Add($"its form has a field '{control.ShownName}' {problem}");
        }

        if (control is { IsRadio: true, Name.Length: > 0, Values.Count: > 0 } && !checkedRadios.Add(control.Name))
        {
            problems.Add($"its form has two checked radio buttons '{control.ShownName}'");
        }

        if (control.Values.Count == 0)
        {
            all.Add(new FormField(control.Name, null, false, isPressed));
        }

        all.AddRange(control.Values.Select(v => new FormField(Normalise(control.Name), Normalise(v), isSent, isPressed)));
    }

    /// <summary>Line ends are sent as CRLF (HTML standard, "converting an entry list to a list of name-value pairs").</summary>
    private static string Normalise(string text) =>
        !text.AsSpan().ContainsAny('\r', '\n')
            ? text
            : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Value">Its value; null if it is a choice of which nothing is chosen.</param>
/// <param name="IsSent">Whether a browser sends it.</param>
/// <param name="IsButton">Whether it is the pressed button.</param>
internal sealed record FormField(string Name, string? Value, bool IsSent, bool IsButton)
{
    /// <summary>The name, without the value, which may be a secret.</summary>
    public override string ToString() => Name;
}

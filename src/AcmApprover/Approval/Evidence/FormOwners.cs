using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// Which form each control belongs to (HTML standard, "form owner"): the one that its <c>form</c> attribute names, else the one
/// that was open when the parser met it, else the nearest around it. Misnested tags make these differ from where it stands in the tree.
/// </summary>
internal sealed class FormOwners
{
    private readonly Dictionary<IElement, IHtmlFormElement> openWhenMet = [];
    private IHtmlFormElement? open;
    private string inside = "";
    private int depth;

    /// <summary>Follows the tags. Where browsers differ on what a form or a field is, the page is refused.</summary>
    /// <exception cref="OperationCanceledException">A form or a field stands where browsers disagree about it.</exception>
    internal void Follow(HtmlToken token)
    {
        if (token is not HtmlTagToken tag)
        {
            return;
        }

        var isEnd = tag.Type == HtmlTokenType.EndTag;
        if (depth > 0)
        {
            if (inside == "select" ? !IsPartOfSelect(tag.Name, isEnd) : IsFormOrControl(tag.Name))
            {
                throw new OperationCanceledException($"it has a tag '{tag.Name}' inside '{inside}'");
            }

            depth +=
                tag.Name != inside || tag.IsSelfClosing ? 0
                : isEnd ? -1
                : 1;
        }
        else if (!isEnd && !tag.IsSelfClosing && tag.Name is "select" or "template" or "svg" or "math")
        {
            (inside, depth) = (tag.Name, 1);
        }
        else if (isEnd && tag.Name == "form")
        {
            open = null;
        }
    }

    /// <summary>Notes an element that the parser has just made. Its attributes are not there yet.</summary>
    internal void Add(IElement element)
    {
        if (element is IHtmlFormElement form)
        {
            open = form;
        }
        else if (open is not null && element is IHtmlInputElement or IHtmlButtonElement or IHtmlSelectElement or IHtmlTextAreaElement)
        {
            openWhenMet[element] = open;
        }
    }

    /// <summary>The form of a control, or null.</summary>
    internal IHtmlFormElement? Of(IElement control)
    {
        if (control.GetAttribute("form") is { } id)
        {
            return id.Length == 0 ? null : control.Owner?.GetElementById(id) as IHtmlFormElement;
        }

        if (openWhenMet.GetValueOrDefault(control) is { } form)
        {
            return form;
        }

        for (var parent = control.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent is IHtmlFormElement around)
            {
                return around;
            }
        }

        return null;
    }

    private static bool IsPartOfSelect(string name, bool isEnd) => name is "option" or "optgroup" || (isEnd && name == "select");

    private static bool IsFormOrControl(string name) => name is "form" or "input" or "button" or "select" or "textarea";
}

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
    private readonly HashSet<IElement> formatting = [];
    private IHtmlFormElement? open;
    private bool? isReopened;
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

        if (tag.Name == "isindex")
        {
            // AngleSharp makes a form of it, as browsers did long ago.
            throw new OperationCanceledException("it has a tag 'isindex'");
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
        if (PageDocument.Formatting.Contains(element.LocalName))
        {
            formatting.Add(element);
        }

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
    /// <exception cref="OperationCanceledException">It may have lost its form.</exception>
    internal IHtmlFormElement? Of(IElement control)
    {
        if (control.GetAttribute("form") is { } id)
        {
            return id.Length == 0 ? null : control.Owner?.GetElementById(id) as IHtmlFormElement;
        }

        var around = control.GetAncestors().OfType<IHtmlFormElement>().FirstOrDefault();
        var met = openWhenMet.GetValueOrDefault(control);

        // Where formatting was opened anew, what stands in it may have been moved, and a control that is moved forgets its form.
        return met is null || met == around || !IsReopened(control.Owner!)
            ? met ?? around
            : throw new OperationCanceledException("its formatting is nested so that a field may have lost its form");
    }

    /// <summary>Whether some formatting stands in the tree that no tag made, but the parser as a copy.</summary>
    private bool IsReopened(IDocument document) =>
        isReopened ??= document.All.Any(e => PageDocument.Formatting.Contains(e.LocalName) && !formatting.Contains(e));

    private static bool IsPartOfSelect(string name, bool isEnd) => name is "option" or "optgroup" || (isEnd && name == "select");

    private static bool IsFormOrControl(string name) => name is "form" or "input" or "button" or "select" or "textarea";
}

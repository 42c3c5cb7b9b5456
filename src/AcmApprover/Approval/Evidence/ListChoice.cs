using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// What is chosen from a list (HTML standard, "the select element"): where only one option can be, the last of several chosen
/// ones; where none is, the first that can be, if the list drops down. A disabled option is not sent even if it is chosen.
/// </summary>
internal static class ListChoice
{
    private static readonly char[] Spaces = [' ', '\t', '\n', '\f', '\r'];

    /// <summary>The values that are sent.</summary>
    internal static IReadOnlyList<string> Of(IElement select)
    {
        var options = select.GetElementsByTagName("option");
        var chosen = options.Where(o => o.HasAttribute("selected")).ToList();
        if (!select.HasAttribute("multiple"))
        {
            var one = chosen.LastOrDefault() ?? (IsDropDown(select) ? options.FirstOrDefault(o => !IsDisabled(o)) : null);
            chosen = one is null ? [] : [one];
        }

        return [.. chosen.Where(o => !IsDisabled(o)).Select(ValueOf)];
    }

    /// <summary>Whether its size, on which it depends whether anything is chosen by itself, is no plain number.</summary>
    internal static bool IsOdd(IElement select) =>
        select.GetAttribute("size") is { } size && size.AsSpan().Trim().ContainsAnyExceptInRange('0', '9');

    private static string ValueOf(IElement option) =>
        option.GetAttribute("value") ?? string.Join(' ', option.TextContent.Split(Spaces, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsDropDown(IElement select) =>
        !uint.TryParse(select.GetAttribute("size")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size <= 1;

    private static bool IsDisabled(IElement option) =>
        option.HasAttribute("disabled") || (option.ParentElement is IHtmlOptionsGroupElement group && group.HasAttribute("disabled"));
}

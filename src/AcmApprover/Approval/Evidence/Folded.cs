using System.Text;
using AngleSharp.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>Text of a page as it is shown: white space folded, none at the ends.</summary>
internal static class Folded
{
    private static readonly HashSet<string> Unseen =
    [
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "option",
        "datalist",
        "title",
    ];

    /// <summary>Folds the white space of a text.</summary>
    internal static string Of(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first characters of what a node shows, at most <paramref name="limit"/> of its source.</summary>
    internal static string Of(INode node, int limit)
    {
        var text = new StringBuilder();
        Append(node, text, limit);
        return Of(text.ToString());
    }

    /// <summary>Whether what stands in an element is not shown as text.</summary>
    internal static bool IsUnseen(INode? node) => node is IElement element && Unseen.Contains(element.LocalName);

    private static void Append(INode node, StringBuilder text, int limit)
    {
        if (node is IText part)
        {
            text.Append(part.Data.AsSpan(0, Math.Min(part.Data.Length, Math.Max(0, limit - text.Length))));
        }

        if (IsUnseen(node))
        {
            return;
        }

        foreach (var child in node.ChildNodes)
        {
            if (text.Length >= limit)
            {
                return;
            }

            Append(child, text, limit);
        }
    }
}

using AngleSharp.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>
/// Finds what a page states by labels: a text that is a label and nothing else, with the value beside it, or a label and its value
/// in one text. It takes no offence where a label has no value.
/// </summary>
internal static class PageLabels
{
    /// <summary>Amazon's pages have four. A page with a hundred is not Amazon's.</summary>
    private const int MaxLabels = 100;

    /// <summary>A label stands in an element of its own or two, as in <c>&lt;td&gt;&lt;b&gt;…&lt;/b&gt;&lt;/td&gt;</c>.</summary>
    private const int MaxDepth = 4;

    /// <summary>The longest value is a domain name of 253 characters, in a source that is indented.</summary>
    private const int MaxValue = 1000;

    private static readonly char[] Punctuation = [':', ' ', '=', '-', '\u2013', '\u2014'];

    private static readonly HashSet<string> Decoration = ["b", "br", "em", "i", "img", "span", "strong", "svg", "wbr"];

    private static readonly (Topic Topic, string Label)[] Labels =
    [
        (Topic.Domain, "Domain name"),
        (Topic.Domain, "Domain"),
        (Topic.Account, "AWS account number"),
        (Topic.Account, "AWS account ID"),
        (Topic.Account, "Amazon Web Services account number"),
        (Topic.Account, "Amazon Web Services account ID"),
        (Topic.Region, "AWS Region name"),
        (Topic.Region, "AWS Region"),
        (Topic.Region, "Amazon Web Services Region name"),
        (Topic.Region, "Amazon Web Services Region"),
        (Topic.Certificate, "Certificate identifier"),
        (Topic.Certificate, "Certificate ARN"),
        (Topic.Certificate, "Arn"),
    ];

    /// <summary>The statements in the order of the page.</summary>
    /// <exception cref="OperationCanceledException">There are too many.</exception>
    internal static IReadOnlyList<(Topic Topic, string Label, string Value)> Read(PageDocument document)
    {
        List<(Topic, string, string)> found = [];
        var seen = 0;
        foreach (var element in document.Elements.Where(e => !Folded.IsUnseen(e)))
        {
            for (var i = 0; i < element.ChildNodes.Length; i++)
            {
                if (element.ChildNodes[i] is not IText text || LabelOf(Folded.Of(text, MaxValue), out var rest) is not { } label)
                {
                    continue;
                }

                if (++seen > MaxLabels)
                {
                    throw new OperationCanceledException("it has more labels than any page of Amazon's");
                }

                if ((rest.Length > 0 ? rest : Beside(label.Topic, element, i)) is { Length: > 0 } value)
                {
                    found.Add((label.Topic, label.Label, value));
                }
            }
        }

        return found;
    }

    /// <summary>The label that a text is, or that it begins with if what follows is a value.</summary>
    private static (Topic Topic, string Label)? LabelOf(string text, out string rest)
    {
        foreach (var label in text.StartsWith("arn:", StringComparison.Ordinal) ? [] : Labels)
        {
            if (
                text.StartsWith(label.Label, StringComparison.OrdinalIgnoreCase)
                && IsFollowed(label.Topic, text[label.Label.Length..], out rest)
            )
            {
                return label;
            }
        }

        rest = "";
        return null;
    }

    /// <summary>Whether a label ends where <paramref name="tail"/> begins: with nothing, a colon or a value behind it, and not
    /// prose.</summary>
    private static bool IsFollowed(Topic topic, string tail, out string value)
    {
        value = tail.TrimStart(Punctuation);
        return value.Length == 0 || (value.Length < tail.Length && IsValue(topic, value, tail.Contains(':', StringComparison.Ordinal)));
    }

    /// <summary>Whether a text is a value, or begins with one; one word behind a colon is one whatever it says.</summary>
    private static bool IsValue(Topic topic, string text, bool isBehindColon) =>
        text.IndexOf(' ', StringComparison.Ordinal) is var end && end < 0
            ? isBehindColon || Topics.IsValue(topic, text)
            : Topics.IsValue(topic, text[..end]);

    /// <summary>
    /// What is shown next to a label: the next element that shows anything, or a text that is a value, beside it or beside the element
    /// that holds the label and nothing else. A field or another label is no value.
    /// </summary>
    private static string Beside(Topic topic, IElement parent, int index)
    {
        var label = Folded.Of(parent.ChildNodes[index], MaxValue);
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            var isColon = false;
            for (var i = index + 1; i < parent.ChildNodes.Length; i++)
            {
                var next = parent.ChildNodes[i];
                var shown = Folded.Of(next, MaxValue);
                var value = shown.TrimStart(Punctuation);
                isColon |= shown.StartsWith(':');
                if (value.Length > 0)
                {
                    return LabelOf(value, out var rest) is not null && rest.Length == 0 ? ""
                        : next is IElement || IsValue(topic, value, isColon) ? value
                        : "";
                }

                if (next is IElement element && !Decoration.Contains(element.LocalName))
                {
                    return "";
                }
            }

            if (parent.ParentElement is not { } around || Folded.Of(parent, MaxValue) != label)
            {
                return "";
            }

            (index, parent) = (around.ChildNodes.Index(parent), around);
        }

        return "";
    }
}

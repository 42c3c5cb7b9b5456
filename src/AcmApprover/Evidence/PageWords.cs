using AngleSharp.Dom;

namespace AcmApprover.Evidence;

/// <summary>The sentences by which Amazon's pages say how an approval stands.</summary>
public static class PageWords
{
    /// <summary>Whether an answer to the button says that the approval worked: "You have approved …", in either case.</summary>
    public static bool SayApproved(SiteResponse response) =>
        PageReader.ProblemOf(response) is null && Says(response.Body!, "You have approved");

    /// <summary>Whether an answer to the button says that somebody pressed it before.</summary>
    public static bool SayAlreadyApproved(SiteResponse response) =>
        PageReader.ProblemOf(response) is null && (Says(response.Body!, "already approved") || Says(response.Body!, "already been approved"));

    internal static bool SayAlreadyApproved(IDocument document) =>
        Says(document, "already approved") || Says(document, "already been approved");

    private static bool Says(string html, string words)
    {
        using var document = PageDocument.Parse(html);
        return document is not null && Says(document, words);
    }

    /// <summary>Looks in what the page shows, with its white space folded: a word of the sentence can stand in an element of its own.</summary>
    private static bool Says(IDocument document, string words)
    {
        foreach (var hidden in document.QuerySelectorAll("script, style, template, noscript, textarea").ToList())
        {
            hidden.Remove();
        }

        var text = document.Body?.TextContent ?? "";
        var folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return folded.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}

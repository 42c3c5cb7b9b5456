using AngleSharp.Dom;

namespace AcmApprover.Approval.Evidence;

/// <summary>The sentences by which Amazon's pages say how an approval stands.</summary>
public static class PageWords
{
    /// <summary>In this case only: a page on which "once you have approved" stands is one where nobody has.</summary>
    private static readonly string[] Approved = ["You have approved", "You have APPROVED"];

    private static readonly string[] AlreadyApproved = ["already approved", "already been approved"];

    /// <summary>Whether an answer to the button says that the approval worked.</summary>
    public static bool SayApproved(SiteResponse response) =>
        PageReader.ProblemOf(response) is null && Says(response.Body!, Approved, StringComparison.Ordinal);

    /// <summary>Whether an answer to the button says that somebody pressed it before.</summary>
    public static bool SayAlreadyApproved(SiteResponse response) =>
        PageReader.ProblemOf(response) is null && Says(response.Body!, AlreadyApproved, StringComparison.OrdinalIgnoreCase);

    internal static bool SayAlreadyApproved(IDocument document) => Says(document, AlreadyApproved, StringComparison.OrdinalIgnoreCase);

    private static bool Says(string html, string[] words, StringComparison comparison)
    {
        try
        {
            using var document = PageDocument.Parse(html);
            return Says(document.Html, words, comparison);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Looks in what the page shows, with its white space folded: a word of the sentence can stand in an element of its
    /// own.</summary>
    private static bool Says(IDocument document, string[] words, StringComparison comparison)
    {
        foreach (var hidden in document.QuerySelectorAll("script, style, template, noscript, textarea").ToList())
        {
            hidden.Remove();
        }

        var text = document.Body?.TextContent ?? "";
        var folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Any(w => folded.Contains(w, comparison));
    }
}

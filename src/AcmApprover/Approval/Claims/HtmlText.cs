namespace AcmApprover.Approval.Claims;

/// <summary>An HTML part as the lines that its reader sees, and the targets of all its links and forms.</summary>
/// <remarks>
/// It knows no style sheets. What is not displayed is read like the rest, save scripts and style sheets themselves: hidden text that
/// differs from what is shown is a contradiction, and shall be one.
/// </remarks>
internal sealed record HtmlText(string Text, IReadOnlyList<HtmlTarget> Targets)
{
    /// <summary>
    /// Reads the part; null for one with too much in it. ACM's mails are plain and well formed, and are read without a tree in a
    /// quarter of the time; what is not is read as a browser reads it.
    /// </summary>
    internal static HtmlText? Read(string html)
    {
        // U+FFFF, which is no character, ends the text for AngleSharp and for no browser.
        html = html.Replace('\uffff', '\ufffd');
        return PlainHtml.Read(html) ?? HtmlTree.Read(html);
    }
}

/// <summary>Where an element leads.</summary>
/// <param name="Address">The address as it is written.</param>
/// <param name="IsNamedApproval">Whether the element has the id or the words of the approval link in ACM's templates.</param>
internal readonly record struct HtmlTarget(string Address, bool IsNamedApproval);

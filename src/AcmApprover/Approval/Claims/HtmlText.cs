using System.Buffers;

namespace AcmApprover.Approval.Claims;

/// <summary>An HTML part as lines of text, and the targets of its links that could be meant for approving.</summary>
/// <remarks>
/// A page that is acted on is read with a real HTML parser (AngleSharp). Here HTML is only compared with what
/// the text part says, for every mail that comes, and a scan over its tags does that at a tenth of a parser's cost. What a browser
/// would hide is read like the rest: hidden text that differs from what is shown is a contradiction, and shall be one.
/// </remarks>
internal sealed record HtmlText(string Text, IReadOnlyList<string> ApprovalTargets)
{
    /// <summary>Reads the part; whatever is no tag is text.</summary>
    internal static HtmlText Read(string html)
    {
        // No tag and no entity becomes longer than it is written.
        var buffer = ArrayPool<char>.Shared.Rent(html.Length);
        try
        {
            return Read(html, new FoldedText(buffer));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static HtmlText Read(ReadOnlySpan<char> html, FoldedText text)
    {
        List<string> targets = [];
        Anchor? open = null;
        while (!html.IsEmpty)
        {
            var length = HtmlTag.Read(html, out var tag);
            if (length == 0)
            {
                length = html[1..].IndexOf('<') is var next and >= 0 ? next + 1 : html.Length;
                text.Append(html[..length]);
            }
            else if (tag.Is("a"))
            {
                Close();
                open = tag.IsEnd ? null : new Anchor(tag.Attribute("href"), tag.Attribute("id"), text.Length);
            }
            else if (tag.BreaksLine)
            {
                text.AppendSeparator('\n');
            }
            else if (tag.Is("td") || tag.Is("th"))
            {
                text.AppendSeparator(' ');
            }

            html = html[length..];
        }

        Close();
        return new HtmlText(text.ToString(), targets);

        void Close()
        {
            if (open is { Target: { } target } && (LinkFinder.IsCandidate(target) || open.SpeaksOfApproval(text.From(open.TextStart))))
            {
                targets.Add(target);
            }
        }
    }

    private sealed record Anchor(string? Target, string? Id, int TextStart)
    {
        /// <summary>A link that says that it is for approving, wherever it leads.</summary>
        internal bool SpeaksOfApproval(ReadOnlySpan<char> text) => Mentions(Id) || Mentions(text);

        private static bool Mentions(ReadOnlySpan<char> words) => Phrase.IsIn("approv", words);
    }
}

using System.Text;
using MimeKit.Text;

namespace AcmApprover.Claims;

/// <summary>An HTML part as lines of text, and the targets of its links that could be meant for approving.</summary>
internal sealed record HtmlText(string Text, IReadOnlyList<string> ApprovalTargets)
{
    /// <summary>
    /// Reads with MimeKit's tokenizer, which decodes entities. What a browser would hide is read like the rest: hidden text
    /// that differs from what is shown is a contradiction, and shall be one.
    /// </summary>
    internal static HtmlText Read(string html)
    {
        var text = new StringBuilder(html.Length);
        List<string> targets = [];
        Anchor? open = null;
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.A } a:
                    Close();
                    open = a.IsEndTag ? null : Anchor.Of(a, text.Length);
                    break;
                case HtmlTagToken tag:
                    text.Append(SeparatorOf(tag.Id));
                    break;
                case HtmlDataToken data and not (HtmlScriptDataToken or HtmlCDataToken):
                    AppendFolded(text, data.Data);
                    break;
                default:
                    break;
            }
        }

        Close();
        return new HtmlText(text.ToString(), targets);

        void Close()
        {
            if (open is { Target: { } target } && (LinkFinder.IsCandidate(target) || open.SpeaksOfApproval(text)))
            {
                targets.Add(target);
            }
        }
    }

    private sealed record Anchor(string? Target, string? Id, int TextStart)
    {
        internal static Anchor Of(HtmlTagToken tag, int textStart) => new(ValueOf(tag, HtmlAttributeId.Href), ValueOf(tag, HtmlAttributeId.Id), textStart);

        /// <summary>A link that says that it is for approving, wherever it leads.</summary>
        internal bool SpeaksOfApproval(StringBuilder text) =>
            Mentions(Id) || Mentions(text.ToString(TextStart, text.Length - TextStart));

        private static bool Mentions(string? words) => words?.Contains("approv", StringComparison.OrdinalIgnoreCase) == true;

        private static string? ValueOf(HtmlTagToken tag, HtmlAttributeId id)
        {
            foreach (var attribute in tag.Attributes)
            {
                if (attribute.Id == id)
                {
                    return attribute.Value?.Trim();
                }
            }

            return null;
        }
    }

    private static string SeparatorOf(HtmlTagId tag) => tag switch
    {
        HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL
            or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.Body or HtmlTagId.BlockQuote or HtmlTagId.Pre => "\n",
        HtmlTagId.TD or HtmlTagId.TH => " ",
        _ => "",
    };

    /// <summary>A line end in the source of HTML is a space to its reader.</summary>
    private static void AppendFolded(StringBuilder text, string data)
    {
        var rest = data.AsSpan();
        while (rest.IndexOfAny('\r', '\n') is var end and >= 0)
        {
            text.Append(rest[..end]).Append(' ');
            rest = rest[(end + 1)..];
        }

        text.Append(rest);
    }
}

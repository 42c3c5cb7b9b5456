using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// The text of HTML with the targets of its links among it, tag by tag and without a tree: for HTML that has too much in it, or that may
/// be none. It does not say what a reader sees, but the marks of a validation mail are in it if they are in the HTML.
/// </summary>
internal static class FlatHtml
{
    /// <summary>Reads the HTML, in time and memory in proportion to it.</summary>
    internal static string Read(string html)
    {
        using var memory = new ReadOnlyMemoryTextSource(html.Replace('\uffff', '\ufffd').AsMemory());
        using var source = new TextSource(memory);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            DisableElementPositionTracking = true,
            SkipComments = true,
            ShouldEmitAttribute = IsTarget,
        };
        var text = new LineBuilder(html.Length);
        while (true)
        {
            ref var token = ref tokens.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return text.ToString();
                case HtmlTokenType.Character:
                    text.Append(token.Data.Memory.Span, keepsLines: true);
                    break;
                case HtmlTokenType.StartTag:
                    AddTargets(ref token, text);
                    break;
            }
        }
    }

    private static void AddTargets(ref StructHtmlToken token, LineBuilder text)
    {
        for (var i = 0; i < token.Attributes.Count; i++)
        {
            text.Separate(HtmlDisplay.Block);
            text.Append(token.Attributes[i].Value.Memory.Span, keepsLines: false);
            text.Separate(HtmlDisplay.Block);
        }
    }

    private static bool IsTarget(ref StructHtmlToken token, ReadOnlyMemory<char> attribute) =>
        attribute.Span is "href" or "action" or "formaction";
}

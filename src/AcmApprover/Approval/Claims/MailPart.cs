using AcmApprover.Approval.Mail;

namespace AcmApprover.Approval.Claims;

/// <summary>A readable part of a mail as its reader sees it.</summary>
/// <param name="Name">What it is called in a sentence.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Links">Its links, and what looks like one in its text.</param>
internal sealed record MailPart(string Name, string Text, IReadOnlyList<MailLink> Links)
{
    /// <summary>Where what follows the sentence of a validation mail begins; -1 without that sentence.</summary>
    internal int EndOfSentence { get; } = Template.EndOfSentence(Text);

    /// <summary>Whether it has the sentence of a validation mail.</summary>
    internal bool IsRequest => EndOfSentence >= 0;

    /// <summary>Whether it makes its mail look like a validation mail.</summary>
    internal bool IsMarked => IsRequest || Links.Any(l => l.IsMark);

    /// <summary>All parts of the mail; without those that have too much HTML, and then with the problem.</summary>
    internal static List<MailPart> Read(ReceivedMail mail, out string? problem)
    {
        List<MailPart> parts = [];
        problem = null;
        foreach (var text in mail.Texts)
        {
            parts.Add(Read("text", text, []));
        }

        foreach (var source in mail.Htmls)
        {
            if (HtmlText.Read(source) is { } html)
            {
                parts.Add(Read("HTML part", html.Text, html.Targets));
            }
            else
            {
                problem = $"its HTML has more than {HtmlTree.MaxTags:N0} tags, or reopens too many";
            }
        }

        return parts;
    }

    private static MailPart Read(string name, string text, IReadOnlyList<HtmlTarget> targets)
    {
        text = VisibleText.Of(text);
        return new MailPart(
            name,
            text,
            [
                .. targets
                    .Concat(LinkFinder.InText(text).Select(a => new HtmlTarget(a, false)))
                    .Distinct()
                    .Select(t => MailLink.Read(t.Address, t.IsNamedApproval)),
            ]
        );
    }
}

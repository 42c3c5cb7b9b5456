using System.Text;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Text;

namespace AcmApprover.Approval.Actions;

/// <summary>A notice as the plain text of a mail.</summary>
public static class NoticeText
{
    /// <summary>The text: what happened, why, what to do, the facts, and the link where it may be opened.</summary>
    public static string Write(OperatorNotice notice)
    {
        var text = new StringBuilder(notice.Summary).Append("\n\n");
        foreach (var reason in notice.Reasons)
        {
            var rule = RuleBook.Of(reason.Code);
            text.Append($"Why:  {rule.Code}: {rule.RefersWhen}\n      {InertText.Of(reason.Detail)}\nNext: {rule.NextStep}\n\n");
        }

        foreach (var (label, value) in notice.Facts())
        {
            text.Append($"{label}: {value}\n");
        }

        if (notice.Link is { } link)
        {
            text.Append(
                "\nOnly if you know this request, and the page shows the same domain, account and certificate, approve it "
                    + $"here:\n{link.Reveal()}\n"
            );
        }

        return text.ToString();
    }
}

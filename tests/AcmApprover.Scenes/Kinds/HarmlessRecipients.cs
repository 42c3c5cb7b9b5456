using System.Globalization;

namespace AcmApprover.Scenes.Kinds;

/// <summary>The five mailboxes, forwarded or not, and however they are spelled.</summary>
internal static class HarmlessRecipients
{
    private const string Approver = "approver@ops.example.net";
    private static readonly IdnMapping Idn = new();

    public static IReadOnlyList<Kind> All { get; } =
    [
        Recipients("named", d => d.Letter.To = [$"\"The hostmaster\" <{d.Mailbox}>"]),
        Recipients(
            "upper-case",
            d => (d.Letter.To, d.Letter.Ses.DeliveredTo) = ([d.Mailbox.ToUpperInvariant()], d.Mailbox.ToUpperInvariant())
        ),
        Recipients("angle-brackets", d => d.Letter.Ses.DeliveredTo = $"<{d.Mailbox}>"),
        Recipients("all-five", d => d.Letter.To = d.AllFive()),
        Recipients("another-of-the-five", d => d.Letter.Ses.DeliveredTo = $"postmaster@{d.ValidationDomain}"),
        Recipients("forwarded", d => d.Letter.Ses.DeliveredTo = Approver),
        Recipients(
            "forwarded-by-copy",
            d =>
            {
                d.Letter.To = ["\"Somebody\" <somebody@example.net>"];
                d.Letter.Cc = [d.Mailbox];
                d.Letter.Ses.DeliveredTo = Approver;
            }
        ),
        Recipients("delivery-alone", d => d.Letter.To = []),
        Recipients("to-others-and-delivered", d => d.Letter.To = ["hostmasters@lists.example.net"]),
        Recipients("no-delivery-named", d => d.Letter.Ses.DeliveredTo = null),
        Recipients("among-others", d => d.Letter.To = ["somebody@example.net", d.Mailbox, "\"Doe, J.\" <j@example.org>"]),
        Recipients("group", d => d.Letter.To = [$"hostmasters: {d.Mailbox}, other@example.net;"]),
        Recipients("decoded-in-to", d => (d.Letter.To, d.Letter.Ses.DeliveredTo) = ([Decoded(d)], Approver)),
        Recipients(
            "decoded-in-cc",
            d => (d.Letter.To, d.Letter.Cc, d.Letter.Ses.DeliveredTo) = (["somebody@example.net"], [Decoded(d)], Approver)
        ),
        Recipients(
            "decoded-and-named",
            d => (d.Letter.To, d.Letter.Ses.DeliveredTo) = ([$"=?UTF-8?Q?J=C3=BCrgen?= <{Decoded(d)}>"], Approver)
        ),
        Recipients("folded", d => d.Letter.To = [$"\r\n somebody@example.net", $"\r\n\t{d.Mailbox}"]),
    ];

    private static string Decoded(Draft draft) =>
        draft.Mailbox[..(draft.Mailbox.IndexOf('@', StringComparison.Ordinal) + 1)] + Idn.GetUnicode(draft.ValidationDomain);

    private static Kind Recipients(string name, Action<Draft> change) => new($"harmless.recipients.{name}", Slots.Recipients, change);
}

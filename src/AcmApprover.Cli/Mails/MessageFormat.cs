using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Cli.Mails;

/// <summary>Tells internet messages (RFC 5322) from what else lies in files that are named like mails.</summary>
internal static class MessageFormat
{
    /// <summary>The header that is looked at: ACM's mails have four kilobytes of it.</summary>
    private const int MaxHeader = 64 * 1024;

    private const string SaveAs = " (Outlook: save as .eml)";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Why a mail is none; null if it may be one. In a bucket, what looks like a validation mail whatever its format is judged by the
    /// rules, as the function does.
    /// </summary>
    internal static string? ProblemOf(StoredMail mail) =>
        ProblemOf(mail.Head.Span) is { } problem && (mail.Source.Bucket is null || ClaimReader.Read(MailReader.Read(mail)) is null)
            ? problem
            : null;

    /// <summary>Why bytes do not begin as a mail does: completes "is not an internet message: "; null if they do.</summary>
    internal static string? ProblemOf(ReadOnlySpan<byte> head) =>
        head.IsEmpty ? "it is empty"
        : head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? "it is an Outlook item" + SaveAs
        : IsUtf16(head) ? "it is UTF-16 text" + SaveAs
        : HeaderOf(head).Contains((byte)0) ? "it is binary" + SaveAs
        : !BeginsWithField(head) ? "it does not begin with a header such as From or Received"
        : null;

    /// <summary>By its byte order mark, or by a Latin letter of two bytes in front.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..];

    private static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> head)
    {
        var header = head[..Math.Min(head.Length, MaxHeader)];
        var (crlf, lf) = (header.IndexOf("\n\r\n"u8), header.IndexOf("\n\n"u8));
        return (crlf, lf) switch
        {
            ( < 0, < 0) => header,
            ( < 0, _) => header[..lf],
            (_, < 0) => header[..crlf],
            _ => header[..Math.Min(crlf, lf)],
        };
    }

    /// <summary>A field's name, which has no space in it, and a colon (RFC 5322, section 2.2).</summary>
    private static bool BeginsWithField(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith(ByteOrderMark) ? head[ByteOrderMark.Length..] : head;
        var end = text.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        var name = end < 0 ? text : text[..end];
        return name.Contains((byte)':')
            ? name[0] != ':'
            : end > 0 && text[end..].TrimStart(" \t"u8) is [(byte)':', ..];
    }
}

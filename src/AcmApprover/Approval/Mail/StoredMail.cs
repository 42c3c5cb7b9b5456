namespace AcmApprover.Approval.Mail;

/// <summary>A mail as it lies in the store: its first bytes, and how long it is in all.</summary>
/// <param name="Source">Where it lies.</param>
/// <param name="Head">The first bytes of the message, never more than <see cref="SizeLimit"/>.</param>
/// <param name="Length">The length in bytes of the whole stored message; more than <c>Head</c> holds if it is over the limit.</param>
/// <param name="StoredAt">When it was stored; stands in for the time of receipt where neither SES nor the mail says it.</param>
public sealed record StoredMail(MailSource Source, ReadOnlyMemory<byte> Head, long Length, DateTimeOffset StoredAt)
{
    /// <summary>1 MiB. A validation mail has a few kilobytes, but SES accepts 40 MB.</summary>
    public const int SizeLimit = 1024 * 1024;

    /// <summary>Whether the message is longer than what was read of it.</summary>
    public bool IsOverLimit => Length > Head.Length;
}

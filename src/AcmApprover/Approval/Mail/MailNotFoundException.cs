namespace AcmApprover.Approval.Mail;

/// <summary>The mail that was asked for is not in the store: it was deleted, or never there. No retry brings it back.</summary>
public sealed class MailNotFoundException : Exception
{
    /// <summary>Names the mail that is missing.</summary>
    public MailNotFoundException(MailSource source, Exception? innerException = null)
        : base($"there is no mail at {source}: it was deleted, or the name is wrong", innerException) => Mail = source;

    /// <summary>The mail that is missing.</summary>
    public MailSource Mail { get; }
}

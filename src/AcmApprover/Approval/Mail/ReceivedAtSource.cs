namespace AcmApprover.Approval.Mail;

/// <summary>Who says when a mail was received.</summary>
public enum ReceivedAtSource
{
    /// <summary>SES, in its own <c>Received</c> line.</summary>
    Ses,

    /// <summary>
    /// The mail's own <c>Date</c>, where SES did not write on it. The sender chose it, so it proves nothing: such a mail is never
    /// approved, for its sender is not proven either.
    /// </summary>
    Date,

    /// <summary>The store: when the mail was written there, which a copy is later than the mail.</summary>
    Store,
}

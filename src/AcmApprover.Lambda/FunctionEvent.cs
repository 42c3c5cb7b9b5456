using AcmApprover.Mail;

namespace AcmApprover.Lambda;

/// <summary>What the function was invoked for.</summary>
internal abstract record FunctionEvent
{
    private FunctionEvent()
    {
    }

    /// <summary>Mails have come; none if the event is about nothing that is a mail.</summary>
    internal sealed record MailsStored(IReadOnlyList<MailSource> Mails) : FunctionEvent;

    /// <summary>Somebody wants stored mails handled again.</summary>
    internal sealed record Replay(ReplayRequest Request) : FunctionEvent;

    /// <summary>A job of S3 Batch Operations wants stored mails handled again.</summary>
    internal sealed record Batch(BatchRequest Request) : FunctionEvent;
}

using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Hosting.Events;

/// <summary>What the function was invoked for.</summary>
public abstract record FunctionEvent
{
    private FunctionEvent() { }

    /// <summary>Mails have come; none if the event is about nothing that is a mail.</summary>
    public sealed record MailsStored(IReadOnlyList<MailSource> Mails) : FunctionEvent;

    /// <summary>Events that could not be handled come again out of a queue.</summary>
    public sealed record Queued(IReadOnlyList<QueueMessage> Messages) : FunctionEvent;

    /// <summary>Somebody wants stored mails handled again.</summary>
    public sealed record Replay(ReplayRequest Request) : FunctionEvent;

    /// <summary>What waits for an answer to ACM's mail is to be sent again: everything, or one certificate.</summary>
    public sealed record Sweep(SweepRequest Request, CertificateArn? Certificate = null) : FunctionEvent;

    /// <summary>Whether certificates that are validated by DNS could be renewed is to be looked at.</summary>
    public sealed record Guard(GuardRequest Request) : FunctionEvent;

    /// <summary>A job of S3 Batch Operations wants stored mails handled again.</summary>
    public sealed record Batch(BatchRequest Request) : FunctionEvent;
}

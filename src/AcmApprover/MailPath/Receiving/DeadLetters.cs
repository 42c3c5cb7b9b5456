namespace AcmApprover.MailPath.Receiving;

/// <summary>Mails could not be handled.</summary>
internal static class DeadLetters
{
    internal static readonly FindingKind Kind = new("queue-dead-letters", Readiness.NotReady, "messages lie in the dead-letter queue");

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Queues.Value is { Dead: > 0 } queues
            ? Kind.Saw(
                $"{queues.Dead} messages lie in the dead-letter queue",
                "mend the cause, then: acm-approver replay --dead-letters QUEUE_URL --function NAME --approve"
            )
            : null;
}

namespace AcmApprover.MailPath.Receiving;

/// <summary>Mails are tried again each hour.</summary>
internal static class Retrying
{
    internal static readonly FindingKind Kind = new("queue-retrying", Readiness.CannotTell, "messages wait in the retry queue");

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Queues.Value is { Retrying: > 0 } queues
            ? Kind.Saw(
                $"{queues.Retrying} messages wait in the retry queue",
                "needs their next try: see in the function's log why they failed"
            )
            : null;
}

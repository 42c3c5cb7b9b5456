namespace AcmApprover.MailPath.Receiving;

/// <summary>The mail is stored, and the function never hears of it.</summary>
internal static class NoEvents
{
    internal static readonly FindingKind Kind = new(
        "bucket-tells-nobody",
        Readiness.NotReady,
        "the bucket sends its events neither to the function nor to EventBridge"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.BucketEvents.Value is { HasEventBridge: false, Functions: [] }
            ? Kind.Saw(
                $"{facts.Bucket} tells nobody of the mail that is stored in it",
                "deploy the stack again, or turn on EventBridge for the bucket"
            )
            : null;
}

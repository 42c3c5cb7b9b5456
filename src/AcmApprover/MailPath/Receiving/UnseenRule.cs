namespace AcmApprover.MailPath.Receiving;

/// <summary>The bucket tells EventBridge alone, and what EventBridge does with it was not looked at.</summary>
internal static class UnseenRule
{
    internal static readonly FindingKind Kind = new(
        "bucket-tells-eventbridge",
        Readiness.CannotTell,
        "the bucket sends its events to EventBridge alone, and whether a rule there invokes the function is not looked at"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.BucketEvents.Value is { HasEventBridge: true, Functions: [] }
            ? Kind.Saw(
                $"{facts.Bucket} tells EventBridge of the mail stored in it",
                "run probe, or see that a rule there invokes the function: aws events list-rule-names-by-target --target-arn "
                    + (facts.Function.Value?.Arn ?? "ARN")
            )
            : null;
}

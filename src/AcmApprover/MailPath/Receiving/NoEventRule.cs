namespace AcmApprover.MailPath.Receiving;

/// <summary>EventBridge hears of the mail, and invokes the function for none of it.</summary>
internal static class NoEventRule
{
    internal static readonly FindingKind Kind = new(
        "event-rule-missing",
        Readiness.NotReady,
        "the bucket sends its events to EventBridge, and no rule there invokes the function for them"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.MailRules is { } rules && !rules.Any(rule => rule.MatchFor(facts.Bucket).Takes is not false)
            ? Kind.Saw(
                $"no rule of EventBridge sends the events of {facts.Bucket} to the function",
                "deploy the stack again: its MailStoredRule does"
            )
            : null;
}

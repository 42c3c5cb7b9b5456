namespace AcmApprover.MailPath.Receiving;

/// <summary>Every rule of EventBridge that would invoke the function is disabled.</summary>
internal static class DisabledEventRule
{
    internal static readonly FindingKind Kind = new(
        "event-rule-disabled",
        Readiness.NotReady,
        "the rule of EventBridge that would invoke the function is disabled"
    );

    internal static Finding? Find(ReceivingFacts facts)
    {
        var able = facts.MailRules?.Where(rule => rule.MatchFor(facts.Bucket).Takes is not false).ToList();
        return able is { Count: > 0 } && !able.Exists(rule => rule.IsEnabled)
            ? Kind.Saw($"the rule {able[0].Name} is disabled", $"enable it: aws events enable-rule --name {able[0].Name}")
            : null;
    }
}

using AcmApprover.Text;

namespace AcmApprover.MailPath.Receiving;

/// <summary>Whether a rule of EventBridge invokes the function for the mail depends on more than is understood.</summary>
internal static class UnclearEventRule
{
    internal static readonly FindingKind Kind = new(
        "event-rule-unclear",
        Readiness.CannotTell,
        "the rule of EventBridge filters by something other than source, type, bucket and the beginning of the key"
    );

    internal static Finding? Find(ReceivingFacts facts)
    {
        var enabled = facts.MailRules?.Where(rule => rule.IsEnabled).ToList();
        return enabled?.Find(rule => rule.MatchFor(facts.Bucket).Takes is null) is { } unclear
            && !enabled.Exists(rule => rule.MatchFor(facts.Bucket).Takes is true)
            ? Kind.Saw($"the rule {unclear.Name} has the pattern {OutsideText.Quote(unclear.Pattern)}", "run probe, or read the pattern")
            : null;
    }
}

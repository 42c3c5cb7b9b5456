namespace AcmApprover.MailPath.Receiving;

/// <summary>No rule stores the mail of the five mailboxes, or not of all, in the approver's bucket.</summary>
internal static class NoRule
{
    internal static readonly FindingKind Kind = new(
        "rule-missing",
        Readiness.NotReady,
        "no rule of the active rule set stores the mail of all five mailboxes in the stack's bucket"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Missing is { Count: > 0 } missing
            ? Kind.Saw(
                $"no rule of the active rule set {domain.Facts.RuleSet.Value!.Name} stores the mail of "
                    + $"{string.Join(", ", missing)}@{domain.Name} in {domain.Facts.Bucket}",
                $"add {domain.Name} to the stack's MailDomains; if another rule set is active, give its name as ExistingRuleSetName"
            )
            : null;
}

namespace AcmApprover.MailPath.Receiving;

/// <summary>SES stores nothing while no rule set is active.</summary>
internal static class NoRuleSet
{
    internal static readonly FindingKind Kind = new("rule-set-missing", Readiness.NotReady, "no receipt rule set is active in the region");

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Facts.RuleSet.Value is { Name: null }
            ? Kind.Saw(
                $"no receipt rule set is active in {domain.Facts.Region}",
                "activate the stack's: aws ses set-active-receipt-rule-set --rule-set-name acm-approver"
            )
            : null;
}

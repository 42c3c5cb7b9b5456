namespace AcmApprover.MailPath.Receiving;

/// <summary>An earlier rule takes the mail away.</summary>
internal static class ShadowedRule
{
    internal static readonly FindingKind Kind = new(
        "rule-shadowed",
        Readiness.NotReady,
        "a rule before it, or an action before it in the rule, stops or bounces the mail"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Walks.FirstOrDefault(walk => walk.EndedBy is not null) is { EndedBy: { } rule } walk
            ? Kind.Saw(
                $"the rule {rule.Name} ends the way of the mail of {walk.Mailbox}@{domain.Name} before it is stored",
                $"put the approver's rule before {rule.Name}: RuleAfter empty, or a rule further up"
            )
            : null;
}

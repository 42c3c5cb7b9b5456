namespace AcmApprover.MailPath.Receiving;

/// <summary>The rule is there, and switched off.</summary>
internal static class DisabledRule
{
    internal static readonly FindingKind Kind = new("rule-disabled", Readiness.NotReady, "the rule that would store the mail is disabled");

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Walks.FirstOrDefault(walk => walk is { StoredBy: null, EndedBy: null, Disabled: not null }) is { Disabled: { } rule } walk
            ? Kind.Saw($"the rule {rule.Name}, which would store the mail of {walk.Mailbox}@{domain.Name}, is disabled", "enable it")
            : null;
}

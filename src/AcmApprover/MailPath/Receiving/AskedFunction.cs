namespace AcmApprover.MailPath.Receiving;

/// <summary>A function before the rule may take the mail away.</summary>
internal static class AskedFunction
{
    internal static readonly FindingKind Kind = new(
        "rule-asks-function",
        Readiness.CannotTell,
        "a rule before it asks a function that may stop the mail"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Walks.FirstOrDefault(walk => walk is { AskedBy: not null, EndedBy: null }) is { AskedBy: { } rule } walk
            ? Kind.Saw(
                $"the rule {rule.Name} asks a function before the mail of {walk.Mailbox}@{domain.Name} is stored, and that may stop it",
                $"run probe, or put the approver's rule before {rule.Name}"
            )
            : null;
}

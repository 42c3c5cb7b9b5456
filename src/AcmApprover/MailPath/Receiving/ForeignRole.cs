using AcmApprover.Text;

namespace AcmApprover.MailPath.Receiving;

/// <summary>The mail is stored with a role that the stack did not make.</summary>
internal static class ForeignRole
{
    internal static readonly FindingKind Kind = new(
        "rule-role",
        Readiness.CannotTell,
        "the rule stores the mail with a role that is not the stack's, whose rights are not looked at"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Facts.OwnRoles.Value is { } own
        && domain.Walks.FirstOrDefault(walk => walk.Store?.Role is { } used && !own.Contains(used))
            is { Store.Role: { } role, StoredBy: { } rule }
            ? Kind.Saw($"the rule {rule.Name} stores mail with {OutsideText.Quote(role)}, which is not the stack's own role", "run probe")
            : null;
}

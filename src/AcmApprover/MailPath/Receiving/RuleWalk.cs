namespace AcmApprover.MailPath.Receiving;

/// <summary>A mail's way through the active rule set, for one of the five mailboxes.</summary>
/// <param name="Mailbox">The mailbox: <c>admin</c>.</param>
/// <param name="StoredBy">The rule that stores the mail in the approver's bucket; null for none.</param>
/// <param name="Store">How; null for not at all.</param>
/// <param name="EndedBy">The rule that ends the way before that; null for none.</param>
/// <param name="AskedBy">The rule before it that asks a function, which may end the way; null for none.</param>
/// <param name="Disabled">A rule that would store it, if it were enabled; null for none.</param>
internal sealed record RuleWalk(
    string Mailbox,
    ReceiptRule? StoredBy,
    ReceiptAction.Store? Store,
    ReceiptRule? EndedBy,
    ReceiptRule? AskedBy,
    ReceiptRule? Disabled
)
{
    /// <summary>The five mailboxes (ACM user guide, email-validation).</summary>
    internal static readonly IReadOnlyList<string> Mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

    internal static RuleWalk Of(string mailbox, string domain, RuleSet rules, string bucket)
    {
        var disabled = rules.Rules.FirstOrDefault(rule =>
            !rule.IsEnabled
            && rule.Takes(mailbox, domain)
            && rule.Actions.OfType<ReceiptAction.Store>().Any(store => store.Bucket == bucket)
        );
        ReceiptRule? askedBy = null;
        foreach (var rule in rules.Rules.Where(rule => rule.IsEnabled && rule.Takes(mailbox, domain)))
        {
            foreach (var action in rule.Actions)
            {
                switch (action)
                {
                    case ReceiptAction.Store store when store.Bucket == bucket:
                        return new RuleWalk(mailbox, rule, store, null, askedBy, disabled);
                    case ReceiptAction.Stop or ReceiptAction.Bounce:
                        return new RuleWalk(mailbox, null, null, rule, askedBy, disabled);
                    case ReceiptAction.Ask:
                        askedBy ??= rule;
                        break;
                }
            }
        }

        return new RuleWalk(mailbox, null, null, null, askedBy, disabled);
    }
}

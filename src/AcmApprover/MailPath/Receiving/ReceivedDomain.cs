using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>A domain whose mail SES receives, and the receiving side.</summary>
/// <param name="Name">The domain.</param>
/// <param name="Facts">The receiving side.</param>
public sealed record ReceivedDomain(DomainName Name, ReceivingFacts Facts)
{
    /// <summary>The domain and every domain above it that could be an identity, the nearest first.</summary>
    public static IEnumerable<string> IdentitiesFor(DomainName domain)
    {
        for (var name = domain.Value; name.Contains('.'); name = name[(name.IndexOf('.') + 1)..])
        {
            yield return name;
        }
    }

    /// <summary>
    /// Whether SES stores the mail of all five mailboxes of the domain in the approver's bucket: its identity is verified, and the active
    /// rule set is in order for it. What is not known counts as not so.
    /// </summary>
    public bool IsStored =>
        Identity is { Status: "Success" }
        && Walks.Count > 0
        && ReceivingChecks.Run(this).All(check => check.Check is "bucket" || check.Readiness is Readiness.Ok);

    /// <summary>What the bucket's policy says of it; null where a role stores the mail, nothing does, or nobody knows.</summary>
    internal PolicyAnswer? PolicyAnswer =>
        Facts.BucketPolicy.Value is { } policy
        && Walks.Select(walk => walk.Store).OfType<ReceiptAction.Store>().FirstOrDefault() is { Role: null } store
            ? BucketPolicy.Judge(policy, store, Facts.Account)
            : null;

    /// <summary>Why it is not known whose role stores the mail; null where it is, or none does.</summary>
    internal MissingAnswer? RoleMissing => Walks.Any(walk => walk.Store?.Role is not null) ? Facts.OwnRoles.Missing : null;

    /// <summary>The nearest identity and its status; null where there is none, or nobody knows.</summary>
    internal (string Name, string Status)? Identity =>
        Facts.Identities.Value is { } known
        && IdentitiesFor(Name).Where(known.ContainsKey).OrderBy(name => known[name] == "Success" ? 0 : 1).FirstOrDefault() is { } name
            ? (name, known[name])
            : null;

    /// <summary>The ways of the five mailboxes; empty where no rule set is active, or nobody knows.</summary>
    internal IReadOnlyList<RuleWalk> Walks =>
        Facts.RuleSet.Value is { Name: not null } rules
            ? [.. RuleWalk.Mailboxes.Select(mailbox => RuleWalk.Of(mailbox, Name.Value, rules, Facts.Bucket))]
            : [];

    /// <summary>The mailboxes whose mail a rule set in order does not store, and nothing else explains.</summary>
    internal IReadOnlyList<string> Missing =>
        [.. Walks.Where(walk => walk is { StoredBy: null, EndedBy: null, Disabled: null }).Select(walk => walk.Mailbox)];
}

using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>The checks on the receiving side: of a domain that SES receives for, of a name, and of the stack itself.</summary>
public static class ReceivingChecks
{
    private static readonly Check<ReceivedDomain> identity = new(
        "identity",
        [d => NotPermitted.Find(d.Facts.Identities.Missing), NoIdentity.Find, UnverifiedIdentity.Find],
        domain => $"{domain.Identity?.Name} is a verified identity"
    );

    private static readonly Check<ReceivedDomain> rule = new(
        "rule",
        [
            d => NotPermitted.Find(d.Facts.RuleSet.Missing),
            NoRuleSet.Find,
            NoRule.Find,
            DisabledRule.Find,
            ShadowedRule.Find,
            AskedFunction.Find,
            UnscannedRule.Find,
            EncryptedStore.Find,
            StoreElsewhere.Find,
        ],
        domain =>
            $"the rule {domain.Walks[0].StoredBy!.Name} stores the mail of all five mailboxes"
            + (domain.Walks[0].StoredBy!.RequiresTls ? ", over TLS only" : "")
    );

    private static readonly Check<ReceivedDomain> bucket = new(
        "bucket",
        [
            d => NotPermitted.Find(d.Facts.BucketPolicy.Missing),
            StoreRefused.Find,
            StoreUnclear.Find,
            d => NotPermitted.Find(d.RoleMissing),
            ForeignRole.Find,
        ],
        domain => $"SES may store in {domain.Facts.Bucket}"
    );

    private static readonly Check<ReceivedName> settings = new(
        "settings",
        [RefusedDomain.Find, n => NotPermitted.Find(n.AccountsMissing), RefusedAccount.Find],
        name => $"the function's settings allow the name{(name.Accounts.Count > 0 ? " and its accounts" : "")}"
    );

    private static readonly IReadOnlyList<Check<ReceivingFacts>> stack =
    [
        new(
            "filters",
            [f => NotPermitted.Find(f.Filters.Missing), BlockedEverywhere.Find, BlockedSomewhere.Find],
            _ => "no IP filter of SES blocks anybody"
        ),
        new(
            "events",
            [
                f => NotPermitted.Find(f.BucketEvents.Missing),
                NoEvents.Find,
                f => NotPermitted.Find(f.EventRules.Missing),
                NoEventRule.Find,
                DisabledEventRule.Find,
                UnclearEventRule.Find,
            ],
            f => $"{f.Bucket} tells the function of the mail stored in it"
        ),
        new(
            "function",
            [f => NotPermitted.Find(f.Function.Missing), InactiveFunction.Find, WrongSettings.Find, NotifyOnly.Find],
            _ => "the function is active, and approves"
        ),
        new(
            "operator",
            [f => NotPermitted.Find(f.Listeners.Missing), NobodyListens.Find],
            f => $"{f.Listeners.Value!.Confirmed} confirmed to be told"
        ),
        new("alarms", [f => NotPermitted.Find(f.RaisedAlarms.Missing), RaisedAlarm.Find], _ => "none is raised"),
        new("queues", [f => NotPermitted.Find(f.Queues.Missing), DeadLetters.Find, Retrying.Find], _ => "nothing waits"),
        new(
            "last mail",
            [f => NotPermitted.Find(f.LastMail.Missing)],
            f => f.LastMail.Value is { Length: > 0 } when ? $"stored at {when}; ACM writes every few months" : "none yet"
        ),
    ];

    /// <summary>The checks of a domain that SES receives for.</summary>
    public static IReadOnlyList<CheckResult> Run(ReceivedDomain domain)
    {
        List<CheckResult> results = [identity.Run(domain), rule.Run(domain)];
        // Without a rule that stores, there is no bucket to judge.
        return domain.Walks.Any(walk => walk.Store is not null) ? [.. results, bucket.Run(domain)] : results;
    }

    /// <summary>The checks of a name; none where the function's settings are not known.</summary>
    public static IReadOnlyList<CheckResult> Run(ReceivedName name) =>
        name.Facts.Function.Value is { Settings: not null } ? [settings.Run(name)] : [];

    /// <summary>Why the function's settings would not let a certificate pass; null if they would.</summary>
    public static Finding? Refuses(DomainName name, AccountId account, AllowedMail allowed) =>
        RefusedDomain.Find(name, allowed) ?? RefusedAccount.Find([account], allowed);

    /// <summary>The checks of the stack itself, whatever the name.</summary>
    public static IReadOnlyList<CheckResult> Run(ReceivingFacts facts) => [.. stack.Select(check => check.Run(facts))];

    /// <summary>Everything that they can find.</summary>
    internal static IEnumerable<FindingKind> Kinds =>
        [
            NotPermitted.Kind,
            NoIdentity.Kind,
            UnverifiedIdentity.Kind,
            NoRuleSet.Kind,
            NoRule.Kind,
            DisabledRule.Kind,
            ShadowedRule.Kind,
            AskedFunction.Kind,
            UnscannedRule.Kind,
            EncryptedStore.Kind,
            StoreElsewhere.Kind,
            StoreRefused.Kind,
            StoreUnclear.Kind,
            ForeignRole.Kind,
            RefusedDomain.Kind,
            RefusedAccount.Kind,
            BlockedEverywhere.Kind,
            BlockedSomewhere.Kind,
            NoEvents.Kind,
            NoEventRule.Kind,
            DisabledEventRule.Kind,
            UnclearEventRule.Kind,
            InactiveFunction.Kind,
            WrongSettings.Kind,
            NotifyOnly.Kind,
            NobodyListens.Kind,
            RaisedAlarm.Kind,
            DeadLetters.Kind,
            Retrying.Kind,
        ];
}

using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Receiving;

/// <summary>The receiving side, as its services show it.</summary>
public sealed record ReceivingFacts
{
    /// <summary>The stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The stack's region.</summary>
    public required Region Region { get; init; }

    /// <summary>The stack's account.</summary>
    public required string Account { get; init; }

    /// <summary>The verification status of the identities that were asked for, in SES's words (<c>Success</c>), by name.</summary>
    public required ServiceAnswer<IReadOnlyDictionary<string, string>> Identities { get; init; }

    /// <summary>The active rule set.</summary>
    public required ServiceAnswer<RuleSet> RuleSet { get; init; }

    /// <summary>The roles of the active rule set that are the stack's own, by ARN.</summary>
    public required ServiceAnswer<IReadOnlySet<string>> OwnRoles { get; init; }

    /// <summary>The IP address filters.</summary>
    public required ServiceAnswer<IReadOnlyList<IpFilter>> Filters { get; init; }

    /// <summary>The mail bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The bucket's policy, as it is written; empty for none.</summary>
    public required ServiceAnswer<string> BucketPolicy { get; init; }

    /// <summary>Where the bucket sends its events.</summary>
    public required ServiceAnswer<BucketEvents> BucketEvents { get; init; }

    /// <summary>The rules of EventBridge that invoke the function; nothing where the bucket does not tell EventBridge.</summary>
    public required ServiceAnswer<IReadOnlyList<EventRule>> EventRules { get; init; }

    /// <summary>The function.</summary>
    public required ServiceAnswer<FunctionFacts> Function { get; init; }

    /// <summary>The subscriptions of the operator's topic that are confirmed, and those that are not.</summary>
    public required ServiceAnswer<Listeners> Listeners { get; init; }

    /// <summary>The alarms of the stack that are raised.</summary>
    public required ServiceAnswer<IReadOnlyList<string>> RaisedAlarms { get; init; }

    /// <summary>How many messages wait in the retry queue and in the dead-letter queue.</summary>
    public required ServiceAnswer<QueueDepths> Queues { get; init; }

    /// <summary>When a mail was stored last; an empty text where none is.</summary>
    public required ServiceAnswer<string> LastMail { get; init; }

    /// <summary>The rules of EventBridge, where the function hears of the mail by them alone; else null, or where nobody knows.</summary>
    internal IReadOnlyList<EventRule>? MailRules =>
        BucketEvents.Value is { HasEventBridge: true, Functions: [] } ? EventRules.Value : null;

    /// <summary>What the keys begin with that the function is told of; empty where nobody knows.</summary>
    internal IReadOnlyList<string> ToldPrefixes =>
        BucketEvents.Value is { Functions: { Count: > 0 } functions, HasEventBridge: false }
            ? [.. functions.Select(each => each.Prefix)]
            : [.. MailRules?.Where(rule => rule.IsEnabled).SelectMany(rule => rule.MatchFor(Bucket).Prefixes) ?? []];

    /// <summary>What decides which domains SES stores mail for; nothing else was asked.</summary>
    public static ReceivingFacts OfRules(
        string stack,
        Region region,
        string bucket,
        RuleSet rules,
        IReadOnlyDictionary<string, string> identities
    ) =>
        new()
        {
            Stack = stack,
            Region = region,
            Account = "",
            Identities = new(identities),
            RuleSet = new(rules),
            OwnRoles = new(null),
            Filters = new(null),
            Bucket = bucket,
            BucketPolicy = new(null),
            BucketEvents = new(null),
            EventRules = new(null),
            Function = new(null),
            Listeners = new(null),
            RaisedAlarms = new(null),
            Queues = new(null),
            LastMail = new(null),
        };
}

/// <summary>Where a bucket sends its events.</summary>
/// <param name="Functions">The functions that are invoked, by ARN, and the prefix of the keys.</param>
/// <param name="HasEventBridge">Whether EventBridge gets them all.</param>
public sealed record BucketEvents(IReadOnlyList<(string Function, string Prefix)> Functions, bool HasEventBridge);

/// <summary>The function.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="State">Lambda's word for its state: <c>Active</c>, <c>Inactive</c>, <c>Pending</c>, <c>Failed</c>.</param>
/// <param name="Settings">What its settings allow; null where they are wrong.</param>
/// <param name="SettingsProblem">Why they are wrong; null where they are not.</param>
public sealed record FunctionFacts(string Arn, string State, AllowedMail? Settings, string? SettingsProblem);

/// <summary>What the function's settings allow.</summary>
/// <param name="Accounts">The trusted accounts; where an organization is trusted, those of its accounts that were asked for.</param>
/// <param name="Domains">The allowed domains.</param>
/// <param name="NotifiesOnly">Whether it tells the operator in place of approving.</param>
public sealed record AllowedMail(
    ServiceAnswer<IReadOnlyList<AccountId>> Accounts,
    IReadOnlyList<DomainPattern> Domains,
    bool NotifiesOnly
)
{
    /// <summary>The organization all of whose accounts are trusted; null where accounts are.</summary>
    public OrganizationId? Organization { get; init; }
}

/// <summary>Who listens to the operator's topic.</summary>
public sealed record Listeners(int Confirmed, int Unconfirmed);

/// <summary>How many messages wait.</summary>
public sealed record QueueDepths(int Retrying, int Dead);

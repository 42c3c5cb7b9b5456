namespace AcmApprover.MailPath.Receiving;

/// <summary>The receipt rule set that is active in a region (SES API reference, DescribeActiveReceiptRuleSet).</summary>
/// <param name="Name">Its name; null where none is active.</param>
/// <param name="Rules">Its rules in their order.</param>
public sealed record RuleSet(string? Name, IReadOnlyList<ReceiptRule> Rules);

/// <summary>A receipt rule (SES API reference, ReceiptRule).</summary>
public sealed record ReceiptRule
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether mail is scanned for spam and viruses, without which nothing is approved.</summary>
    public bool IsScanning { get; init; }

    /// <summary>Whether mail that comes without TLS is bounced.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>Addresses, domains, and with a leading dot the domains below one; empty for all.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>What is done, in its order.</summary>
    public IReadOnlyList<ReceiptAction> Actions { get; init; } = [];

    /// <summary>Whether the rule takes an address (SES developer guide, receipt rules).</summary>
    /// <param name="mailbox">The address without its domain.</param>
    /// <param name="domain">The domain.</param>
    internal bool Takes(string mailbox, string domain) =>
        Recipients.Count == 0
        || Recipients.Any(recipient =>
            string.Equals(recipient, $"{mailbox}@{domain}", StringComparison.OrdinalIgnoreCase)
            || string.Equals(recipient, domain, StringComparison.OrdinalIgnoreCase)
            || (recipient.StartsWith('.') && domain.EndsWith(recipient, StringComparison.OrdinalIgnoreCase))
        );
}

/// <summary>An action of a rule.</summary>
public abstract record ReceiptAction
{
    private ReceiptAction() { }

    /// <summary>Stores the mail.</summary>
    /// <param name="Bucket">The bucket.</param>
    /// <param name="Prefix">What its key begins with; empty for nothing.</param>
    /// <param name="Role">The role that stores it, by ARN, in place of the bucket's policy; null for none.</param>
    /// <param name="IsEncrypted">Whether SES encrypts it itself, so that only its own client can read it.</param>
    public sealed record Store(string Bucket, string Prefix, string? Role, bool IsEncrypted) : ReceiptAction;

    /// <summary>Ends the rule set.</summary>
    public sealed record Stop : ReceiptAction;

    /// <summary>Sends the mail back, and ends the rule set.</summary>
    public sealed record Bounce : ReceiptAction;

    /// <summary>Asks a function, which may end the rule set.</summary>
    public sealed record Ask : ReceiptAction;

    /// <summary>Anything else, which lets the mail go on.</summary>
    public sealed record Other : ReceiptAction;
}

/// <summary>An IP address filter (SES API reference, ReceiptFilter).</summary>
public sealed record IpFilter(string Name, bool IsBlocking, string Cidr);

using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Sns;
using AcmApprover.Dns;
using AcmApprover.Identifiers;

namespace AcmApprover.Hosting.Configuration;

/// <summary>What the operator set, read once from the environment. An empty value counts as not set.</summary>
public sealed record Settings
{
    private const string ModeName = "ACM_APPROVER_MODE";
    private const string TopicName = "ACM_APPROVER_OPERATOR_TOPIC_ARN";
    private const string FormatName = "ACM_APPROVER_NOTIFY_FORMAT";
    private const string AccountsName = "ACM_APPROVER_ACCOUNTS";
    private const string RoleName = "ACM_APPROVER_ACCOUNT_ROLE";
    private const string ExternalIdName = "ACM_APPROVER_ACCOUNT_EXTERNAL_ID";
    private const string DomainsName = "ACM_APPROVER_DOMAINS";
    private const string SendersName = "ACM_APPROVER_SENDERS";
    private const string SpamName = "ACM_APPROVER_SPAM";
    private const string TellApprovalsName = "ACM_APPROVER_TELL_APPROVALS";
    private const string BucketName = "ACM_APPROVER_BUCKET";
    private const string RecordsPrefixName = "ACM_APPROVER_RECORDS_PREFIX";
    private const string StackName = "ACM_APPROVER_STACK";

    private const string DnsName = "ACM_APPROVER_DNS";

    private const string DefaultSenders = "amazon.com,*.amazon.com";

    private Settings() { }

    /// <summary><c>ACM_APPROVER_MODE</c>: <c>approve</c> (default) or <c>notify</c>.</summary>
    public required Mode Mode { get; init; }

    /// <summary><c>ACM_APPROVER_OPERATOR_TOPIC_ARN</c>: the topic that the operator listens to; null: referrals are only
    /// recorded.</summary>
    public required string? OperatorTopicArn { get; init; }

    /// <summary><c>ACM_APPROVER_NOTIFY_FORMAT</c>: <c>text</c> (default) or <c>chat</c>.</summary>
    public required NoticeFormat NotifyFormat { get; init; }

    /// <summary><c>ACM_APPROVER_ACCOUNTS</c>: the trusted accounts; null: the own account alone, or those of the
    /// <see cref="Organization"/>.</summary>
    public required IReadOnlyList<AccountId>? Accounts { get; init; }

    /// <summary>The same, as <c>organization:o-…</c>: the organization all of whose accounts are trusted; null: none.</summary>
    public required OrganizationId? Organization { get; init; }

    /// <summary><c>ACM_APPROVER_ACCOUNT_ROLE</c>: the name of the role to assume in the other accounts, with its path if it has one; or
    /// null.</summary>
    public required string? AccountRole { get; init; }

    /// <summary><c>ACM_APPROVER_ACCOUNT_EXTERNAL_ID</c>: the external id that this role's trust asks for, or null.</summary>
    public required string? AccountExternalId { get; init; }

    /// <summary><c>ACM_APPROVER_DOMAINS</c>: the allowed domains; <c>*</c> by default.</summary>
    public required IReadOnlyList<DomainPattern> Domains { get; init; }

    /// <summary><c>ACM_APPROVER_SENDERS</c>: who may send; <c>amazon.com,*.amazon.com</c> by default.</summary>
    public required IReadOnlyList<SenderPattern> Senders { get; init; }

    /// <summary><c>ACM_APPROVER_SPAM</c>: <c>refuse</c> (default) or <c>allow</c>.</summary>
    public required Spam Spam { get; init; }

    /// <summary><c>ACM_APPROVER_TELL_APPROVALS</c>: whether approvals are told too; <c>no</c> by default.</summary>
    public required bool TellsApprovals { get; init; }

    /// <summary><c>ACM_APPROVER_BUCKET</c>: the mail bucket, for replays that name none, and for records of mails in files; or
    /// null.</summary>
    public required string? Bucket { get; init; }

    /// <summary><c>ACM_APPROVER_RECORDS_PREFIX</c>: where records go in the mail's bucket; <c>decisions/</c> by default.</summary>
    public required string RecordsPrefix { get; init; }

    /// <summary><c>ACM_APPROVER_STACK</c>: the value of the dimension <c>Stack</c> that metrics carry; <c>acm-approver</c> by
    /// default.</summary>
    public required string Stack { get; init; }

    /// <summary><c>ACM_APPROVER_DNS</c>: the resolvers that a sweep and the guard ask; two public ones by default.</summary>
    public required IReadOnlyList<NameServer> NameServers { get; init; }

    /// <summary>Reads all settings.</summary>
    /// <param name="environment">The environment variables, by name.</param>
    /// <exception cref="SettingsException">Some are wrong: it names each, its value, and what is accepted.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string> environment)
    {
        var reader = new SettingsReader(environment);
        var trustsOrganization = reader.TryBehind(
            AccountsName,
            "organization",
            "organization: and the id of an organization, such as organization:o-exampleorgid",
            text => (OrganizationId.TryParse(text, out var id), id),
            out var organization
        );
        var settings = new Settings
        {
            Mode = reader.One(
                ModeName,
                "approve",
                "approve or notify",
                text =>
                    text switch
                    {
                        "approve" => (true, Mode.Approve),
                        "notify" => (true, Mode.Notify),
                        _ => default,
                    }
            ),
            OperatorTopicArn = reader.Text(
                TopicName,
                "the ARN of a standard topic such as arn:aws:sns:eu-west-1:111122223333:operator",
                IsTopicArn
            ),
            NotifyFormat = reader.One(
                FormatName,
                "text",
                "text or chat",
                text =>
                    text switch
                    {
                        "text" => (true, NoticeFormat.Text),
                        "chat" => (true, NoticeFormat.Chat),
                        _ => default,
                    }
            ),
            Accounts = trustsOrganization
                ? null
                : reader.Many(
                    AccountsName,
                    null,
                    "account ids of twelve digits, comma separated, or organization:o-exampleorgid",
                    text => (AccountId.TryParse(text, out var id), id!)
                ),
            Organization = organization,
            AccountRole = reader.Text(RoleName, "a role's name, with its path if it has one, such as platform/reader", IsRoleName),
            AccountExternalId = reader.Text(ExternalIdName, "2 to 1224 letters, digits or _+=,.@:/-", IsExternalId),
            Domains = reader.Many(
                DomainsName,
                "*",
                $"comma separated: {DomainPattern.Expected}",
                text => (DomainPattern.TryParse(text, out var pattern), pattern!)
            )!,
            Senders = reader.Many(
                SendersName,
                DefaultSenders,
                $"comma separated: {SenderPattern.Expected}",
                text => (SenderPattern.TryParse(text, out var pattern), pattern!)
            )!,
            Spam = reader.One(
                SpamName,
                "refuse",
                "refuse or allow",
                text =>
                    text switch
                    {
                        "refuse" => (true, Spam.Refuse),
                        "allow" => (true, Spam.Allow),
                        _ => default,
                    }
            ),
            TellsApprovals = reader.One(
                TellApprovalsName,
                "no",
                "yes or no",
                text =>
                    text switch
                    {
                        "no" => (true, false),
                        "yes" => (true, true),
                        _ => default,
                    }
            ),
            Bucket = reader.Text(
                BucketName,
                "a bucket's name: 3 to 63 lower-case letters, digits, hyphens and dots, with a letter or digit first and last",
                IsBucketName
            ),
            RecordsPrefix =
                reader.Text(RecordsPrefixName, "a prefix that ends with / and does not begin with it", IsPrefix) ?? "decisions/",
            Stack =
                reader.Text(StackName, "a stack's name: a letter, then letters, digits and hyphens, at most 128", IsStackName)
                ?? "acm-approver",
            NameServers =
                reader.Many(
                    DnsName,
                    null,
                    $"comma separated: {NameServer.Expected}",
                    text => (NameServer.TryParse(text, out var server), server!)
                ) ?? NameServer.Public,
        };
        reader.ThrowIfAnyIsWrong();
        return settings;
    }

    /// <summary>
    /// What is trusted and allowed, for a function (or a caller) that runs in <paramref name="own"/>. Which accounts belong to an
    /// <see cref="Organization"/> is known only when it is asked: until then none is trusted.
    /// </summary>
    public Policy PolicyFor(AccountId own) =>
        new(Accounts ?? (Organization is null ? [own] : []), Domains, Senders, Mode, Spam, TellsApprovals, Organization);

    /// <summary>SNS API reference, CreateTopic: at most 256 letters, digits, hyphens and underscores; a dot is only in the ".fifo" of
    /// topics that deliver to queues alone.</summary>
    private static bool IsTopicArn(string text) =>
        text.Split(':') is ["arn", var partition, "sns", var region, var account, { Length: > 0 and <= 256 } name]
        && partition.StartsWith("aws", StringComparison.Ordinal)
        && Region.TryParse(region, out _)
        && AccountId.TryParse(account, out _)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>IAM API reference, CreateRole: letters, digits and <c>_+=,.@-</c>, at most 64; in a path, any printable ASCII.</summary>
    private static bool IsRoleName(string text) =>
        text.Split('/') is [.. var path, { Length: > 0 and <= 64 } name]
        && path.All(part => part.Length > 0 && part.All(c => c is > ' ' and <= '~'))
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '=' or ',' or '.' or '@' or '-');

    /// <summary>STS API reference, AssumeRole.</summary>
    private static bool IsExternalId(string text) =>
        text.Length is >= 2 and <= 1224
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '=' or ',' or '.' or '@' or ':' or '/' or '-');

    /// <summary>S3 user guide, bucketnamingrules: also no two dots in a row, and not the form of an IP address.</summary>
    private static bool IsBucketName(string text) =>
        text.Length is >= 3 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && !text.Contains("..", StringComparison.Ordinal)
        && !(text.Count(c => c == '.') == 3 && text.All(c => char.IsAsciiDigit(c) || c == '.'));

    /// <summary>CloudFormation API reference, CreateStack.</summary>
    private static bool IsStackName(string text) =>
        text.Length <= 128 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsPrefix(string text) =>
        text.EndsWith('/') && !text.StartsWith('/') && !text.Contains("//", StringComparison.Ordinal) && !text.Any(char.IsControl);
}

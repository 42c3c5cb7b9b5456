namespace AcmApprover.Cli.Commands.Help;

/// <summary>The settings in the words of the README's table, which is tested against them.</summary>
internal static class SettingsHelp
{
    /// <summary>Each setting, its default and its meaning.</summary>
    internal static IReadOnlyList<(string Name, string Default, string Meaning)> All { get; } =
    [
        (
            "ACM_APPROVER_MODE",
            "approve",
            "approve, or notify: never press the button, but tell the operator"
        ),
        ("ACM_APPROVER_OPERATOR_TOPIC_ARN", "none", "SNS topic that the operator listens to"),
        ("ACM_APPROVER_NOTIFY_FORMAT", "text", "text for mail, chat for the custom notifications of Slack and Teams"),
        (
            "ACM_APPROVER_ACCOUNTS",
            "the function's own",
            "trusted account ids, comma separated, or organization:o-… for all accounts of an organization"
        ),
        ("ACM_APPROVER_ACCOUNT_ROLE", "none", "name of the role to assume in the other accounts"),
        ("ACM_APPROVER_ACCOUNT_EXTERNAL_ID", "none", "external id that this role requires"),
        (
            "ACM_APPROVER_DOMAINS",
            "*",
            "allowed domains: example.com (that name only), *.example.com (any name below it)"
        ),
        ("ACM_APPROVER_SENDERS", "amazon.com,*.amazon.com", "allowed senders: domains as above, or whole addresses"),
        (
            "ACM_APPROVER_SPAM",
            "refuse",
            "allow accepts mail from an authenticated sender that SES marks as spam"
        ),
        ("ACM_APPROVER_TELL_APPROVALS", "no", "yes also tells the operator of each approval"),
        ("ACM_APPROVER_BUCKET", "none", "the mail bucket, for replays that name none, and for records of mails in files"),
        ("ACM_APPROVER_RECORDS_PREFIX", "decisions/", "where records go in the mail's bucket"),
        ("ACM_APPROVER_STACK", "acm-approver", "what metrics carry as the dimension Stack"),
        ("ACM_APPROVER_DNS", "1.1.1.1,8.8.8.8", "resolvers that a sweep and the guard ask"),
    ];

    /// <summary>Each setting with what is said of it.</summary>
    internal static IReadOnlyList<(string Name, string Meaning)> Lines { get; } =
        [.. All.Select(s => (s.Name, $"{s.Meaning} (default: {s.Default})"))];
}

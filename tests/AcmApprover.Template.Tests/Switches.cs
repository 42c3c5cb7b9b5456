namespace AcmApprover.Template.Tests;

/// <summary>One choice for every switch of the template: what an operator can turn on and off, alone or with the rest.</summary>
internal sealed record Switches
{
    private static readonly bool[] onOrOff = [false, true];

    public MailSource Mail { get; init; }

    public DomainSetUp Domain { get; init; }

    public AccountTrust Accounts { get; init; }

    public bool Email { get; init; }

    public bool NoMailAlarm { get; init; }

    public bool Reserved { get; init; }

    public bool Batch { get; init; }

    public bool Swept { get; init; }

    public bool Guarded { get; init; }

    public bool Arm64 { get; init; }

    public bool Traced { get; init; }

    public bool OwnKey { get; init; }

    /// <summary>Roles with a path and a permissions boundary.</summary>
    public bool Bounded { get; init; }

    /// <summary>A bucket for access logs, and a role that may restore mail; only for the stack's own bucket.</summary>
    public bool Watched { get; init; }

    public static IEnumerable<Switches> All =>
        from mail in Enum.GetValues<MailSource>()
        from domain in Enum.GetValues<DomainSetUp>()
        where mail is not MailSource.StoredAlready || domain is not DomainSetUp.MxRecord
        from watched in onOrOff
        where mail is not MailSource.StoredAlready || !watched
        from accounts in Enum.GetValues<AccountTrust>()
        from email in onOrOff
        from noMailAlarm in onOrOff
        from reserved in onOrOff
        from batch in onOrOff
        from arm64 in onOrOff
        from traced in onOrOff
        from ownKey in onOrOff
        from bounded in onOrOff
        select new Switches
        {
            Mail = mail,
            Domain = domain,
            Accounts = accounts,
            Email = email,
            NoMailAlarm = noMailAlarm,
            Reserved = reserved,
            Batch = batch,
            // Met on and off with every one of the others, without twice as many of them.
            Swept = batch ^ arm64,
            Guarded = batch ^ traced,
            Arm64 = arm64,
            Traced = traced,
            OwnKey = ownKey,
            Bounded = bounded,
            Watched = watched,
        };

    public Dictionary<string, string> Parameters
    {
        get
        {
            (string Name, string Value)?[] chosen =
            [
                When(Mail is MailSource.StoredAlready, "ExistingMailBucket", "mail-of-example-com"),
                When(Mail is not MailSource.StoredAlready, "MailDomains", "example.com,example.org"),
                When(Mail is MailSource.ExistingRuleSet or MailSource.BehindAnotherRule, "ExistingRuleSetName", "inbound-mail"),
                When(Mail is MailSource.BehindAnotherRule, "RuleAfter", "spam"),
                When(Domain >= DomainSetUp.Identity, "IdentityDomain", "example.com"),
                When(Domain >= DomainSetUp.DkimRecords, "HostedZoneId", "Z0123456789"),
                When(Domain >= DomainSetUp.MxRecord, "CreateMxRecord", "yes"),
                When(Accounts is AccountTrust.Listed, "TrustedAccounts", "111122223333,444455556666"),
                When(Accounts is AccountTrust.Organization, "TrustedOrganization", "o-exampleorgid"),
                When(Accounts is not AccountTrust.Own, "ExternalId", "example-external-id"),
                When(Email, "OperatorEmail", "operator@example.net"),
                When(NoMailAlarm, "NoMailAlarmDays", "7"),
                When(Reserved, "ReservedConcurrency", "10"),
                When(Batch, "BatchReplay", "yes"),
                When(Swept, "HourlySweep", "yes"),
                When(Guarded, "RecordGuard", "yes"),
                ("Architecture", Arm64 ? "arm64" : "x86_64"),
                When(Traced, "Tracing", "yes"),
                When(OwnKey, "KmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                When(Bounded, "PermissionsBoundaryArn", "arn:aws:iam::111122223333:policy/platform/boundary"),
                When(Bounded, "RolePath", "/platform/"),
                When(Watched, "AccessLogBucket", "access-logs-of-example-com"),
                When(Watched, "RestoreRoleArn", "arn:aws:iam::111122223333:role/restorer"),
            ];
            return chosen.OfType<(string Name, string Value)>().ToDictionary(each => each.Name, each => each.Value);
        }
    }

    /// <summary>The resources that these switches need, and no others.</summary>
    public IEnumerable<string> Resources =>
        [
            "ApproverFunction",
            "ApproverFunctionEventInvokeConfig",
            "ApproverLog",
            "ApproverRole",
            "MailStoredRule",
            "MailStoredPermission",
            "DeadLetters",
            "DeadLettersPolicy",
            "RetryQueue",
            "RetryQueuePolicy",
            "RetryMapping",
            "OperatorTopic",
            "OperatorTopicPolicy",
            "AlertAlarm",
            "DeadLetterAlarm",
            "ErrorAlarm",
            "Dashboard",
            "DeadLetterReminderAlarm",
            "RetryAlarm",
            "UndeliveredAlarm",
            "DeliveryFailureAlarm",
            "ThrottleAlarm",
            "AsyncAgeAlarm",
            .. Mail is MailSource.StoredAlready
                ? (string[])[]
                : ["MailBucket", "MailBucketPolicy", "MailWriterRole", "ReceiptRule", "ReceivingFailureAlarm", "ReceivingExpiredAlarm"],
            .. Only(Mail is MailSource.OwnRuleSet, "ReceiptRuleSet"),
            .. Only(Domain >= DomainSetUp.Identity, "DomainIdentity"),
            .. Only(Domain >= DomainSetUp.DkimRecords, "DkimRecords"),
            .. Only(Domain >= DomainSetUp.MxRecord, "MxRecord"),
            .. Only(Email, "OperatorSubscription"),
            .. Only(NoMailAlarm, "NoMailAlarm"),
            .. Only(Batch, "BatchReplayRole"),
            .. Swept ? (string[])["SweepRule", "SweepPermission"] : [],
            .. Guarded ? (string[])["GuardRule", "GuardPermission"] : [],
        ];

    /// <summary>The outputs that these switches need, and no others.</summary>
    public IEnumerable<string> Outputs =>
        [
            "TryIt",
            "MailBucketName",
            "FunctionName",
            "FunctionRoleArn",
            "LogGroupName",
            "RetryQueueUrl",
            "DeadLetterQueueUrl",
            "RetryDeadLetters",
            "SubscribeYourself",
            "ConfirmSubscription",
            "OperatorTopicArn",
            "DashboardUrl",
            "Version",
            .. Mail is MailSource.StoredAlready ? (string[])["TurnOnBucketEvents"] : ["ShowActiveRuleSet", "MailExchanger"],
            .. Mail is MailSource.OwnRuleSet ? (string[])["ActivateRuleSet", "UseYourActiveRuleSet"] : [],
            .. Only(Mail is MailSource.ExistingRuleSet or MailSource.BehindAnotherRule, "CheckRuleSet"),
            .. Only(Domain is DomainSetUp.Identity, "DkimRecordsToCreate"),
            .. Only(Accounts is not AccountTrust.Own, "DeployToOtherAccounts"),
            .. Only(Batch, "BatchReplayRoleArn"),
        ];

    private static (string Name, string Value)? When(bool condition, string name, string value) => condition ? (name, value) : null;

    private static string[] Only(bool condition, string name) => condition ? [name] : [];
}

public enum MailSource
{
    OwnRuleSet,
    ExistingRuleSet,
    BehindAnotherRule,
    StoredAlready,
}

/// <summary>How much of the domain is set up; each step needs those before it.</summary>
internal enum DomainSetUp
{
    Nothing,
    Identity,
    DkimRecords,
    MxRecord,
}

/// <summary>Whose certificates are approved.</summary>
internal enum AccountTrust
{
    Own,
    Listed,
    Organization,
}

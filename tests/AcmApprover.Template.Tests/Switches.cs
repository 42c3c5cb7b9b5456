namespace AcmApprover.Template.Tests;

/// <summary>One choice for every switch of the template: what an operator can turn on and off, alone or with the rest.</summary>
internal sealed record Switches(
    MailSource Mail,
    DomainSetUp Domain,
    bool OtherAccounts,
    bool Email,
    bool NoMailAlarm,
    bool Reserved,
    bool Batch,
    string Architecture
)
{
    private static readonly bool[] onOrOff = [false, true];

    public static IEnumerable<Switches> All =>
        from mail in Enum.GetValues<MailSource>()
        from domain in Enum.GetValues<DomainSetUp>()
        from otherAccounts in onOrOff
        from email in onOrOff
        from noMailAlarm in onOrOff
        from reserved in onOrOff
        from batch in onOrOff
        from architecture in (string[])["x86_64", "arm64"]
        select new Switches(mail, domain, otherAccounts, email, noMailAlarm, reserved, batch, architecture);

    public Dictionary<string, string> Parameters
    {
        get
        {
            var parameters = new Dictionary<string, string> { ["Architecture"] = Architecture };
            if (Mail is MailSource.StoredAlready)
            {
                parameters["ExistingMailBucket"] = "mail-of-example-com";
            }
            else
            {
                parameters["MailDomains"] = "example.com,example.org";
            }

            if (Mail is MailSource.ExistingRuleSet or MailSource.BehindAnotherRule)
            {
                parameters["ExistingRuleSetName"] = "inbound-mail";
            }

            if (Mail is MailSource.BehindAnotherRule)
            {
                parameters["RuleAfter"] = "spam";
            }

            if (Domain >= DomainSetUp.Identity)
            {
                parameters["IdentityDomain"] = "example.com";
            }

            if (Domain >= DomainSetUp.DkimRecords)
            {
                parameters["HostedZoneId"] = "Z0123456789";
            }

            if (Domain >= DomainSetUp.MxRecord)
            {
                parameters["CreateMxRecord"] = "yes";
            }

            if (OtherAccounts)
            {
                (parameters["TrustedAccounts"], parameters["ExternalId"]) = ("111122223333,444455556666", "example-external-id");
            }

            if (Email)
            {
                parameters["OperatorEmail"] = "operator@example.net";
            }

            if (NoMailAlarm)
            {
                parameters["NoMailAlarmDays"] = "7";
            }

            if (Reserved)
            {
                parameters["ReservedConcurrency"] = "10";
            }

            if (Batch)
            {
                parameters["BatchReplay"] = "yes";
            }

            return parameters;
        }
    }

    /// <summary>The resources that these switches need, and no others.</summary>
    public IEnumerable<string> Resources =>
        [
            "ApproverFunction",
            "ApproverFunctionEventInvokeConfig",
            "ApproverLog",
            "ApproverRole",
            "DeadLetters",
            "RetryQueue",
            "RetryMapping",
            "OperatorTopic",
            "OperatorTopicPolicy",
            "AlertAlarm",
            "ReferralAlarm",
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
                ? (string[])["StoredMailRule", "StoredMailPermission", "StoredMailDeadLetterPolicy"]
                :
                [
                    "MailBucket",
                    "MailBucketPolicy",
                    "MailEventPermission",
                    "ReceiptRule",
                    "ReceivingFailureAlarm",
                    "ReceivingExpiredAlarm",
                ],
            .. Only(Mail is MailSource.OwnRuleSet, "ReceiptRuleSet"),
            .. Only(Domain >= DomainSetUp.Identity, "DomainIdentity"),
            .. Only(Domain >= DomainSetUp.DkimRecords, "DkimRecords"),
            .. Only(Domain >= DomainSetUp.MxRecord, "MxRecord"),
            .. Only(Email, "OperatorSubscription"),
            .. Only(NoMailAlarm, "NoMailAlarm"),
            .. Only(Batch, "BatchReplayRole"),
        ];

    /// <summary>The outputs that these switches need, and no others.</summary>
    public IEnumerable<string> Outputs =>
        [
            "TryIt",
            "MailBucketName",
            "FunctionName",
            "FunctionRoleArn",
            "LogGroupName",
            "DeadLetterQueueUrl",
            "RetryQueueUrl",
            "RetryDeadLetters",
            "SubscribeYourself",
            "ConfirmSubscription",
            "OperatorTopicArn",
            "DashboardUrl",
            .. Mail is MailSource.StoredAlready ? (string[])["TurnOnBucketEvents"] : ["ShowActiveRuleSet", "MailExchanger"],
            .. Mail is MailSource.OwnRuleSet ? (string[])["ActivateRuleSet", "UseYourActiveRuleSet"] : [],
            .. Only(Mail is MailSource.ExistingRuleSet or MailSource.BehindAnotherRule, "CheckRuleSet"),
            .. Only(Domain is DomainSetUp.Identity, "DkimRecordsToCreate"),
            .. Only(OtherAccounts, "DeployToOtherAccounts"),
            .. Only(Batch, "BatchReplayRoleArn"),
        ];

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

using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>Says first what a run uses, on standard error: before it approves, somebody may see that it is the wrong account.</summary>
internal static class RunSettings
{
    /// <summary>Says it.</summary>
    /// <param name="host">Where it is said.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="stack">The stack that they are of; null for those of the environment.</param>
    /// <param name="function">The function that does it; null for this program.</param>
    /// <param name="isLive">Whether it is no dry run.</param>
    /// <param name="hasFiles">Whether some mails lie in files.</param>
    internal static void Write(CommandHost host, Settings settings, DeployedStack? stack, string? function, bool isLive, bool hasFiles)
    {
        if (stack is not null)
        {
            Say($"stack {stack.Name}, bucket {stack.Bucket}");
        }

        if (function is not null)
        {
            Say($"function {function}{(stack is null ? ", with its own settings" : "")}");
        }

        if (function is not null && stack is null)
        {
            return;
        }

        Say($"mode {(settings.Mode == Mode.Approve ? "approve" : "notify")}");
        Say(
            settings.Organization is { } organization ? $"accounts of the organization {organization}"
            : settings.Accounts is { } accounts ? $"accounts {string.Join(", ", accounts)}"
            : "accounts: your own"
        );
        Say($"domains {string.Join(", ", settings.Domains)}");
        Say(
            settings.OperatorTopicArn is { } topic ? $"operator {topic}"
            : isLive ? "operator none: nobody will be told of what is referred (ACM_APPROVER_OPERATOR_TOPIC_ARN)"
            : "operator none"
        );
        var ofFiles =
            !hasFiles ? ""
            : settings.Bucket is { } bucket ? $"; of a mail in a file, below {settings.RecordsPrefix}files/ in {bucket}"
            : "; of a mail in a file, nothing is recorded (ACM_APPROVER_BUCKET)";
        Say($"records below {settings.RecordsPrefix} in the mail's bucket{ofFiles}");

        void Say(string what) => host.Error.WriteLine($"uses  {what}");
    }
}

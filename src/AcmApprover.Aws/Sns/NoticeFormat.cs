namespace AcmApprover.Aws.Sns;

/// <summary>How a notice is written.</summary>
public enum NoticeFormat
{
    /// <summary>For a mail.</summary>
    Text,

    /// <summary>For Slack and Teams.</summary>
    Chat,
}

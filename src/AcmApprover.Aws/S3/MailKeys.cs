namespace AcmApprover.Aws.S3;

/// <summary>Which objects of the mail bucket are mails.</summary>
public static class MailKeys
{
    /// <summary>
    /// What SES writes when a receipt rule is created, to test its permission (SES developer guide, receiving-email-action-s3).
    /// </summary>
    private const string SetupNotification = "AMAZON_SES_SETUP_NOTIFICATION";

    /// <summary>Whether a key can be a mail's: not a folder, and not SES's setup notification.</summary>
    public static bool IsMail(string key) => !key.EndsWith('/') && !key.EndsWith(SetupNotification, StringComparison.Ordinal);
}

namespace AcmApprover.Aws.S3;

/// <summary>Which objects of the mail bucket are mails.</summary>
public static class MailKeys
{
    /// <summary>
    /// What SES leaves when a receipt rule is made: a test that it may write (SES developer guide, receiving-email-action-s3).
    /// </summary>
    private const string SetupNote = "AMAZON_SES_SETUP_NOTIFICATION";

    /// <summary>Whether a key can be a mail's: no folder, and not SES's set-up note.</summary>
    public static bool IsMail(string key) => !key.EndsWith('/') && !key.EndsWith(SetupNote, StringComparison.Ordinal);
}

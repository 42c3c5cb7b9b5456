using AcmApprover.Approval;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.ApprovalSite;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Sts;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;
using Amazon.S3;

namespace AcmApprover.Hosting;

/// <summary>
/// The pipeline on AWS, put together once for a process. Clients are made when first used, and then hold their connections. Three
/// ways to handle a mail differ in what they hold: a dry run has nothing that could press, tell or write.
/// </summary>
public sealed class Composition : IDisposable
{
    private readonly AccountCredentials credentials;
    private readonly AcmCertificateDirectory directory;
    private readonly OrganizationMembership? organization;
    private readonly ApprovalSiteClient site = new();
    private readonly AmazonS3Client s3;
    private readonly SnsTopic? topic;

    /// <summary>Puts it together.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="own">The account of the session's credentials.</param>
    /// <param name="session">With what and where AWS is asked.</param>
    /// <param name="time">The clock.</param>
    public Composition(Settings settings, AccountId own, AwsSession session, TimeProvider time)
    {
        credentials = new AccountCredentials(own, settings.AccountRole, settings.AccountExternalId, session, time);
        directory = new AcmCertificateDirectory(credentials);
        organization = settings.Organization is { } id ? new OrganizationMembership(id, session, time) : null;
        s3 = S3MailStore.CreateClient(session);
        Store = new S3MailStore(s3);
        topic = settings.OperatorTopicArn is { } arn ? new SnsTopic(arn, session) : null;
        var @operator = topic is null
            ? null
            : new SnsOperator(topic, settings.NotifyFormat, new S3NoticeLog(s3, settings.RecordsPrefix, time));

        var rescues = settings.Bucket is { } bucket ? new S3Rescues(s3, bucket, settings.RecordsPrefix) : null;
        var policy = settings.PolicyFor(own);
        DryRun = Approver(new DryRun());
        Live = Approver(ForReal(isReplay: false));
        LiveReplay = Approver(ForReal(isReplay: true));

        Approver Approver(IConsequences consequences) =>
            new(
                directory,
                site,
                consequences,
                policy,
                time,
                organization,
                rescues,
                new S3ProbeMarks(s3, settings.RecordsPrefix, time)
            );

        LiveConsequences ForReal(bool isReplay) =>
            new(
                site,
                @operator,
                new S3DecisionLog(s3, settings.RecordsPrefix, isReplay, settings.Bucket),
                new S3SnapshotStore(s3, settings.RecordsPrefix, isReplay, settings.Bucket)
            );
    }

    /// <summary>The stored mails.</summary>
    public S3MailStore Store { get; }

    /// <summary>For a mail that has just come.</summary>
    public Approver Live { get; }

    /// <summary>For a stored mail again, for real.</summary>
    public Approver LiveReplay { get; }

    /// <summary>To see what would be done.</summary>
    public Approver DryRun { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        site.Dispose();
        directory.Dispose();
        organization?.Dispose();
        credentials.Dispose();
        s3.Dispose();
        topic?.Dispose();
    }
}

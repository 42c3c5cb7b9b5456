using System.Text;
using AcmApprover.Approval.Actions;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AcmApprover.Aws;

/// <summary>The operator behind an SNS topic, told once (<see cref="S3NoticeLog"/> remembers).</summary>
public sealed class SnsOperator(IAmazonSimpleNotificationService sns, string topicArn, NoticeFormat format, S3NoticeLog log) : IOperator
{
    /// <summary>SNS takes a subject of less than 100 characters, all of them ASCII (SNS API reference, Publish).</summary>
    private const int SubjectLimit = 99;

    /// <summary>A client for the region that the topic lies in.</summary>
    public static AmazonSimpleNotificationServiceClient CreateClient(string topicArn)
    {
        var region = topicArn.Split(':')[3];
        return new AmazonSimpleNotificationServiceClient(new AmazonSimpleNotificationServiceConfig
        {
            RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
            // Signed for that region also where AWS_ENDPOINT_URL_SNS puts another endpoint in the region's place.
            AuthenticationRegion = region,
            Timeout = AwsCalls.RequestTimeout,
        });
    }

    /// <inheritdoc/>
    public Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        log.OnceAsync(notice.Mail.Mail.Source.Bucket, notice.Key, token => PublishAsync(notice, token), cancellationToken);

    private Task<PublishResponse> PublishAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        var request = new PublishRequest
        {
            TopicArn = topicArn,
            Subject = Ascii("AcmApprover " + notice.Title),
            Message = format switch
            {
                NoticeFormat.Text => NoticeText.Write(notice),
                NoticeFormat.Chat => NoticeChat.Write(notice),
            },
        };
        return AwsCalls.RunAsync("SNS", token => sns.PublishAsync(request, token), cancellationToken);
    }

    private static string Ascii(string title)
    {
        var subject = new StringBuilder(title.Length);
        foreach (var c in title)
        {
            subject.Append(char.IsAscii(c) && !char.IsControl(c) ? c : '?');
        }

        return subject.Length <= SubjectLimit ? subject.ToString() : subject.ToString(0, SubjectLimit - 3) + "...";
    }
}

/// <summary>How a notice is written.</summary>
public enum NoticeFormat
{
    /// <summary>For a mail.</summary>
    Text,

    /// <summary>For Slack and Teams.</summary>
    Chat,
}

using System.Text;
using AcmApprover.Approval.Actions;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;
using Amazon.Runtime;

namespace AcmApprover.Aws.Sns;

/// <summary>The operator behind an SNS topic, told once (<see cref="S3NoticeLog"/> remembers).</summary>
/// <param name="topic">The topic.</param>
/// <param name="format">How notices are written.</param>
/// <param name="log">Remembers what was told.</param>
public sealed class SnsOperator(SnsTopic topic, NoticeFormat format, S3NoticeLog log) : IOperator
{
    /// <summary>SNS takes a subject of less than 100 characters, all of them ASCII (SNS API reference, Publish).</summary>
    private const int SubjectLimit = 99;

    /// <inheritdoc/>
    public Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        notice.IsRepeat
            ? log.FinishAsync(notice.Mail.Mail.Source.Bucket, notice.Key, token => TellAsync(notice, token), cancellationToken)
            : log.OnceAsync(notice.Mail.Mail.Source.Bucket, notice.Key, token => TellAsync(notice, token), cancellationToken);

    /// <inheritdoc/>
    public Task BeginAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        log.BeginAsync(notice.Mail.Mail.Source.Bucket, notice.Key, cancellationToken);

    private async Task TellAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            if (!await HasListenerAsync(cancellationToken))
            {
                throw new NobodyListensException(Channel, "has no confirmed subscription: subscribe to it and confirm");
            }

            await PublishAsync(notice, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            // Not a transient failure, which is thrown as such: until somebody mends the topic, it reaches nobody.
            throw new NobodyListensException(
                Channel,
                e.ErrorCode is "NotFound"
                    ? "does not exist: deploy the stack again, or correct the topic's ARN"
                    : $"takes no notice: {e.ErrorCode}: {e.Message}",
                e
            );
        }
    }

    private string Channel => $"the topic {topic.Arn}";

    /// <summary>Whether somebody gets what is published: a topic without a confirmed subscription takes every message and delivers none.
    /// Where that may not be asked, it is believed.</summary>
    private async Task<bool> HasListenerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AwsCalls.RunAsync(
                "SNS",
                async token => await topic.ListSubscriptionsAsync(token).AnyAsync(each => each.IsConfirmed, token),
                cancellationToken
            );
        }
        catch (AmazonServiceException)
        {
            // The topic may be another account's, which lets us publish and no more. What is wrong with it otherwise, publishing says.
            return true;
        }
    }

    private Task<string> PublishAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        var subject = Ascii("AcmApprover " + notice.Title);
        var message = format switch
        {
            NoticeFormat.Text => NoticeText.Write(notice),
            NoticeFormat.Chat => NoticeChat.Write(notice),
        };
        return AwsCalls.RunAsync("SNS", token => topic.PublishAsync(subject, message, token), cancellationToken);
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

using System.Text;
using AcmApprover.Approval.Actions;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;

namespace AcmApprover.Aws.Sns;

/// <summary>The operator behind an SNS topic, told once (<see cref="S3NoticeLog"/> remembers).</summary>
public sealed class SnsOperator(SnsTopic topic, NoticeFormat format, S3NoticeLog log) : IOperator
{
    /// <summary>SNS takes a subject of less than 100 characters, all of them ASCII (SNS API reference, Publish).</summary>
    private const int SubjectLimit = 99;

    /// <inheritdoc/>
    public Task TellOnceAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        log.OnceAsync(notice.Mail.Mail.Source.Bucket, notice.Key, token => PublishAsync(notice, token), cancellationToken);

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

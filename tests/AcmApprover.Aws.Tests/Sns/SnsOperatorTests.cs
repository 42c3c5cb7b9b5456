using System.Text.Json;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.S3;
using AcmApprover.Aws.Sns;
using AcmApprover.Aws.Tests.S3;
using AcmApprover.Identifiers;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Sns;

namespace AcmApprover.Aws.Tests.Sns;

public sealed class SnsOperatorTests : InTheWorld, IDisposable
{
    private const string Topic = $"arn:aws:sns:us-west-2:{Surroundings.Own}:operator";

    private static readonly string LongName = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));

    private readonly SnsTopic topic = new(Topic);

    public SnsOperatorTests(Surroundings surroundings)
        : base(surroundings)
    {
        World.Sns.AddTopic(Topic);
    }

    public void Dispose()
    {
        topic.Dispose();
    }

    [Fact]
    public async Task The_operator_reads_a_text_of_a_notice_once_in_the_topics_own_region()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var notice = Notice(bucket.Name, "www.example.com");
        var count = World.Sns.Messages.Count;

        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);
        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);

        Assert.Equal(count + 1, World.Sns.Messages.Count);
        Assert.Equal(
            (Topic, "AcmApprover [warning] www.example.com: page-unrecognised", NoticeText.Write(notice)),
            (World.Sns.Messages[^1].TopicArn, World.Sns.Messages[^1].Subject, World.Sns.Messages[^1].Message)
        );
    }

    [Fact]
    public async Task A_subject_is_short_ASCII_however_long_the_name_and_the_reasons_are()
    {
        foreach (var domain in (string?[])["a.example", LongName, "bücher.example", null])
        {
            var subject = (await TellAsync(Notice(null, domain, Enum.GetValues<ReasonCode>()))).Subject!;
            Assert.InRange(subject.Length, 1, 99);
            Assert.All(subject, c => Assert.InRange(c, ' ', '~'));
            Assert.EndsWith("...", subject, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chat_notice_is_JSON_within_the_lengths_that_chat_applications_allow()
    {
        var message = (await TellAsync(Notice(null, LongName, Enum.GetValues<ReasonCode>()), NoticeFormat.Chat)).Message;

        using var json = JsonDocument.Parse(message);
        var content = json.RootElement.GetProperty("content");
        Assert.Equal("1.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal("custom", json.RootElement.GetProperty("source").GetString());
        Assert.InRange(content.GetProperty("title").GetString()!.Length, 1, 250);
        Assert.InRange(content.GetProperty("description").GetString()!.Length, 1, 8000);
        Assert.All(content.GetProperty("nextSteps").EnumerateArray(), step => Assert.InRange(step.GetString()!.Length, 1, 350));
        Assert.All(content.GetProperty("keywords").EnumerateArray(), word => Assert.InRange(word.GetString()!.Length, 1, 75));
    }

    [Fact]
    public async Task Throttling_is_waited_out()
    {
        World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Error(400, "Throttling"), times: 5);
        await TellAsync(Notice(null, "www.example.com"));
        Assert.Equal(0, World.Faults.Pending);
    }

    [Fact]
    public async Task A_notice_that_SNS_did_not_take_is_told_at_the_next_attempt()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var notice = Notice(bucket.Name, "www.example.com");
        World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Error(503), times: 1_000_000);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var count = World.Sns.Messages.Count;

        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => Operator(bucket).TellOnceAsync(notice, limit.Token));
        Assert.Equal(("SNS", count), (e.Service, World.Sns.Messages.Count));

        World.Faults.Clear();
        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);
        Assert.Equal(count + 1, World.Sns.Messages.Count);
    }

    private SnsOperator Operator(Bucket bucket, NoticeFormat format = NoticeFormat.Text) =>
        new(topic, format, new S3NoticeLog(bucket.Client, "decisions/", TimeProvider.System));

    /// <summary>What the operator got of a notice.</summary>
    private async Task<PublishedMessage> TellAsync(OperatorNotice notice, NoticeFormat format = NoticeFormat.Text)
    {
        var count = World.Sns.Messages.Count;
        await Operator(await Surroundings.BucketAsync(Backend.Simulator), format).TellOnceAsync(notice, CancellationToken.None);
        return Assert.Single(World.Sns.Messages.Skip(count));
    }

    private static OperatorNotice Notice(string? bucket, string? domain, params ReasonCode[] codes) =>
        OperatorNotice.Of(
            new ValidationMail
            {
                Mail = new ReceivedMail
                {
                    Source = new MailSource(bucket, "inbound/one"),
                    ReceivedAt = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero),
                    Subject = new string('ü', 500),
                },
                Domain = DomainName.TryParse(domain, out var name) ? name : null,
            },
            Ending.Refer(
                new Referral(
                    [.. codes.DefaultIfEmpty(ReasonCode.PageUnrecognised).Select(code => new Reason(code, new string('ü', 800)))],
                    Severity.Warning
                )
            ),
            tellsApprovals: false
        )!;
}

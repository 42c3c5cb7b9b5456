using System.Text.Json;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
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

    private readonly SnsTopic topic = new(Topic, AwsSession.OfProcess);

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_reaches_nobody_is_told_once_somebody_has_subscribed(bool isOneUnconfirmed)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var notice = Notice(bucket.Name, "www.example.com");
        World.Sns.UnsubscribeAll(Topic);
        if (isOneUnconfirmed)
        {
            World.Sns.Subscribe(Topic, "operator@example.net", isConfirmed: false);
        }

        var count = World.Sns.Messages.Count;
        var e = await Assert.ThrowsAsync<NobodyListensException>(() => Operator(bucket).TellOnceAsync(notice, CancellationToken.None));
        Assert.Contains($"{Topic} has no confirmed subscription", e.Message, StringComparison.Ordinal);
        Assert.Equal(count, World.Sns.Messages.Count);

        World.Sns.Subscribe(Topic, "operator@example.com");
        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);
        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);
        Assert.Equal(count + 1, World.Sns.Messages.Count);
    }

    [Fact]
    public async Task A_topic_that_was_removed_reaches_nobody()
    {
        using var removed = new SnsTopic(Topic + "-removed", AwsSession.OfProcess);
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var @operator = new SnsOperator(removed, NoticeFormat.Text, new S3NoticeLog(bucket.Client, "decisions/", TimeProvider.System));

        var e = await Assert.ThrowsAsync<NobodyListensException>(() =>
            @operator.TellOnceAsync(Notice(bucket.Name, "www.example.com"), CancellationToken.None)
        );

        Assert.Contains("does not exist", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_takes_no_notice_reaches_nobody()
    {
        World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Error(403, "AuthorizationError"));

        var e = await Assert.ThrowsAsync<NobodyListensException>(() => TellAsync(Notice(null, "www.example.com")));

        Assert.Contains("takes no notice: AuthorizationError", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_is_told_only_where_the_first_notice_reached_nobody()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var (approval, repeat) = (Approval(bucket.Name, Ending.Approved), Approval(bucket.Name, Ending.AlreadyApproved));
        var count = World.Sns.Messages.Count;

        await Operator(bucket).TellOnceAsync(repeat, CancellationToken.None);
        Assert.Equal(count, World.Sns.Messages.Count);

        World.Sns.UnsubscribeAll(Topic);
        foreach (var each in new[] { approval, repeat })
        {
            await Assert.ThrowsAsync<NobodyListensException>(() => Operator(bucket).TellOnceAsync(each, CancellationToken.None));
        }

        World.Sns.Subscribe(Topic, "operator@example.com");
        await Operator(bucket).TellOnceAsync(repeat, CancellationToken.None);
        await Operator(bucket).TellOnceAsync(repeat, CancellationToken.None);
        await Operator(bucket).TellOnceAsync(approval, CancellationToken.None);
        Assert.Equal(count + 1, World.Sns.Messages.Count);
    }

    [Fact]
    public async Task Where_the_subscriptions_may_not_be_listed_somebody_is_believed_to_listen()
    {
        World.Faults.Add(ServiceName.Sns, "ListSubscriptionsByTopic", Misbehave.Error(403, "AuthorizationError"));

        await TellAsync(Notice(null, "www.example.com"));

        Assert.Equal(0, World.Faults.Pending);
    }

    [Fact]
    public async Task What_was_told_before_asks_sns_nothing()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var notice = Notice(bucket.Name, "www.example.com");
        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);
        var asked = World.Requests.Of(ServiceName.Sns).Count;

        await Operator(bucket).TellOnceAsync(notice, CancellationToken.None);

        Assert.Equal(asked, World.Requests.Of(ServiceName.Sns).Count);
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

    private static OperatorNotice Approval(string bucket, Ending ending) => Notice(bucket, "www.example.com", ending);

    private static OperatorNotice Notice(string? bucket, string? domain, params ReasonCode[] codes) =>
        Notice(
            bucket,
            domain,
            Ending.Refer(
                new Referral(
                    [.. codes.DefaultIfEmpty(ReasonCode.PageUnrecognised).Select(code => new Reason(code, new string('ü', 800)))],
                    Severity.Warning
                )
            )
        );

    private static OperatorNotice Notice(string? bucket, string? domain, Ending ending) =>
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
            ending,
            tellsApprovals: true
        )!;
}

using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using Amazon.S3.Model;

namespace AcmApprover.Aws.Tests.S3;

/// <summary>What was not understood, beside the record.</summary>
public sealed class SnapshotTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 14, 0, 0, 7, TimeSpan.FromHours(2));

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_first_snapshot_of_a_mail_stays_and_is_told_again_by_its_place(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        var store = new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false);

        var first = await store.KeepAsync(Of(bucket.Name, "one"), CancellationToken.None);
        var second = await store.KeepAsync(Of(bucket.Name, "two"), CancellationToken.None);

        Assert.Equal(new KeptSnapshot($"s3://{bucket.Name}/decisions/inbound/a b.seen.txt"), first);
        Assert.Equal(first, second);
        Assert.Equal(["decisions/inbound/a b.seen.txt"], await bucket.KeysAsync());
        Assert.Contains(
            "Subject: Certificate request for one",
            await bucket.TextAsync("decisions/inbound/a b.seen.txt"),
            StringComparison.Ordinal
        );
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_snapshot_of_a_replay_stands_beside_its_record(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);

        await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: true).KeepAsync(Of(bucket.Name, "one"), CancellationToken.None);

        Assert.Equal(["decisions/inbound/a b.20261123T120000.007Z.seen.txt"], await bucket.KeysAsync());
    }

    [Fact]
    public async Task It_carries_the_tag_that_the_lifecycle_rule_goes_by()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Moto);

        await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(Of(bucket.Name, "one"), CancellationToken.None);

        var key = Assert.Single(await bucket.KeysAsync());
        var tags = await bucket.Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket.Name, Key = key });
        Assert.Equal([("acm-approver", "seen")], tags.Tagging.Select(t => (t.Key, t.Value)));
    }

    [Fact]
    public async Task It_is_plain_text_which_no_browser_runs()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);

        await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(Of(bucket.Name, "one"), CancellationToken.None);

        Assert.Equal("text/plain; charset=utf-8", Assert.Single(World.S3.Objects(bucket.Name)).Value.ContentType);
    }

    [Fact]
    public async Task Of_a_mail_in_no_bucket_nothing_is_kept()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);

        var kept = await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(
            Of(null, "one"),
            CancellationToken.None
        );

        Assert.Equal(new KeptSnapshot(null), kept);
        Assert.Empty(World.Requests.Of(ServiceName.S3));
    }

    [Fact]
    public async Task A_throttled_store_is_asked_again()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.Faults.Add(ServiceName.S3, "PutObject", Misbehave.Error(503, "SlowDown"), times: 2);

        var kept = await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(
            Of(bucket.Name, "one"),
            CancellationToken.None
        );

        Assert.NotNull(kept.Place);
        Assert.Equal(0, World.Faults.Pending);
    }

    [Fact]
    public async Task A_store_that_refuses_is_an_answer_and_no_exception()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.Faults.Add(ServiceName.S3, "PutObject", Misbehave.Error(403, "AccessDenied"));

        var kept = await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(
            Of(bucket.Name, "one"),
            CancellationToken.None
        );

        Assert.Null(kept.Place);
        Assert.StartsWith("S3 did not store decisions/inbound/a b.seen.txt: ", kept.Problem, StringComparison.Ordinal);
        Assert.EndsWith("(AccessDenied)", kept.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_down_is_given_up_before_the_mails_time_is_over()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.Faults.Add(ServiceName.S3, "PutObject", Misbehave.Error(503, "SlowDown"), times: 1000);

        var kept = await new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(
            Of(bucket.Name, "one"),
            CancellationToken.None
        );

        Assert.Null(kept.Place);
        Assert.Contains("SlowDown", kept.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_trusted_is_an_answer_that_names_it()
    {
        await using var other = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        using var scope = new EnvironmentScope(("AWS_ENDPOINT_URL_S3", other.S3.Endpoint.OriginalString));
        using var s3 = S3MailStore.CreateClient(AwsSession.OfProcess);

        var kept = await new S3SnapshotStore(s3, "decisions/", isReplay: false).KeepAsync(Of("mail", "one"), CancellationToken.None);

        Assert.Null(kept.Place);
        var endpoint = other.S3.Endpoint.GetLeftPart(UriPartial.Authority);
        Assert.Contains($"The certificate of {endpoint} is not trusted", kept.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_mails_own_time_is_an_exception()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        using var over = new CancellationTokenSource();
        World.Faults.Add(
            ServiceName.S3,
            "PutObject",
            async exchange =>
            {
                await over.CancelAsync();
                return await exchange.Answer();
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new S3SnapshotStore(bucket.Client, "decisions/", isReplay: false).KeepAsync(Of(bucket.Name, "one"), over.Token)
        );
    }

    private static Snapshot Of(string? bucket, string domain)
    {
        var bytes = Encoding.ASCII.GetBytes($"Subject: Certificate request for {domain}\r\n\r\nHello\r\n");
        var stored = new StoredMail(new MailSource(bucket, "inbound/a b"), bytes, bytes.Length, Noon);
        var referral = new Referral([new Reason(ReasonCode.MailIncomplete, "it has no approval link")], Severity.Warning);
        return Snapshot.Of(ClaimReader.Read(MailReader.Read(stored))!, referral, Noon)!;
    }
}

using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.S3;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;

namespace AcmApprover.Aws.Tests.S3;

public sealed class DecisionLogTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 14, 0, 0, 7, TimeSpan.FromHours(2));

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_first_record_of_a_mail_stays(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        var log = new S3DecisionLog(bucket.Client, "decisions/", isReplay: false);

        await log.RecordAsync(Of(bucket.Name, "one"), CancellationToken.None);
        await log.RecordAsync(Of(bucket.Name, "two"), CancellationToken.None);

        Assert.Equal(["decisions/inbound/a b.json"], await bucket.KeysAsync());
        var text = await bucket.TextAsync("decisions/inbound/a b.json");
        Assert.Equivalent(Of(bucket.Name, "one"), JsonSerializer.Deserialize(text, DecisionJson.Default.Decision), strict: true);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_record_of_a_replay_stands_beside_it_with_its_time(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);

        await new S3DecisionLog(bucket.Client, "decisions/", isReplay: false).RecordAsync(Of(bucket.Name, "one"), CancellationToken.None);
        await new S3DecisionLog(bucket.Client, "decisions/", isReplay: true).RecordAsync(Of(bucket.Name, "two"), CancellationToken.None);

        Assert.Equal(["decisions/inbound/a b.20261123T120000.007Z.json", "decisions/inbound/a b.json"], await bucket.KeysAsync());
    }

    [Theory]
    [InlineData("Referred", true)]
    [InlineData("Approved", false)]
    [InlineData("no record", true)]
    public async Task An_approval_is_recorded_beside_a_first_record_that_says_otherwise(string first, bool isBeside)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var log = new S3DecisionLog(bucket.Client, "decisions/", isReplay: false);
        if (Enum.TryParse<Outcome>(first, out var outcome))
        {
            await log.RecordAsync(Of(bucket.Name, "one") with { Outcome = outcome }, CancellationToken.None);
        }
        else
        {
            await bucket.PutAsync("decisions/inbound/a b.json", first);
        }

        await log.RecordAsync(Of(bucket.Name, "two") with { Outcome = Outcome.Approved }, CancellationToken.None);

        string[] expected =
        [
            .. isBeside ? (string[])["decisions/inbound/a b.20261123T120000.007Z.json"] : [],
            "decisions/inbound/a b.json",
        ];
        Assert.Equal(expected, await bucket.KeysAsync());
    }

    [Fact]
    public async Task A_mail_in_no_bucket_is_not_recorded()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);

        await new S3DecisionLog(bucket.Client, "decisions/", isReplay: false).RecordAsync(Of(null, "one"), CancellationToken.None);

        Assert.Empty(World.Requests.Of(ServiceName.S3));
    }

    [Fact]
    public async Task A_mail_in_a_file_is_recorded_in_the_bucket_for_files_without_its_folders()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var log = new S3DecisionLog(bucket.Client, "decisions/", isReplay: true, bucket.Name);

        foreach (var path in (string[])["/home/me/a.eml", "/home/you/a.eml", "archive.mbox#3"])
        {
            var decision = Of(null, "one");
            await log.RecordAsync(decision with { Mail = decision.Mail with { Key = path } }, CancellationToken.None);
        }

        var keys = await bucket.KeysAsync();
        Assert.Equal(
            ["a.eml.20261123T120000.007Z.json", "a.eml.20261123T120000.007Z.json", "archive.mbox#3.20261123T120000.007Z.json"],
            keys.Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(keys, key => Assert.Matches("^decisions/files/[0-9a-f]{16}/[^/]+$", key));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_probe_is_followed_by_the_mails_that_arrived_and_not_by_one_in_a_file(bool hasArrived, int objects)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var decision = Of(hasArrived ? bucket.Name : null, "one") with
        {
            Claim = new ClaimRecord("acm-probe-01234567.example.com", null, null, null, "new"),
        };

        await new S3DecisionLog(bucket.Client, "decisions/", isReplay: true, bucket.Name).RecordAsync(decision, CancellationToken.None);

        Assert.Equal(objects, (await bucket.KeysAsync()).Count);
    }

    [Fact]
    public async Task A_record_whose_answer_is_lost_is_written_all_the_same()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.Faults.Add(ServiceName.S3, "PutObject", Misbehave.LoseAnswer());

        await new S3DecisionLog(bucket.Client, "decisions/", isReplay: false).RecordAsync(Of(bucket.Name, "one"), CancellationToken.None);

        Assert.Single(await bucket.KeysAsync());
    }

    private static Decision Of(string? bucket, string requestId) =>
        new()
        {
            Mail = new MailRecord(bucket, "inbound/a b", "id@example.com", Noon, "no-reply@example.com", "admin@example.com", "Ünïcode"),
            Outcome = Outcome.Ignored,
            DryRun = false,
            Mode = "approve",
            DecidedAt = Noon,
            DurationMs = 41,
            RequestId = requestId,
        };
}

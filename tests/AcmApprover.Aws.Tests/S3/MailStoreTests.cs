using AcmApprover.Approval.Mail;
using AcmApprover.Aws.S3;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Aws.Tests.S3;

public sealed class MailStoreTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private const int Limit = StoredMail.SizeLimit;
    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task A_mail_is_read_with_its_length_and_the_time_of_its_storing(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        const string key = "inbound/a b+ü%2F?#&'(1)*";
        await bucket.PutAsync(key, "From: a mail\r\n");

        var stored = await new S3MailStore(bucket.Client).FetchAsync(new MailSource(bucket.Name, key), Never);

        Assert.Equal("From: a mail\r\n"u8, stored.Head.Span);
        Assert.Equal((14L, false), (stored.Length, stored.IsOverLimit));
        Assert.InRange(DateTimeOffset.UtcNow - stored.StoredAt, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, stored.StoredAt.Offset);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task Never_more_than_a_mebibyte_is_read(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        var store = new S3MailStore(bucket.Client);
        foreach (var size in (int[])[Limit - 1, Limit, Limit + 1, 3 * Limit])
        {
            await bucket.PutAsync($"{size}", new byte[size]);

            var stored = await store.FetchAsync(new MailSource(bucket.Name, $"{size}"), Never);

            Assert.Equal((Math.Min(size, Limit), (long)size, size > Limit), (stored.Head.Length, stored.Length, stored.IsOverLimit));
        }
    }

    [Fact]
    public async Task Nor_is_more_than_a_mebibyte_sent_or_taken()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("large", new byte[3 * Limit]);
        var (store, source) = (new S3MailStore(bucket.Client), new MailSource(bucket.Name, "large"));

        await store.FetchAsync(source, Never);
        Assert.Equal(Limit, World.S3.Find(bucket.Name, "large")!.BytesServed);

        World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Rewrite(_ => new SimulatedResponse(200, null, new byte[2 * Limit])));
        var whole = await store.FetchAsync(source, Never);
        Assert.Equal((Limit, 2L * Limit), (whole.Head.Length, whole.Length));
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task An_empty_object_is_an_empty_mail(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        await bucket.PutAsync("empty", "");

        var stored = await new S3MailStore(bucket.Client).FetchAsync(new MailSource(bucket.Name, "empty"), Never);

        Assert.Equal((0, 0L, false), (stored.Head.Length, stored.Length, stored.IsOverLimit));
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task An_object_or_bucket_that_is_not_there_is_named(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        var store = new S3MailStore(bucket.Client);
        foreach (var missing in (MailSource[])[new(bucket.Name, "inbound/none"), new("no-bucket-of-ours", "inbound/none")])
        {
            var e = await Assert.ThrowsAsync<MailNotFoundException>(() => store.FetchAsync(missing, Never));
            Assert.Contains(missing.ToString(), e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_comes_right_by_itself_is_tried_again_also_in_the_middle_of_a_mail()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("mail", "From: a mail\r\n");
        World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Error(503, "SlowDown"), times: 2);
        World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Drop());

        var stored = await new S3MailStore(bucket.Client).FetchAsync(new MailSource(bucket.Name, "mail"), Never);

        Assert.Equal((14, 0), (stored.Head.Length, World.Faults.Pending));
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task A_listing_goes_over_all_pages_in_the_order_of_the_keys(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        string[] keys = [.. Enumerable.Range(0, 1003).Select(i => $"inbound/{i:0000}")];
        await Parallel.ForEachAsync(
            [.. keys, "inbound/", "inbound/AMAZON_SES_SETUP_NOTIFICATION", "decisions/inbound/0001.json"],
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (key, _) => await bucket.PutAsync(key, "x")
        );

        Assert.Equal(keys, await ListAsync(bucket, null, null));
        Assert.Equal(keys[1001..], await ListAsync(bucket, keys[1000], null));
        Assert.Equal(keys, await ListAsync(bucket, null, DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.Empty(await ListAsync(bucket, null, DateTimeOffset.UtcNow.AddHours(1)));
    }

    [Fact]
    public async Task A_listing_begins_at_the_instant_that_is_asked_for()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        World.S3.Put(bucket.Name, "inbound/before", new byte[1], noon.AddSeconds(-1));
        World.S3.Put(bucket.Name, "inbound/noon", new byte[1], noon);
        World.S3.Put(bucket.Name, "inbound/past", new byte[1], noon.AddSeconds(1));

        Assert.Equal(["inbound/noon", "inbound/past"], await ListAsync(bucket, null, noon.ToOffset(TimeSpan.FromHours(5))));
    }

    private static async Task<List<string>> ListAsync(Bucket bucket, string? startAfter, DateTimeOffset? since)
    {
        List<string> keys = [];
        await foreach (var mail in new S3MailStore(bucket.Client).ListAsync(bucket.Name, "inbound/", startAfter, since, Never))
        {
            Assert.Equal(bucket.Name, mail.Bucket);
            keys.Add(mail.Key);
        }

        return keys;
    }
}

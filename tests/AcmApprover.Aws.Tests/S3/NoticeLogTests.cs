using AcmApprover.Approval.Actions;
using AcmApprover.Aws.S3;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;

namespace AcmApprover.Aws.Tests.S3;

public sealed class NoticeLogTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private const string NoteKey = "decisions/notices/key.json";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime time = new();
    private int told;

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_same_is_told_once_and_again_after_72_hours(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);

        await TellAsync(bucket);
        await TellAsync(bucket);
        time.Pass(OperatorNotice.Silence - Second);
        await TellAsync(bucket);
        Assert.Equal(1, told);

        time.Pass(2 * Second);
        await TellAsync(bucket);
        await TellAsync(bucket);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task Of_twenty_at_the_same_time_one_tells_and_the_others_wait_until_it_has()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var hasTold = new TaskCompletionSource();
        var tellings = Enumerable.Range(0, 20).Select(_ => TellAsync(bucket, _ => hasTold.Task)).ToList();

        // Every one of them has seen that the note is held.
        while (World.Requests.Of(ServiceName.S3, "GetObject").Count < 19)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(tellings, telling => telling.IsCompleted);
        hasTold.SetResult();
        await Task.WhenAll(tellings);
        Assert.Equal(1, told);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task Another_key_is_another_thing_to_tell(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        await TellAsync(bucket);
        await TellAsync(bucket, key: "another");
        Assert.Equal(2, told);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task Only_what_was_begun_and_not_told_is_finished(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);

        await FinishAsync(bucket);
        Assert.Equal(0, told);

        await Assert.ThrowsAsync<TimeoutException>(() => TellAsync(bucket, _ => throw new TimeoutException()));
        await FinishAsync(bucket);
        await FinishAsync(bucket);
        Assert.Equal(2, told);

        time.Pass(OperatorNotice.Silence + Second);
        await FinishAsync(bucket);
        Assert.Equal(2, told);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task What_was_begun_is_finished_once_and_what_was_told_is_not_begun_again(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        var log = new S3NoticeLog(bucket.Client, "decisions/", time);

        await log.BeginAsync(bucket.Name, "key", CancellationToken.None);
        await FinishAsync(bucket);
        await log.BeginAsync(bucket.Name, "key", CancellationToken.None);
        await FinishAsync(bucket);
        await TellAsync(bucket);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task What_was_told_at_the_last_moment_is_noted_all_the_same()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        using var over = new CancellationTokenSource();

        await TellAsync(bucket, _ => over.CancelAsync(), cancellationToken: over.Token);
        await TellAsync(bucket);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Of_several_that_finish_the_same_one_tells()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await Assert.ThrowsAsync<TimeoutException>(() => TellAsync(bucket, _ => throw new TimeoutException()));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FinishAsync(bucket)));

        Assert.Equal(2, told);
    }

    [Theory]
    [InlineData("""{"toldAt": "9999-12-31T23:59:59.9999999Z"}""")]
    [InlineData("""{"toldAt": "9999-12-31T23:59:59-14:00"}""")]
    [InlineData("""{"toldAt": "2999-01-01T00:00:00Z"}""")]
    [InlineData("""{"toldAt": "0001-01-01T00:00:00Z"}""")]
    [InlineData("""{"heldUntil": "9999-12-31T23:59:59.9999999Z"}""")]
    [InlineData("""{"heldUntil": "2999-01-01T00:00:00Z"}""")]
    [InlineData("""{"heldUntil": "0001-01-01T00:00:00Z"}""")]
    public async Task A_note_of_an_impossible_time_silences_nothing(string note)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync(NoteKey, note);

        await TellAsync(bucket);
        await TellAsync(bucket);

        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(20, 1)]
    public async Task A_note_of_the_future_silences_as_far_as_a_tellers_clock_may_be_ahead(int minutes, int times)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync(NoteKey, $$"""{"toldAt": "{{time.GetUtcNow().AddMinutes(minutes):O}}"}""");

        await TellAsync(bucket);

        Assert.Equal(times, told);
    }

    [Fact]
    public async Task A_wait_that_ends_while_the_note_is_being_read_names_the_other_teller()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await DieWhileTellingAsync(bucket);
        using var limit = new CancellationTokenSource();
        var reads = 0;
        World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Hang(), times: 100, when: _ => ++reads > 1);

        var telling = TellAsync(bucket, cancellationToken: limit.Token);
        while (reads < 2)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await limit.CancelAsync();
        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => telling);
        World.Faults.Clear();

        Assert.Contains("another invocation", e.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task A_note_is_given_back_when_the_telling_fails(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);

        await Assert.ThrowsAsync<TimeoutException>(() => TellAsync(bucket, _ => throw new TimeoutException()));
        await TellAsync(bucket);
        await TellAsync(bucket);

        Assert.Equal(2, told);
    }

    [Theory, InlineData(Backend.Simulator), InlineData(Backend.Moto)]
    public async Task The_lease_of_a_teller_that_died_runs_out(Backend backend)
    {
        var bucket = await Surroundings.BucketAsync(backend);
        await DieWhileTellingAsync(bucket);

        var next = TellAsync(bucket);
        await Task.Delay(Second, TestContext.Current.CancellationToken);
        Assert.Equal((1, false), (told, next.IsCompleted));

        time.Pass(TimeSpan.FromSeconds(61));
        await next;
        await TellAsync(bucket);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task Who_has_no_time_to_wait_for_another_teller_comes_again()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await DieWhileTellingAsync(bucket);
        using var limit = new CancellationTokenSource(Second);

        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => TellAsync(bucket, cancellationToken: limit.Token));

        Assert.Contains("another invocation", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"toldAt": "yesterday"}""")]
    public async Task A_note_that_cannot_be_read_says_nothing(string note)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync(NoteKey, note);

        await TellAsync(bucket);
        await TellAsync(bucket);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Without_a_bucket_nothing_is_noted()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        var log = new S3NoticeLog(bucket.Client, "decisions/", time);

        await log.OnceAsync(null, "key", CountAsync, CancellationToken.None);
        await log.OnceAsync(null, "key", CountAsync, CancellationToken.None);

        Assert.Equal((2, 0), (told, World.Requests.Of(ServiceName.S3).Count));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_said()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var log = new S3NoticeLog(bucket.Client, "decisions/", time);

        var e = await Assert.ThrowsAsync<Amazon.S3.AmazonS3Exception>(() => log.OnceAsync("no-bucket", "key", CountAsync, limit.Token));

        Assert.Equal(("NoSuchBucket", 0), (e.ErrorCode, told));
    }

    /// <summary>A process that ends between telling and noting it: all that it writes after the telling is lost.</summary>
    private async Task DieWhileTellingAsync(Bucket bucket)
    {
        var note = "";
        await TellAsync(bucket, async _ => note = await bucket.TextAsync(NoteKey));
        await bucket.PutAsync(NoteKey, note);
    }

    private Task TellAsync(
        Bucket bucket,
        Func<CancellationToken, Task>? tell = null,
        string key = "key",
        CancellationToken cancellationToken = default
    ) =>
        new S3NoticeLog(bucket.Client, "decisions/", time).OnceAsync(
            bucket.Name,
            key,
            async token =>
            {
                await CountAsync(token);
                await (tell?.Invoke(token) ?? Task.CompletedTask);
            },
            cancellationToken
        );

    private Task FinishAsync(Bucket bucket) =>
        new S3NoticeLog(bucket.Client, "decisions/", time).FinishAsync(bucket.Name, "key", CountAsync, CancellationToken.None);

    private Task CountAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref told);
        return Task.CompletedTask;
    }
}

using System.Text.Json.Serialization;
using AcmApprover.Approval.Actions;
using Amazon.Runtime;
using Amazon.S3;

namespace AcmApprover.Aws.S3;

/// <summary>
/// What the operator was told, as small objects in the mail's bucket. S3's conditional writes make "only once" hold between
/// invocations that run at the same time: who creates the note tells, and then marks it as told; the others wait for that. A
/// teller that died holds the note for <see cref="Lease"/> and no longer.
/// </summary>
public sealed class S3NoticeLog(IAmazonS3 s3, string prefix, TimeProvider time)
{
    /// <summary>
    /// How long a note is held for its teller, who gives up a good while before. Less than the time of a mail in the function, so that
    /// who waits for a teller that died can still tell.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan TellingTime = TimeSpan.FromSeconds(15);

    /// <summary>How far a teller's clock may be ahead: S3 refuses a request that is signed with a time further off (S3 API reference, error
    /// RequestTimeTooSkewed).</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>How long a note may still take where the caller's time is over.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs <paramref name="tell"/>, unless the same was told within <see cref="OperatorNotice.Silence"/>.</summary>
    /// <param name="bucket">The bucket to note it in; null for a mail in no bucket, of which nothing is noted.</param>
    /// <param name="key">What makes two notices the same.</param>
    /// <param name="tell">Tells the operator. If it throws, the note is given back: it is there, and says that nothing was told.</param>
    /// <param name="cancellationToken">The caller's time.</param>
    public async Task OnceAsync(string? bucket, string key, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        if (bucket is null)
        {
            await tell(cancellationToken);
            return;
        }

        var place = PlaceOf(bucket, key);
        await TellAsync(place, await TakeAsync(place, null, cancellationToken), tell, cancellationToken);
    }

    /// <summary>Notes that something is to be told, where nothing is noted of it yet.</summary>
    /// <inheritdoc cref="OnceAsync"/>
    public async Task BeginAsync(string? bucket, string key, CancellationToken cancellationToken)
    {
        if (bucket is not null)
        {
            await PlaceOf(bucket, key).PutAsync(new Note(null, null), previous: null, cancellationToken);
        }
    }

    /// <summary>Runs <paramref name="tell"/> only where somebody began to tell the same, and did not finish.</summary>
    /// <inheritdoc cref="OnceAsync"/>
    public async Task FinishAsync(string? bucket, string key, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        if (bucket is null)
        {
            return;
        }

        var place = PlaceOf(bucket, key);
        var (note, previous) = await WaitForTellerAsync(place, cancellationToken);
        if (previous is not null && !WasTold(note))
        {
            await TellAsync(place, await TakeAsync(place, previous, cancellationToken), tell, cancellationToken);
        }
    }

    /// <summary>Tells as the one who has taken the note; null for one who has not, and need not.</summary>
    private async Task TellAsync(Place place, string? tag, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        if (tag is null)
        {
            return;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TellingTime);
            await tell(limit.Token);
        }
        catch
        {
            // Given back whatever went wrong, also when time ran out: the next delivery of the event need not wait for the lease.
            await GiveBackAsync(place, tag);
            throw;
        }

        // It is told: that the caller's time is over now must not have it told again.
        using var grace = new CancellationTokenSource();
        await using var over = cancellationToken.Register(() => grace.CancelAfter(Grace));
        await place.PutAsync(new Note(time.GetUtcNow(), null), tag, grace.Token);
    }

    /// <summary>Takes the note in place of the one with the tag <paramref name="previous"/>, or where there is none; returns its tag, or
    /// null if there is nothing left to tell.</summary>
    private async Task<string?> TakeAsync(Place place, string? previous, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await place.PutAsync(new Note(null, time.GetUtcNow() + Lease), previous, cancellationToken) is { } tag)
            {
                return tag;
            }

            (var note, previous) = await WaitForTellerAsync(place, cancellationToken);
            if (IsTold(note))
            {
                return null;
            }
        }
    }

    /// <summary>The note, once nobody holds it any more.</summary>
    private async Task<(Note? Note, string? Tag)> WaitForTellerAsync(Place place, CancellationToken cancellationToken)
    {
        var (note, tag) = await place.GetAsync(cancellationToken);
        try
        {
            while (IsHeld(note))
            {
                await Task.Delay(Pause, time, cancellationToken);
                (note, tag) = await place.GetAsync(cancellationToken);
            }

            return (note, tag);
        }
        catch (OperationCanceledException e)
        {
            throw new TemporarilyUnavailableException(
                "the operator's channel",
                "another invocation is sending the same notification and has not finished",
                e
            );
        }
    }

    /// <summary>Whether it was told. A time that has not come yet was not written by a teller, and silences nothing.</summary>
    private bool WasTold(Note? note) => note?.ToldAt is { } told && told - time.GetUtcNow() < ClockSkew;

    /// <summary>Whether it was told not long ago.</summary>
    private bool IsTold(Note? note) => WasTold(note) && time.GetUtcNow() - note!.ToldAt < OperatorNotice.Silence;

    /// <summary>Whether a teller holds it. None holds it for longer than the lease; twice that allows for clocks that differ.</summary>
    private bool IsHeld(Note? note) =>
        note?.HeldUntil is { } until && until - time.GetUtcNow() is var left && left > TimeSpan.Zero && left <= 2 * Lease;

    private Place PlaceOf(string bucket, string key) =>
        new(new S3Notes<Note>(s3, bucket, NoticeJson.Default.Note), $"{prefix}notices/{key}.json");

    private static async Task GiveBackAsync(Place place, string tag)
    {
        using var limit = new CancellationTokenSource(Grace);
        try
        {
            await place.PutAsync(new Note(null, null), tag, limit.Token);
        }
        catch (Exception e)
            when (e is TemporarilyUnavailableException or OperationCanceledException or AmazonS3Exception or AmazonClientException)
        {
            // The lease gives it back by itself; what the telling failed of is what the caller must hear.
        }
    }

    /// <summary>Where a note lies.</summary>
    private sealed record Place(S3Notes<Note> Notes, string Key)
    {
        public Task<(Note? Note, string? Tag)> GetAsync(CancellationToken cancellationToken) => Notes.ReadAsync(Key, cancellationToken);

        public Task<string?> PutAsync(Note note, string? previous, CancellationToken cancellationToken) =>
            Notes.TryWriteAsync(Key, note, previous, cancellationToken);
    }

    /// <param name="ToldAt">When it was told; null if it was not.</param>
    /// <param name="HeldUntil">Until when somebody is telling it; null if nobody is.</param>
    internal sealed record Note(DateTimeOffset? ToldAt, DateTimeOffset? HeldUntil);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(S3NoticeLog.Note))]
internal sealed partial class NoticeJson : JsonSerializerContext;

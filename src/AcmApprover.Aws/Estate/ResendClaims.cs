using System.Text.Json.Serialization;
using AcmApprover.Aws.S3;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using Amazon.S3;

namespace AcmApprover.Aws.Estate;

/// <summary>
/// Who may send the mail of a name again, and who works in a region: small objects in the mail bucket. S3's conditional writes let one of
/// several that come at the same time have each of them. A claim holds for a time from when it was taken, and across midnight.
/// </summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">Where the approver's records are in it.</param>
/// <param name="time">The clock.</param>
public sealed class ResendClaims(IAmazonS3 s3, string bucket, string prefix, TimeProvider time)
{
    /// <summary>Longer than a renewal is pending; the next one is told anew.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly S3Notes<Note> notes = new(s3, bucket, ClaimJson.Default.Note);

    /// <summary>Where it is noted that a mail goes to another domain than the certificate's own.</summary>
    public S3Rescues Rescues { get; } = new(s3, bucket, prefix);

    /// <summary>Takes the right to send the mail of a name again, which nobody else has for a day then.</summary>
    /// <returns>What gives it back; null if somebody has it.</returns>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task<ResendClaim?> TakeNameAsync(CertificateArn certificate, DomainName name, CancellationToken cancellationToken) =>
        TakeAsync(
            $"{RecordKeys.OfResend(prefix, certificate, name)}.json",
            $"{certificate} {name}",
            ResendPlan.Rest,
            cancellationToken
        );

    /// <summary>Takes the right to tell the operator of something, which nobody else has for a month then.</summary>
    /// <param name="certificate">The certificate that it is about.</param>
    /// <param name="what">What is told: letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What gives it back; null if it was told.</returns>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task<ResendClaim?> TakeNoticeAsync(CertificateArn certificate, string what, CancellationToken cancellationToken) =>
        TakeAsync($"{prefix}resends/{certificate.Id}/told-{what}.json", $"{certificate} {what}", Month, cancellationToken);

    /// <summary>Takes a region of an account: ACM sends one mail a second there, and two that share that are throttled.</summary>
    /// <returns>What gives it back, with how far its last holder came; null if somebody works there.</returns>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task<ResendClaim?> TakePlaceAsync(EstatePlace place, TimeSpan hold, CancellationToken cancellationToken)
    {
        var key = $"{prefix}resends/leases/{place.Account}/{place.Region}.json";
        return TakeAsync(key, $"{place.Account} {place.Region}", hold, cancellationToken);
    }

    private async Task<ResendClaim?> TakeAsync(string key, string what, TimeSpan hold, CancellationToken cancellationToken)
    {
        var (note, tag) = await notes.ReadAsync(key, cancellationToken);
        var now = time.GetUtcNow();
        if (note is not null && note.Until > now)
        {
            return null;
        }

        // How far the last holder came stays, also where this one dies.
        var claim = new Note(what, now, now + hold, note?.Done);
        return await notes.TryWriteAsync(key, claim, tag, cancellationToken) is { } taken
            ? new ResendClaim(note?.Done, (done, token) => notes.TryWriteAsync(key, claim with { Until = now, Done = done }, taken, token))
            : null;
    }

    /// <param name="What">What is claimed.</param>
    /// <param name="ClaimedAt">When.</param>
    /// <param name="Until">Until when nobody else may have it.</param>
    /// <param name="Done">How far the work came; null where it came to its end, or has no parts.</param>
    internal sealed record Note(string What, DateTimeOffset ClaimedAt, DateTimeOffset Until, string? Done);
}

/// <summary>The right to do what others must not do meanwhile.</summary>
/// <param name="done">How far its last holder came; null where that came to its end.</param>
/// <param name="giveBack">Gives it back, with how far it came.</param>
public sealed class ResendClaim(string? done, Func<string?, CancellationToken, Task> giveBack)
{
    /// <summary>How far its last holder came: the last certificate that it handled; null where it came to its end.</summary>
    public string? Done => done;

    /// <summary>Gives it back: others may have it at once.</summary>
    /// <param name="done">How far its holder came; null for to the end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task GiveBackAsync(string? done, CancellationToken cancellationToken) => giveBack(done, cancellationToken);

    /// <inheritdoc cref="GiveBackAsync(string?, CancellationToken)"/>
    public Task GiveBackAsync(CancellationToken cancellationToken) => giveBack(null, cancellationToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ResendClaims.Note))]
internal sealed partial class ClaimJson : JsonSerializerContext;

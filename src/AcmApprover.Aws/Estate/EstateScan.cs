using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Aws.Estate;

/// <summary>Reads the certificates of accounts and regions that depend on e-mail.</summary>
/// <param name="session">The caller's credentials and region.</param>
/// <param name="own">The account of these.</param>
/// <param name="credentials">The credentials for every account.</param>
/// <param name="scope">What is read.</param>
/// <param name="time">The clock.</param>
public sealed class EstateScan(AwsSession session, AccountId own, AccountCredentials credentials, EstateScope scope, TimeProvider time)
{
    /// <summary>Regions read at a time: each of them has its own quota, and needs next to nothing here.</summary>
    private const int PlacesAtOnce = 128;

    /// <summary>Reads them.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ScanResult> RunAsync(Action<ScanProgress> progress, CancellationToken cancellationToken)
    {
        var sink = new ScanSink(progress);
        var found = new EstatePlaces(session, own, credentials, scope, sink.Problem);
        var (accounts, places) = await found.FindAsync(cancellationToken);
        sink.Expect(places.Count);
        await Parallel.ForEachAsync(
            places,
            new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken },
            async (place, token) =>
            {
                sink.Done(await ReadAsync(found, place, sink, token));
            }
        );
        return new ScanResult(
            accounts,
            [.. places.Select(p => p.Region).Distinct().OrderBy(r => r.Value, StringComparer.Ordinal)],
            sink.Certificates,
            sink.Problems,
            sink.PlacesRead
        );
    }

    private async Task<bool> ReadAsync(EstatePlaces found, EstatePlace place, ScanSink sink, CancellationToken cancellationToken)
    {
        if (await found.AccessAsync(place.Account, cancellationToken) is not { } access)
        {
            return false;
        }

        using var acm = new PacedAcm(session.As(access.Credentials).In(place.Region), scope.Part, RenewAsync, time);
        return await new RegionScan(acm, place.Account, place.Region, scope.OwnerTag, sink).RunAsync(cancellationToken);

        Task RenewAsync(CancellationToken token) => credentials.ForAsync(place.Account, place.Region.Partition, token);
    }
}

/// <summary>What a scan reads.</summary>
public sealed record EstateScope
{
    /// <summary>These accounts; null for those of <see cref="IsWholeOrganization"/>.</summary>
    public IReadOnlyList<AccountId>? Accounts { get; init; }

    /// <summary>Whether every active account of the organisation is read, or the caller's own only.</summary>
    public bool IsWholeOrganization { get; init; }

    /// <summary>These regions; null for all that are enabled in an account.</summary>
    public IReadOnlyList<Region>? Regions { get; init; }

    /// <summary>The tag whose value is a certificate's owner; null to read no tags.</summary>
    public string? OwnerTag { get; init; }

    /// <summary>The part of ACM's quotas to use.</summary>
    public double Part { get; init; } = AcmQuotas.DefaultPart;
}

/// <summary>What a scan found.</summary>
/// <param name="Accounts">The accounts that were asked.</param>
/// <param name="Regions">The regions that were asked.</param>
/// <param name="Certificates">The certificates that depend on e-mail, in no order.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="PlacesRead">How many regions of accounts were listed to the end.</param>
public sealed record ScanResult(
    IReadOnlyList<EstateAccount> Accounts,
    IReadOnlyList<Region> Regions,
    IReadOnlyList<CertificateFacts> Certificates,
    IReadOnlyList<EstateProblem> Problems,
    int PlacesRead
);

using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.Regions;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

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

    /// <summary>Accounts prepared at a time: STS and the lists of regions.</summary>
    private const int AccountsAtOnce = 8;

    private static readonly Region CloudFront = Region.Parse("us-east-1");

    private string Partition => session.Region?.Partition ?? "aws";

    /// <summary>Reads them.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ScanResult> RunAsync(Action<ScanProgress> progress, CancellationToken cancellationToken)
    {
        var sink = new ScanSink(progress);
        var accounts = await AccountsAsync(sink, cancellationToken);
        var places = new List<(AccountId Account, Region Region)>();
        var gate = new Lock();
        await Parallel.ForEachAsync(
            accounts,
            new ParallelOptions { MaxDegreeOfParallelism = AccountsAtOnce, CancellationToken = cancellationToken },
            async (account, token) =>
            {
                var regions = await RegionsAsync(account.Id, sink, token);
                sink.Expect(regions.Count);
                lock (gate)
                {
                    places.AddRange(regions.Select(r => (account.Id, r)));
                }
            }
        );
        await Parallel.ForEachAsync(
            places,
            new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken },
            async (place, token) =>
            {
                sink.Done(await ReadAsync(place.Account, place.Region, sink, token));
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

    private async Task<IReadOnlyList<EstateAccount>> AccountsAsync(ScanSink sink, CancellationToken cancellationToken)
    {
        if (scope.Accounts is { } chosen)
        {
            return [.. chosen.Select(a => new EstateAccount(a, null))];
        }

        if (!scope.IsWholeOrganization)
        {
            return [new EstateAccount(own, null)];
        }

        List<EstateAccount> accounts = [];
        try
        {
            using var organization = new OrganizationAccounts(session);
            await foreach (var account in organization.ListAsync(cancellationToken))
            {
                if (account.IsActive && AccountId.TryParse(account.Id, out var id))
                {
                    accounts.Add(new EstateAccount(id, account.Name));
                }
            }
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e) || e.ErrorCode is "AWSOrganizationsNotInUseException")
        {
            sink.Problem(
                Denial.Of(own, [], e, "organizations:ListAccounts") with
                {
                    Detail = "the accounts of the organisation cannot be listed; only those listed before were read, and this one",
                    Permission = "organizations:ListAccounts",
                    Advice = "ask as the management account or a delegated administrator, or name the accounts with --accounts",
                }
            );
        }

        return accounts.Exists(a => a.Id == own) ? accounts : [new EstateAccount(own, null), .. accounts];
    }

    private async Task<IReadOnlyList<Region>> RegionsAsync(AccountId account, ScanSink sink, CancellationToken cancellationToken)
    {
        if (await AccessAsync(account, sink, cancellationToken) is not { } access)
        {
            return [];
        }

        if (scope.Regions is { } chosen)
        {
            return chosen;
        }

        using var enabled = new EnabledRegions(session.As(access.Credentials));
        try
        {
            return EnabledRegions.Parse(await enabled.ListAsync(cancellationToken).ToListAsync(cancellationToken));
        }
        catch (AmazonServiceException e) when (Denial.IsWithoutOperation(e))
        {
            try
            {
                return EnabledRegions.Parse(await enabled.DescribeAsync(cancellationToken));
            }
            catch (AmazonServiceException denied) when (Denial.IsWithoutOperation(denied))
            {
                Region?[] likely = [session.Region, Partition == "aws" ? CloudFront : null];
                IReadOnlyList<Region> known = [.. likely.OfType<Region>().Distinct()];
                sink.Problem(
                    Denial.Of(account, [], e, "account:ListRegions") with
                    {
                        Detail = $"its regions cannot be listed; only {string.Join(" and ", known)} were read",
                        Advice = "allow account:ListRegions or ec2:DescribeRegions, or name the regions with --regions",
                    }
                );
                return known;
            }
        }
    }

    private async Task<bool> ReadAsync(AccountId account, Region region, ScanSink sink, CancellationToken cancellationToken)
    {
        if (await AccessAsync(account, sink, cancellationToken) is not { } access)
        {
            return false;
        }

        using var acm = new PacedAcm(session.As(access.Credentials).In(region), scope.Part, RenewAsync, time);
        return await new RegionScan(acm, account, region, scope.OwnerTag, sink).RunAsync(cancellationToken);

        Task RenewAsync(CancellationToken token) => credentials.ForAsync(account, Partition, token);
    }

    private async Task<AccountAccess.Granted?> AccessAsync(AccountId account, ScanSink sink, CancellationToken cancellationToken)
    {
        switch (await credentials.ForAsync(account, Partition, cancellationToken))
        {
            case AccountAccess.Granted granted:
                return granted;
            case AccountAccess.Refused refused:
                sink.Problem(
                    new EstateProblem(
                        account,
                        [],
                        refused.Detail,
                        "sts:AssumeRole",
                        "create the role there with member-account.yaml, let it trust the caller, and name it with --role"
                    )
                );
                return null;
            default:
                throw new InvalidOperationException("access is granted or refused");
        }
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

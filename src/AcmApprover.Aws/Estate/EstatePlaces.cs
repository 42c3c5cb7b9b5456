using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.Regions;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>Finds the accounts and the regions of each that a scope means.</summary>
/// <param name="session">The caller's credentials and region.</param>
/// <param name="own">The account of these.</param>
/// <param name="credentials">The credentials for every account.</param>
/// <param name="scope">What is meant.</param>
/// <param name="problem">Told of what is refused; called by one thread at a time.</param>
public sealed class EstatePlaces(
    AwsSession session,
    AccountId own,
    AccountCredentials credentials,
    EstateScope scope,
    Action<EstateProblem> problem
)
{
    /// <summary>Accounts prepared at a time: STS and the lists of regions.</summary>
    private const int AccountsAtOnce = 8;

    private static readonly Region CloudFront = Region.Parse("us-east-1");

    private readonly Lock gate = new();

    private string Partition => session.Region?.Partition ?? "aws";

    /// <summary>Finds them.</summary>
    public async Task<FoundPlaces> FindAsync(CancellationToken cancellationToken)
    {
        var accounts = await AccountsAsync(cancellationToken);
        List<EstatePlace> places = [];
        await Parallel.ForEachAsync(
            accounts,
            new ParallelOptions { MaxDegreeOfParallelism = AccountsAtOnce, CancellationToken = cancellationToken },
            async (account, token) =>
            {
                var regions = await RegionsAsync(account.Id, token);
                lock (gate)
                {
                    places.AddRange(regions.Select(r => new EstatePlace(account.Id, r)));
                }
            }
        );
        return new FoundPlaces(accounts, places);
    }

    /// <summary>The access to an account; null if it is refused, which is told.</summary>
    internal async Task<AccountAccess.Granted?> AccessAsync(AccountId account, CancellationToken cancellationToken)
    {
        switch (await credentials.ForAsync(account, Partition, cancellationToken))
        {
            case AccountAccess.Granted granted:
                return granted;
            case AccountAccess.Refused refused:
                Tell(
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

    private async Task<IReadOnlyList<EstateAccount>> AccountsAsync(CancellationToken cancellationToken)
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
            Tell(
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

    private async Task<IReadOnlyList<Region>> RegionsAsync(AccountId account, CancellationToken cancellationToken)
    {
        if (await AccessAsync(account, cancellationToken) is not { } access)
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
                Tell(
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

    private void Tell(EstateProblem what)
    {
        lock (gate)
        {
            problem(what);
        }
    }
}

/// <summary>A region of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
public sealed record EstatePlace(AccountId Account, Region Region);

/// <summary>Accounts and regions.</summary>
/// <param name="Accounts">The accounts, also those that refuse.</param>
/// <param name="Places">The regions of those that do not.</param>
public sealed record FoundPlaces(IReadOnlyList<EstateAccount> Accounts, IReadOnlyList<EstatePlace> Places);

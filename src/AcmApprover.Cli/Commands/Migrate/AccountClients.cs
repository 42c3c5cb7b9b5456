using System.Collections.Concurrent;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.CloudFormation;
using AcmApprover.Aws.Route53;
using AcmApprover.Cli.Session;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>The clients of the accounts and regions of a plan, each made once.</summary>
internal sealed class AccountClients(OpenAccounts accounts) : IDisposable
{
    private readonly ConcurrentDictionary<(AccountId, Region), Lazy<Task<AcmMigration>>> migrations = new();
    private readonly ConcurrentDictionary<(AccountId, Region), Lazy<Task<AcmLearning>>> learning = new();
    private readonly ConcurrentDictionary<(AccountId, Region), Lazy<Task<StackOwners>>> stacks = new();
    private readonly ConcurrentDictionary<AccountId, Lazy<Task<Route53Zones>>> zones = new();
    private readonly ConcurrentDictionary<AccountId, Lazy<Task<Route53Records>>> records = new();
    private readonly ConcurrentBag<IDisposable> made = [];

    /// <summary>Any region of the partition: Route 53 has one endpoint for all.</summary>
    private Region Home => accounts.Session.Region ?? Region.Parse("us-east-1");

    internal AccountId Own => accounts.Own;

    internal Task<AcmMigration> MigrationAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        MakeAsync(migrations, (certificate.Account, certificate.Region), session => new AcmMigration(session), cancellationToken);

    internal Task<AcmLearning> LearningAsync(AccountId account, Region region, CancellationToken cancellationToken) =>
        MakeAsync(learning, (account, region), session => new AcmLearning(session), cancellationToken);

    internal Task<StackOwners> StacksAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        MakeAsync(stacks, (certificate.Account, certificate.Region), session => new StackOwners(session), cancellationToken);

    internal Task<Route53Zones> ZonesAsync(AccountId account, CancellationToken cancellationToken) =>
        zones
            .GetOrAdd(
                account,
                _ => new(async () => Keep(new Route53Zones(await accounts.ForAsync(account, Home, cancellationToken), account)))
            )
            .Value;

    internal Task<Route53Records> RecordsAsync(AccountId account, CancellationToken cancellationToken) =>
        records
            .GetOrAdd(account, _ => new(async () => Keep(new Route53Records(await accounts.ForAsync(account, Home, cancellationToken)))))
            .Value;

    public void Dispose()
    {
        foreach (var client in made)
        {
            client.Dispose();
        }
    }

    private Task<T> MakeAsync<T>(
        ConcurrentDictionary<(AccountId, Region), Lazy<Task<T>>> clients,
        (AccountId Account, Region Region) place,
        Func<Aws.Client.AwsSession, T> make,
        CancellationToken cancellationToken
    )
        where T : IDisposable =>
        clients
            .GetOrAdd(place, _ => new(async () => Keep(make(await accounts.ForAsync(place.Account, place.Region, cancellationToken)))))
            .Value;

    private T Keep<T>(T client)
        where T : IDisposable
    {
        made.Add(client);
        return client;
    }
}

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
    private readonly ConcurrentDictionary<(AccountId, Region), Lazy<Task<Route53Zones>>> zones = new();
    private readonly ConcurrentDictionary<(AccountId, Region), Lazy<Task<Route53Records>>> records = new();
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
        MakeAsync(zones, (account, Home), session => new Route53Zones(session, account), cancellationToken);

    internal Task<Route53Records> RecordsAsync(AccountId account, CancellationToken cancellationToken) =>
        MakeAsync(records, (account, Home), session => new Route53Records(session), cancellationToken);

    public void Dispose()
    {
        foreach (var client in made)
        {
            client.Dispose();
        }
    }

    /// <summary>One that could not be made is made anew the next time: a watch outlives a role that cannot be assumed for once.</summary>
    private async Task<T> MakeAsync<T>(
        ConcurrentDictionary<(AccountId, Region), Lazy<Task<T>>> clients,
        (AccountId Account, Region Region) place,
        Func<Aws.Client.AwsSession, T> make,
        CancellationToken cancellationToken
    )
        where T : IDisposable
    {
        var client = clients.GetOrAdd(
            place,
            _ => new(async () => Keep(make(await accounts.ForAsync(place.Account, place.Region, cancellationToken))))
        );
        try
        {
            return await client.Value;
        }
        catch
        {
            clients.TryRemove(KeyValuePair.Create(place, client));
            throw;
        }
    }

    private T Keep<T>(T client)
        where T : IDisposable
    {
        made.Add(client);
        return client;
    }
}

using System.Collections.Concurrent;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Caa;
using AcmApprover.Migration;
using AcmApprover.Migration.Code;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// Finds out about certificates what a plan needs: from ACM, Route 53, CloudFormation and the DNS. Each name is asked once.
/// </summary>
internal sealed class CandidateReader(
    AccountClients clients,
    IReadOnlyList<NameServer> servers,
    IReadOnlyList<AccountId> zoneAccounts,
    ManagedCode code,
    TimeProvider time
) : IDisposable
{
    /// <summary>
    /// How long one certificate, or one question about it, may take: what fails for so long is told, and the others go on.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const int Parallel = 8;
    private const int Questions = 16;

    private readonly ZoneReader zones = new(servers, Questions);
    private readonly MailDomainReader domains = new(servers, local: null, Questions);
    private readonly ConcurrentBag<UnreadCertificate> unread = [];
    private readonly ConcurrentDictionary<string, byte> problems = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(AccountId, RecordName), Lazy<Task<IReadOnlyList<HostedZone>>>> hostedZones = new();

    /// <summary>What could not be read, each once.</summary>
    internal IReadOnlyList<string> Problems => [.. problems.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The certificates that could not be read.</summary>
    internal IReadOnlyCollection<UnreadCertificate> Unread => unread;

    /// <summary>
    /// Reads certificates, in their order. One that ACM does not know any more is left out and told; one that cannot be read is
    /// <see cref="Unread"/>.
    /// </summary>
    internal async Task<IReadOnlyList<Candidate>> ReadAsync(
        IReadOnlyList<InventoryItem> certificates,
        ProgressLine progress,
        CancellationToken cancellationToken
    )
    {
        progress.SetTotal(certificates.Count);
        var found = new Candidate?[certificates.Count];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, certificates.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var certificate = certificates[index];
                found[index] = await TryAsync(
                    $"{certificate.Account} in {certificate.Region}",
                    limited => ReadAsync(certificate.Arn, limited),
                    token,
                    problem => unread.Add(new UnreadCertificate(certificate, problem))
                );
                progress.Count();
            }
        );
        return [.. found.OfType<Candidate>()];
    }

    public void Dispose()
    {
        zones.Dispose();
        domains.Dispose();
    }

    private async Task<Candidate?> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var acm = await clients.MigrationAsync(certificate, cancellationToken);
        if (await acm.ReadAsync(certificate, cancellationToken) is not { } facts)
        {
            problems.TryAdd($"ACM does not know {certificate} any more: take a new inventory", 0);
            return null;
        }

        if (facts.IsFallBack)
        {
            problems.TryAdd(
                $"{certificate.Account}: acm:ListCertificateDomainValidations is missing; the method of each name is from "
                    + "acm:DescribeCertificate, which may describe the first validation",
                0
            );
        }

        var names = await Task.WhenAll(facts.Names.Select(name => ReadNameAsync(certificate, name, cancellationToken)));
        return new Candidate
        {
            Certificate = facts.Certificate,
            Type = facts.Type,
            ManagedBy = facts.ManagedBy,
            Update = facts.Update,
            Names = names,
            Terraform = [.. code.Terraform[certificate]],
            TerraformPlan = code.Changes.GetValueOrDefault(certificate),
            Stack = await StackAsync(certificate, cancellationToken),
        };
    }

    private async Task<CandidateName> ReadNameAsync(CertificateArn certificate, NameConfiguration name, CancellationToken cancellationToken)
    {
        var host = DomainName.Parse(ValidationRecord.HostOf(name.Domain));
        var record =
            name.Record
            ?? await TryAsync(
                $"{certificate.Account} in {certificate.Region}",
                async token => await (await clients.LearningAsync(certificate.Account, certificate.Region, token)).FindAsync(host, token),
                cancellationToken
            );
        var at = RecordName.Parse(host.Value);
        var owner = await zones.FindOwnerAsync(at, (apex, token) => ZonesAsync(certificate.Account, apex, token), cancellationToken);
        var surroundings = record is null ? null : await zones.ReadSurroundingsAsync(record.Name, cancellationToken);
        var caa = CaaChecks.Run(await domains.ReadNameAsync(name.Domain, cancellationToken));
        var signatures = await domains.CheckSignaturesAsync(name.Domain, cancellationToken);
        return new CandidateName
        {
            Configuration = name,
            Record = record,
            Owner = owner,
            Existing = surroundings?.Existing ?? [],
            DelegatingName = await zones.FindDelegatingNameAsync(at, cancellationToken),
            ChainLength = surroundings?.ChainLength ?? 0,
            Caa = caa,
            Signatures = signatures,
        };
    }

    /// <summary>The hosted zones of a name in the accounts that are read; an account that refuses is told, and the others count.</summary>
    private async Task<IReadOnlyList<HostedZone>> ZonesAsync(
        AccountId certificateAccount,
        RecordName apex,
        CancellationToken cancellationToken
    )
    {
        List<HostedZone> found = [];
        foreach (var account in zoneAccounts.Prepend(certificateAccount).Prepend(clients.Own).Distinct())
        {
            found.AddRange(
                await TryAsync(
                    $"Route 53 in {account}",
                    async token => await hostedZones.GetOrAdd((account, apex), _ => new(() => FindAsync(account, token))).Value,
                    cancellationToken
                ) ?? []
            );
        }

        return found;

        async Task<IReadOnlyList<HostedZone>> FindAsync(AccountId account, CancellationToken token) =>
            await (await clients.ZonesAsync(account, token)).FindAsync(apex, token);
    }

    private async Task<StackCertificate?> StackAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var owner = await TryAsync(
            $"CloudFormation in {certificate.Account}",
            async token => await (await clients.StacksAsync(certificate, token)).FindAsync(certificate, token),
            cancellationToken
        );
        return owner is not null && code.Templates.GetValueOrDefault(owner.Stack) is { } next
            ? owner with
            {
                Next =
                    StackTemplate.Find(next, owner.LogicalId) ?? new TemplateCertificate(new Dictionary<string, string>(), IsKept: false),
            }
            : owner;
    }

    /// <summary>Reads one thing. A failure is reported once, and the rest is still read.</summary>
    private async Task<T?> TryAsync<T>(
        string place,
        Func<CancellationToken, Task<T?>> read,
        CancellationToken cancellationToken,
        Action<string>? onProblem = null
    )
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        Attempt<T?> attempt;
        try
        {
            attempt = await Attempt<T?>.MakeAsync(() => read(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            attempt = new Attempt<T?>(null, $"no answer within {Patience.TotalSeconds} seconds");
        }

        if (attempt.Problem is not { } problem)
        {
            return attempt.Value;
        }

        problems.TryAdd($"{place}: {problem}", 0);
        onProblem?.Invoke(problem);
        return null;
    }
}

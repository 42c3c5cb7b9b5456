using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AcmApprover.Aws.Sts;

/// <summary>Credentials for the accounts whose certificates are read: the caller's own, and elsewhere those of one role.</summary>
/// <param name="own">The account of the caller's own credentials.</param>
/// <param name="role">The name of the role to assume in other accounts; null if there is none.</param>
/// <param name="externalId">The external id that the role's trust asks for; null if none.</param>
/// <param name="session">The caller's own credentials, and the region whose STS is asked.</param>
/// <param name="time">The clock by which credentials expire.</param>
public sealed class AccountCredentials(AccountId own, string? role, string? externalId, AwsSession session, TimeProvider time) : IDisposable
{
    /// <summary>The shortest lifetime that STS allows (STS API reference, AssumeRole): a mail takes seconds.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long before they expire they are renewed, so that a request in flight does not fail.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<AccountId, RoleCredentials> assumed = [];
    private readonly Lazy<AmazonSecurityTokenServiceClient> sts = new(() =>
        new AmazonSecurityTokenServiceClient(session.Credentials, session.Configure(new AmazonSecurityTokenServiceConfig()))
    );

    /// <summary>The credentials for an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="partition">Its partition, as ARNs spell it.</param>
    /// <param name="cancellationToken">Ends the wait for STS.</param>
    public async Task<AccountAccess> ForAsync(AccountId account, string partition, CancellationToken cancellationToken)
    {
        if (account == own)
        {
            return new AccountAccess.Granted(session.Credentials);
        }

        if (role is null)
        {
            return new AccountAccess.Refused($"account {account} is not the approver's own, and no role is set to be assumed in it");
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!assumed.TryGetValue(account, out var credentials))
            {
                assumed.Add(account, credentials = new RoleCredentials());
            }

            if (credentials.ExpireAt - Margin <= time.GetUtcNow())
            {
                await AssumeAsync($"arn:{partition}:iam::{account}:role/{role}", credentials, cancellationToken);
            }

            return new AccountAccess.Granted(credentials);
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            return new AccountAccess.Refused($"the role {role} in account {account} cannot be assumed: {e.Message}");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        if (sts.IsValueCreated)
        {
            sts.Value.Dispose();
        }
    }

    private async Task AssumeAsync(string arn, RoleCredentials into, CancellationToken cancellationToken)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = arn,
            RoleSessionName = "acm-approver",
            ExternalId = externalId,
            DurationSeconds = (int)Lifetime.TotalSeconds,
        };
        var response = await AwsCalls.RunAsync("STS", token => sts.Value.AssumeRoleAsync(request, token), cancellationToken);
        into.Renew(response.Credentials, time.GetUtcNow() + Lifetime);
    }

    /// <summary>What a client of another account signs with: one object for the client's lifetime, which holds the current keys.</summary>
    private sealed class RoleCredentials : AWSCredentials
    {
        private volatile ImmutableCredentials? current;

        internal DateTimeOffset ExpireAt { get; private set; } = DateTimeOffset.UnixEpoch;

        internal void Renew(Credentials keys, DateTimeOffset expireAt)
        {
            current = new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
            ExpireAt = expireAt;
        }

        public override ImmutableCredentials GetCredentials() =>
            current ?? throw new InvalidOperationException("credentials were requested before the role was assumed");
    }
}

/// <summary>Whether an account can be read.</summary>
public abstract record AccountAccess
{
    private AccountAccess() { }

    /// <summary>With these credentials; null stands for those of environment and profile.</summary>
    public sealed record Granted(AWSCredentials? Credentials) : AccountAccess;

    /// <summary>It cannot be read, and a retry would not help.</summary>
    public sealed record Refused(string Detail) : AccountAccess;
}

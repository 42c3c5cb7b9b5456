using System.Collections.Concurrent;
using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Organizations;

/// <summary>
/// An organization of AWS Organizations, asked about one account at a time, so that its size does not matter and a new account is known at
/// once. Only its management account or a delegated administrator may ask.
/// </summary>
/// <param name="organization">The organization.</param>
/// <param name="session">With what it is asked; where is said by the partition.</param>
/// <param name="time">The clock by which answers age.</param>
public sealed class OrganizationMembership(OrganizationId organization, AwsSession session, TimeProvider time) : IOrganization, IDisposable
{
    /// <summary>How long a member counts as one. An account that leaves the organization is trusted no longer than this.</summary>
    private static readonly TimeSpan MemberLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a stranger counts as one: the copies of a mail ask once, and a new account waits no longer than this.</summary>
    private static readonly TimeSpan StrangerLifetime = TimeSpan.FromMinutes(1);

    /// <summary>How many answers are kept. A mail can name any number of accounts.</summary>
    private const int MostAnswers = 10_000;

    private readonly ConcurrentDictionary<AccountId, (bool IsMember, DateTimeOffset Until)> answers = [];
    private readonly Lazy<AwsClient> client = new(() => new AwsClient(OrganizationAccounts.Service, session));

    /// <inheritdoc/>
    public OrganizationId Id => organization;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountId>> MembersAmongAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken)
    {
        List<AccountId> members = [];
        foreach (var account in accounts)
        {
            if (await IsMemberAsync(account, cancellationToken))
            {
                members.Add(account);
            }
        }

        return members;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private async Task<bool> IsMemberAsync(AccountId account, CancellationToken cancellationToken)
    {
        if (answers.TryGetValue(account, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.IsMember;
        }

        var isMember = await DescribeAccountAsync(account, cancellationToken);
        if (answers.Count >= MostAnswers)
        {
            answers.Clear();
        }

        answers[account] = (isMember, time.GetUtcNow() + (isMember ? MemberLifetime : StrangerLifetime));
        return isMember;
    }

    /// <summary>Whether an account is active in the organization. Needs <c>organizations:DescribeAccount</c>.</summary>
    private async Task<bool> DescribeAccountAsync(AccountId account, CancellationToken cancellationToken)
    {
        var call = new AwsCall("DescribeAccount") { Json = json => json.WriteText("AccountId", account.Value) };
        try
        {
            var answer = await AwsCalls.RunAsync("Organizations", token => client.Value.CallAsync(call, token), cancellationToken);
            var described = answer.Json.Member("Account") ?? throw answer.Without("Account");

            // The ARN names the organization: one that the approver's account has moved to since is not the one that is trusted. AWS
            // has retired Status for State, and some partitions may still have only the old one.
            return described.Text("Arn")?.EndsWith($":account/{organization}/{account}", StringComparison.Ordinal) is true
                && (described.Text("State") ?? described.Text("Status")) is "ACTIVE";
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "AccountNotFoundException")
        {
            return false;
        }
        catch (AmazonServiceException e)
        {
            // A right that is missing is no answer, either. The mail is tried again, for as long as its link lives.
            var problem = $"it does not say whether {account} belongs to {organization}: {e.Message}";
            throw new TemporarilyUnavailableException("Organizations", problem, e);
        }
    }
}

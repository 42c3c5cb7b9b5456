using System.Runtime.CompilerServices;
using AcmApprover.Aws.Client;
using Amazon.Runtime;

namespace AcmApprover.Aws.Organizations;

/// <summary>The accounts of an organisation, asked with the credentials of its management account or of a delegated one.</summary>
/// <param name="session">Whose credentials; the region says only the partition.</param>
public sealed class OrganizationAccounts(AwsSession session) : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "Organizations",
        Prefix = "organizations",
        Version = "2016-11-28",
        Protocol = AwsProtocol.Json,
        TargetPrefix = "AWSOrganizationsV20161128",
        IsGlobal = true,
        IsFipsInGovCloud = true,
    };

    private readonly AwsClient client = new(Service, session);

    /// <summary>The accounts, in every state. Needs <c>organizations:ListAccounts</c>.</summary>
    /// <exception cref="AmazonServiceException">
    /// Organizations refused it: <c>AccessDeniedException</c>, or <c>AWSOrganizationsNotInUseException</c> outside of an organisation.
    /// </exception>
    public async IAsyncEnumerable<OrganizationAccount> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var call = new AwsCall("ListAccounts") { Json = json => json.WriteText("NextToken", token) };
            var answer = await AwsCalls.RunAsync("Organizations", t => client.CallAsync(call, t), cancellationToken);
            foreach (var account in answer.Json.List("Accounts"))
            {
                // Status is going away, and State has more to say (Organizations API reference, Account).
                var state = account.Text("State") ?? account.Text("Status");
                yield return new OrganizationAccount(account.Text("Id") ?? "", account.Text("Name"), state);
            }

            token = answer.Json.Text("NextToken");
        } while (token is { Length: > 0 });
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>An account of an organisation.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Name">The name that its owner gave it.</param>
/// <param name="State">In Organizations' words.</param>
public sealed record OrganizationAccount(string Id, string? Name, string? State)
{
    /// <summary>Whether it can be used: neither suspended nor closed.</summary>
    public bool IsActive => State == "ACTIVE";
}

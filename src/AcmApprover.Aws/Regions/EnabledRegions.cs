using System.Runtime.CompilerServices;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Regions;

/// <summary>The regions that an account may use, asked with the account's own credentials.</summary>
/// <param name="session">Whose credentials, and a region in which EC2 is asked.</param>
public sealed class EnabledRegions(AwsSession session) : IDisposable
{
    internal static readonly AwsService AccountService = new()
    {
        Id = "Account",
        Prefix = "account",
        Version = "2021-02-01",
        Protocol = AwsProtocol.RestJson,
        IsGlobal = true,
    };

    internal static readonly AwsService Ec2Service = new()
    {
        Id = "EC2",
        Prefix = "ec2",
        Version = "2016-11-15",
        Protocol = AwsProtocol.Query,
        IsFipsInGovCloud = true,
    };

    private readonly Lazy<AwsClient> account = new(() => new AwsClient(AccountService, session));
    private readonly Lazy<AwsClient> ec2 = new(() => new AwsClient(Ec2Service, session));

    /// <summary>What Account Management says. Needs <c>account:ListRegions</c>.</summary>
    /// <exception cref="AmazonServiceException">It refused it.</exception>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var call = new AwsCall("ListRegions")
            {
                Path = "/listRegions",
                Json = json =>
                {
                    json.WriteStartArray("RegionOptStatusContains");
                    json.WriteStringValue("ENABLED");
                    json.WriteStringValue("ENABLED_BY_DEFAULT");
                    json.WriteEndArray();
                    json.WriteNumber("MaxResults", 50);
                    json.WriteText("NextToken", token);
                },
            };
            var answer = await AwsCalls.RunAsync("Account Management", t => account.Value.CallAsync(call, t), cancellationToken);
            foreach (var region in answer.Json.List("Regions"))
            {
                yield return region.Text("RegionName") ?? "";
            }

            token = answer.Json.Text("NextToken");
        } while (token is { Length: > 0 });
    }

    /// <summary>What EC2 says. Needs <c>ec2:DescribeRegions</c>.</summary>
    /// <exception cref="AmazonServiceException">It refused it.</exception>
    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellationToken)
    {
        // Without AllRegions, those that are enabled for the account (EC2 API reference, DescribeRegions).
        var call = new AwsCall("DescribeRegions");
        var answer = await AwsCalls.RunAsync("EC2", t => ec2.Value.CallAsync(call, t), cancellationToken);
        return [.. answer.Xml.List("regionInfo", "item").Select(r => r.Text("regionName") ?? "")];
    }

    /// <summary>Those of the texts that are regions.</summary>
    internal static IReadOnlyList<Region> Parse(IEnumerable<string> names) =>
        [.. names.Select(n => Region.TryParse(n, out var region) ? region : null).OfType<Region>()];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in (Lazy<AwsClient>[])[account, ec2])
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }
}

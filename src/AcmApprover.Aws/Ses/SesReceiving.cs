using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Receiving;
using Amazon.Runtime;

namespace AcmApprover.Aws.Ses;

/// <summary>
/// How Amazon SES receives mail in a region. It answers one question a second (SES quotas); the SDK's retries wait for that.
/// </summary>
public sealed class SesReceiving : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "SES",
        Prefix = "email",
        SigningName = "ses",
        Version = "2010-12-01",
        Protocol = AwsProtocol.Query,
    };

    /// <summary>As many identities as one question may name (SES API reference, GetIdentityVerificationAttributes).</summary>
    private const int MostIdentities = 100;

    private readonly AwsClient client;

    /// <summary>SES, as a session asks it.</summary>
    public SesReceiving(AwsSession session) =>
        client = new AwsClient(Service, new AwsClientConfig(Service, session.Region?.Value), session.Credentials);

    /// <summary>The region that it is asked in; null where none is set.</summary>
    public Region? Region =>
        Identifiers.Region.TryParse(client.Config.RegionEndpoint?.SystemName ?? client.Config.AuthenticationRegion, out var region)
            ? region
            : null;

    /// <summary>The active rule set. Needs <c>ses:DescribeActiveReceiptRuleSet</c>.</summary>
    /// <exception cref="AmazonServiceException">SES refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<RuleSet> ReadActiveRuleSetAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(new AwsCall("DescribeActiveReceiptRuleSet"), cancellationToken);
        var result = answer.Xml.Member("DescribeActiveReceiptRuleSetResult");
        return new RuleSet(
            result?.Member("Metadata")?.Text("Name"),
            [
                .. (result?.List("Rules") ?? []).Select(rule => new ReceiptRule
                {
                    Name = rule.Text("Name") ?? "",
                    IsEnabled = rule.Text("Enabled") == "true",
                    IsScanning = rule.Text("ScanEnabled") == "true",
                    RequiresTls = rule.Text("TlsPolicy") == "Require",
                    Recipients = [.. rule.List("Recipients").Select(recipient => recipient.Value)],
                    Actions = [.. rule.List("Actions").Select(ActionOf)],
                }),
            ]
        );
    }

    /// <summary>The IP address filters. Needs <c>ses:ListReceiptFilters</c>.</summary>
    /// <exception cref="AmazonServiceException">SES refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<IReadOnlyList<IpFilter>> ListFiltersAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(new AwsCall("ListReceiptFilters"), cancellationToken);
        return
        [
            .. (answer.Xml.Member("ListReceiptFiltersResult")?.List("Filters") ?? []).Select(filter => new IpFilter(
                filter.Text("Name") ?? "",
                filter.Member("IpFilter")?.Text("Policy") == "Block",
                filter.Member("IpFilter")?.Text("Cidr") ?? ""
            )),
        ];
    }

    /// <summary>
    /// The verification status of those of the identities that SES knows, by name: <c>Success</c>, <c>Pending</c>, … Needs
    /// <c>ses:GetIdentityVerificationAttributes</c>.
    /// </summary>
    /// <exception cref="AmazonServiceException">SES refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadIdentitiesAsync(
        IEnumerable<string> names,
        CancellationToken cancellationToken
    )
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in names.Chunk(MostIdentities))
        {
            var call = new AwsCall("GetIdentityVerificationAttributes")
            {
                Parameters = [.. part.Select((name, index) => ($"Identities.member.{index + 1}", (string?)name))],
            };
            var answer = await client.CallAsync(call, cancellationToken);
            var result = answer.Xml.Member("GetIdentityVerificationAttributesResult");
            foreach (var entry in result?.List("VerificationAttributes", "entry") ?? [])
            {
                known[entry.Text("key") ?? ""] = entry.Member("value")?.Text("VerificationStatus") ?? "";
            }
        }

        return known;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static ReceiptAction ActionOf(XmlAnswer action) =>
        action.Member("S3Action") is { } store
            ? new ReceiptAction.Store(
                store.Text("BucketName") ?? "",
                store.Text("ObjectKeyPrefix") ?? "",
                store.Text("IamRoleArn") is { Length: > 0 } role ? role : null,
                store.Text("KmsKeyArn") is { Length: > 0 }
            )
        : action.Member("StopAction") is not null ? new ReceiptAction.Stop()
        : action.Member("BounceAction") is not null ? new ReceiptAction.Bounce()
        : action.Member("LambdaAction")?.Text("InvocationType") == "RequestResponse" ? new ReceiptAction.Ask()
        : new ReceiptAction.Other();
}

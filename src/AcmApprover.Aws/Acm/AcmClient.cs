using System.Text.Json;
using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Acm;

/// <summary>
/// ACM in one region of one account. Each call is one request and needs the IAM action of its name; nothing is tried again, so that the
/// caller can keep to ACM's quotas.
/// </summary>
/// <param name="session">Whose ACM, and where.</param>
public sealed class AcmClient(AwsSession session) : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "ACM",
        Prefix = "acm",
        Version = "2015-12-08",
        Protocol = AwsProtocol.Json,
        TargetPrefix = "CertificateManager",
        IsFipsInGovCloud = true,
    };

    /// <summary>Certificates of a page: what a page shows is held until each of them is described, in every region at a time.</summary>
    private const int PageSize = 100;

    /// <summary>All kinds of key: without them ACM lists only RSA keys of up to 2,048 bits (ACM API reference, ListCertificates).</summary>
    private static readonly string[] KeyTypes =
    [
        "RSA_1024",
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "EC_prime256v1",
        "EC_secp384r1",
        "EC_secp521r1",
    ];

    private readonly AwsClient client = new(
        Service,
        new AwsClientConfig(Service, session.Region?.Value) { MaxErrorRetry = 0 },
        session.Credentials
    );

    /// <summary>
    /// A page of the certificates that Amazon issued, but for those that are validated by DNS or HTTP. A filter on e-mail would lose
    /// those whose method ACM does not say.
    /// </summary>
    /// <param name="narrowing">A further condition: <c>Status</c> or <c>RenewalStatus</c>, and its value; null for none.</param>
    /// <param name="token">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    public Task<CertificatePage> SearchAsync((string Name, string Value)? narrowing, string? token, CancellationToken cancellationToken) =>
        PageAsync(
            json =>
            {
                WriteFilter(json, "ValidationMethod", "DNS", isNot: true);
                WriteFilter(json, "ValidationMethod", "HTTP", isNot: true);
                if (narrowing is { } further)
                {
                    WriteFilter(json, further.Name, further.Value);
                }
            },
            token,
            cancellationToken
        );

    /// <summary>
    /// A page of the certificates that Amazon issued and that are valid, however they are validated: AWS does not say whether a filter on
    /// the method finds what was switched.
    /// </summary>
    /// <param name="token">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    public Task<CertificatePage> SearchIssuedAsync(string? token, CancellationToken cancellationToken) =>
        PageAsync(json => WriteFilter(json, "Status", "ISSUED"), token, cancellationToken);

    private async Task<CertificatePage> PageAsync(Action<Utf8JsonWriter> further, string? token, CancellationToken cancellationToken)
    {
        var call = new AwsCall("SearchCertificates")
        {
            Json = json =>
            {
                json.WriteStartObject("FilterStatement");
                json.WriteStartArray("And");
                WriteFilter(json, "Type", "AMAZON_ISSUED");
                further(json);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteNumber("MaxResults", PageSize);
                json.WriteText("NextToken", token);
            },
        };
        var answer = await client.CallAsync(call, cancellationToken);
        return new CertificatePage(
            [.. answer.Json.List("Results").Select(CertificateFactsReader.ReadSearched).OfType<ListedCertificate>()],
            answer.Json.Text("NextToken")
        );
    }

    /// <summary>A page of all certificates of the account, of every kind of key.</summary>
    /// <param name="statuses">The states to list, in ACM's words; empty for all.</param>
    /// <param name="token">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    public async Task<CertificatePage> ListAsync(string[] statuses, string? token, CancellationToken cancellationToken)
    {
        var call = new AwsCall("ListCertificates")
        {
            Json = json =>
            {
                if (statuses.Length > 0)
                {
                    json.WriteStartArray("CertificateStatuses");
                    Array.ForEach(statuses, json.WriteStringValue);
                    json.WriteEndArray();
                }

                json.WriteStartObject("Includes");
                json.WriteStartArray("keyTypes");
                Array.ForEach(KeyTypes, json.WriteStringValue);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteNumber("MaxItems", 1000);
                json.WriteText("NextToken", token);
            },
        };
        var answer = await client.CallAsync(call, cancellationToken);
        return new CertificatePage(
            [.. answer.Json.List("CertificateSummaryList").Select(CertificateFactsReader.ReadListed).OfType<ListedCertificate>()],
            answer.Json.Text("NextToken")
        );
    }

    /// <summary>A certificate; null if the answer does not say which it is about.</summary>
    /// <exception cref="AmazonServiceException">ACM refused it: <c>ResourceNotFoundException</c> if it is gone.</exception>
    public async Task<CertificateFacts?> DescribeAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(CallFor("DescribeCertificate", certificate), cancellationToken);
        return CertificateFactsReader.ReadDescribed(answer.Json.Member("Certificate") ?? throw answer.Without("Certificate"));
    }

    /// <summary>The tags of a certificate, at most 50.</summary>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListTagsAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(CallFor("ListTagsForCertificate", certificate), cancellationToken);
        return answer.Json.List("Tags").Where(t => t.Text("Key") is not null).ToDictionary(t => t.Text("Key")!, t => t.Text("Value") ?? "");
    }

    /// <summary>Has ACM send the mail for one name again, to the five mailboxes of a domain.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="name">One of its names.</param>
    /// <param name="validationDomain">The name itself or a domain above it. ACM forgets it after the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">ACM refused it: <c>InvalidStateException</c> if nothing is pending by e-mail.</exception>
    public Task ResendAsync(
        CertificateArn certificate,
        DomainName name,
        DomainName validationDomain,
        CancellationToken cancellationToken
    ) =>
        client.CallAsync(
            new AwsCall("ResendValidationEmail")
            {
                Json = json =>
                {
                    json.WriteString("CertificateArn", certificate.ToString());
                    json.WriteString("Domain", name.Value);
                    json.WriteString("ValidationDomain", validationDomain.Value);
                },
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static AwsCall CallFor(string operation, CertificateArn certificate) =>
        new(operation) { Json = json => json.WriteString("CertificateArn", certificate.ToString()) };

    /// <summary>The condition that a name is in the certificate, exactly as it is written.</summary>
    internal static void WriteNameFilter(Utf8JsonWriter json, DomainName name)
    {
        json.WriteStartObject();
        json.WriteStartObject("Filter");
        json.WriteStartObject("X509AttributeFilter");
        json.WriteStartObject("SubjectAlternativeName");
        json.WriteStartObject("DnsName");
        json.WriteString("Value", name.Value);
        json.WriteString("ComparisonOperator", "EQUALS");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static void WriteFilter(Utf8JsonWriter json, string name, string value, bool isNot = false)
    {
        json.WriteStartObject();
        if (isNot)
        {
            json.WriteStartObject("Not");
        }

        json.WriteStartObject("Filter");
        json.WriteStartObject("AcmCertificateMetadataFilter");
        json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
        if (isNot)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

/// <summary>A page of a listing.</summary>
/// <param name="Certificates">The certificates.</param>
/// <param name="NextToken">Where the next page begins; null after the last.</param>
public sealed record CertificatePage(IReadOnlyList<ListedCertificate> Certificates, string? NextToken);

/// <summary>A certificate as a listing shows it.</summary>
/// <param name="Facts">What the listing says, which is less than ACM knows: no mailboxes, no users.</param>
/// <param name="IsAmazonIssued">Whether it is a public certificate of Amazon's, and so may depend on e-mail.</param>
public sealed record ListedCertificate(CertificateFacts Facts, bool IsAmazonIssued);

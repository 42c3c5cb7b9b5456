using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Learning;
using AcmApprover.Migration.Publishing;
using Amazon.Runtime;

namespace AcmApprover.Aws.Acm;

/// <summary>
/// The validation records in one region of one account. Finding needs <c>acm:SearchCertificates</c> and <c>acm:DescribeCertificate</c>;
/// learning <c>acm:RequestCertificate</c>, <c>acm:AddTagsToCertificate</c> and <c>acm:DeleteCertificate</c>, which a policy can limit by
/// the tag.
/// </summary>
/// <param name="session">Whose ACM, and where.</param>
public sealed class AcmLearning(AwsSession session) : ILearningCertificates, IDisposable
{
    /// <summary>The tag of certificates that are requested to learn from.</summary>
    public const string TagKey = "acm-approver";

    /// <summary>The tag's value.</summary>
    public const string TagValue = "learning";

    private readonly AwsClient client = new(AcmClient.Service, session);

    /// <inheritdoc/>
    public async Task<ValidationRecord?> FindAsync(DomainName name, CancellationToken cancellationToken)
    {
        var call = new AwsCall("SearchCertificates")
        {
            Json = json =>
            {
                json.WriteStartObject("FilterStatement");
                json.WriteStartArray("And");
                AcmClient.WriteFilter(json, "ValidationMethod", "DNS");
                AcmClient.WriteNameFilter(json, name);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteNumber("MaxResults", 10);
            },
        };
        foreach (var found in (await RunAsync(call, cancellationToken)).Json.List("Results"))
        {
            if (
                CertificateArn.TryParse(found.Text("CertificateArn"), out var arn)
                && (await ReadAsync(arn, cancellationToken)).TryGetValue(name, out var record)
            )
            {
                return record;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<CertificateArn> RequestAsync(IReadOnlyList<DomainName> names, string token, CancellationToken cancellationToken)
    {
        var call = new AwsCall("RequestCertificate")
        {
            Json = json =>
            {
                json.WriteString("DomainName", names[0].Value);
                json.WriteString("ValidationMethod", "DNS");
                if (names.Count > 1)
                {
                    json.WriteStartArray("SubjectAlternativeNames");
                    foreach (var name in names.Skip(1))
                    {
                        json.WriteStringValue(name.Value);
                    }

                    json.WriteEndArray();
                }

                json.WriteString("IdempotencyToken", token);
                json.WriteStartArray("Tags");
                json.WriteStartObject();
                json.WriteString("Key", TagKey);
                json.WriteString("Value", TagValue);
                json.WriteEndObject();
                json.WriteEndArray();
            },
        };
        var answer = await RunAsync(call, cancellationToken);
        return CertificateArn.TryParse(answer.Json.Text("CertificateArn"), out var arn) ? arn : throw answer.Without("CertificateArn");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DomainName, ValidationRecord>> ReadAsync(
        CertificateArn certificate,
        CancellationToken cancellationToken
    )
    {
        Dictionary<DomainName, ValidationRecord> records = [];
        try
        {
            var answer = await RunAsync(CallFor("DescribeCertificate", certificate), cancellationToken);
            foreach (var option in answer.Json.Member("Certificate") is { } detail ? detail.List("DomainValidationOptions") : [])
            {
                var record = option.Member("ResourceRecord") ?? default;
                if (
                    DomainName.TryParse(option.Text("DomainName"), out var domain)
                    && ValidationRecord.TryParse(domain, record.Text("Name"), record.Text("Value"), out var parsed)
                )
                {
                    records[domain] = parsed;
                }
            }
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ResourceNotFoundException")
        {
            // Just requested and not seen everywhere, or just deleted: there are no records to be told.
        }

        return records;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(CallFor("DeleteCertificate", certificate), cancellationToken);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ResourceNotFoundException")
        {
            // An earlier try deleted it.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CertificateArn>> FindLeftoversAsync(CancellationToken cancellationToken)
    {
        List<CertificateArn> left = [];
        string? token = null;
        do
        {
            var call = new AwsCall("SearchCertificates")
            {
                Json = json =>
                {
                    json.WriteStartObject("FilterStatement");
                    json.WriteStartArray("And");
                    AcmClient.WriteFilter(json, "ValidationMethod", "DNS");
                    json.WriteStartObject();
                    json.WriteStartObject("Filter");
                    json.WriteStartObject("AcmCertificateMetadataFilter");
                    json.WriteBoolean("InUse", false);
                    json.WriteEndObject();
                    json.WriteEndObject();
                    json.WriteEndObject();
                    json.WriteEndArray();
                    json.WriteEndObject();
                    json.WriteNumber("MaxResults", 500);
                    json.WriteText("NextToken", token);
                },
            };
            var page = await RunAsync(call, cancellationToken);
            foreach (var found in page.Json.List("Results"))
            {
                if (CertificateArn.TryParse(found.Text("CertificateArn"), out var arn) && await IsForLearningAsync(arn, cancellationToken))
                {
                    left.Add(arn);
                }
            }

            token = page.Json.Text("NextToken");
        } while (token is not null);

        return left;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<bool> IsForLearningAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        (await RunAsync(CallFor("ListTagsForCertificate", certificate), cancellationToken))
            .Json.List("Tags")
            .Any(tag => tag.Text("Key") == TagKey && tag.Text("Value") == TagValue);

    private Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync($"ACM in {session.Region}", token => client.CallAsync(call, token), cancellationToken);

    private static AwsCall CallFor(string operation, CertificateArn certificate) =>
        new(operation) { Json = json => json.WriteString("CertificateArn", certificate.ToString()) };
}

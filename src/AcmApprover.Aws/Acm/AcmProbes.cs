using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Probing;
using Amazon.Runtime;

namespace AcmApprover.Aws.Acm;

/// <summary>
/// The certificates of probes in one region of one account. Needs <c>acm:RequestCertificate</c>, <c>acm:AddTagsToCertificate</c>,
/// <c>acm:DescribeCertificate</c>, <c>acm:DeleteCertificate</c>, and for what was left behind <c>acm:SearchCertificates</c> and
/// <c>acm:ListTagsForCertificate</c>. A policy can limit them by the tag.
/// </summary>
/// <param name="session">Whose ACM, and where.</param>
public sealed class AcmProbes(AwsSession session) : IDisposable
{
    /// <summary>The tag's value; its key is <see cref="AcmLearning.TagKey"/>.</summary>
    public const string TagValue = "probe";

    private readonly AwsClient client = new(AcmClient.Service, session);

    /// <summary>Requests the certificate of a mark, with e-mail validation. ACM requests the same one once.</summary>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    public async Task<CertificateArn> RequestAsync(ProbeMark mark, CancellationToken cancellationToken)
    {
        var call = new AwsCall("RequestCertificate")
        {
            Json = json =>
            {
                json.WriteString("DomainName", mark.Name.Value);
                json.WriteString("ValidationMethod", "EMAIL");
                json.WriteString("IdempotencyToken", mark.Name.Value.Split('.')[0].Replace('-', '_'));
                json.WriteStartArray("DomainValidationOptions");
                json.WriteStartObject();
                json.WriteString("DomainName", mark.Name.Value);
                json.WriteString("ValidationDomain", mark.ValidationDomain.Value);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartArray("Tags");
                json.WriteStartObject();
                json.WriteString("Key", AcmLearning.TagKey);
                json.WriteString("Value", TagValue);
                json.WriteEndObject();
                json.WriteEndArray();
            },
        };
        var answer = await RunAsync(call, cancellationToken);
        return CertificateArn.TryParse(answer.Json.Text("CertificateArn"), out var arn) ? arn : throw answer.Without("CertificateArn");
    }

    /// <summary>How far the certificate is, and why ACM failed it; unknown while ACM does not show it.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    public async Task<(CertificateStatus Status, string? FailureReason)> DescribeAsync(
        CertificateArn certificate,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await RunAsync(CallFor("DescribeCertificate", certificate), cancellationToken);
            var detail = answer.Json.Member("Certificate") ?? throw answer.Without("Certificate");
            return (
                CertificateFactsReader.ReadDescribed(detail)?.Status ?? CertificateStatus.Unknown,
                detail.Text("FailureReason")
            );
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ResourceNotFoundException")
        {
            return (CertificateStatus.Unknown, null);
        }
    }

    /// <summary>The certificate of a mark that was left behind, known by its name and its tag; null if there is none.</summary>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    public async Task<CertificateArn?> FindAsync(ProbeMark mark, CancellationToken cancellationToken)
    {
        var call = new AwsCall("SearchCertificates")
        {
            Json = json =>
            {
                json.WriteStartObject("FilterStatement");
                json.WriteStartArray("And");
                AcmClient.WriteFilter(json, "Type", "AMAZON_ISSUED");
                AcmClient.WriteNameFilter(json, mark.Name);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteNumber("MaxResults", 10);
            },
        };
        foreach (var found in (await RunAsync(call, cancellationToken)).Json.List("Results"))
        {
            if (CertificateArn.TryParse(found.Text("CertificateArn"), out var arn) && await IsProbeAsync(arn, cancellationToken))
            {
                return arn;
            }
        }

        return null;
    }

    /// <summary>Deletes a certificate; one that is gone is no error.</summary>
    /// <exception cref="AmazonServiceException">ACM refused it.</exception>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
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
    public void Dispose() => client.Dispose();

    private async Task<bool> IsProbeAsync(CertificateArn certificate, CancellationToken cancellationToken) =>
        (await RunAsync(CallFor("ListTagsForCertificate", certificate), cancellationToken))
            .Json.List("Tags")
            .Any(tag => tag.Text("Key") == AcmLearning.TagKey && tag.Text("Value") == TagValue);

    private Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken) =>
        AwsCalls.RunAsync($"ACM in {session.Region}", token => client.CallAsync(call, token), cancellationToken);

    private static AwsCall CallFor(string operation, CertificateArn certificate) =>
        new(operation) { Json = json => json.WriteString("CertificateArn", certificate.ToString()) };
}

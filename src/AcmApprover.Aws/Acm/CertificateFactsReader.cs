using System.Text.Json;
using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Aws.Acm;

/// <summary>Reads what ACM says of a certificate, in its three forms: searched, listed and described.</summary>
internal static class CertificateFactsReader
{
    private const string AmazonIssued = "AMAZON_ISSUED";

    /// <summary>A result of SearchCertificates; null if it does not say which certificate it is about.</summary>
    internal static ListedCertificate? ReadSearched(JsonElement result)
    {
        var x509 = result.Member("X509Attributes") ?? default;
        var metadata = (result.Member("CertificateMetadata") ?? default).Member("AcmCertificateMetadata") ?? default;
        if (ArnOf(result) is not { } arn)
        {
            return null;
        }

        var method = MethodOf(metadata.Text("ValidationMethod"));
        var names = x509.List("SubjectAlternativeNames").Select(n => n.Text("DnsName"));
        var common = (x509.Member("Subject") ?? default).Text("CommonName");
        return new ListedCertificate(
            Facts(arn, metadata, x509) with
            {
                Names = [.. names.Prepend(common).Distinct().Select(n => Name(n, method)).OfType<NameFacts>()],
                Renewal = metadata.Text("RenewalStatus") is { } renewal ? new RenewalFacts { Status = RenewalOf(renewal) } : null,
            },
            metadata.Text("Type") is AmazonIssued
        );
    }

    /// <summary>A summary of ListCertificates; null if it does not say which certificate it is about.</summary>
    internal static ListedCertificate? ReadListed(JsonElement summary)
    {
        if (ArnOf(summary) is not { } arn)
        {
            return null;
        }

        var names = TextsOf(summary, "SubjectAlternativeNameSummaries");
        return new ListedCertificate(
            Facts(arn, summary, summary) with
            {
                Names =
                [
                    .. names.Prepend(summary.Text("DomainName")).Distinct().Select(n => Name(n, EstateMethod.Unknown)).OfType<NameFacts>(),
                ],
            },
            summary.Text("Type") is AmazonIssued
        );
    }

    /// <summary>The detail of DescribeCertificate; null if it does not say which certificate it is about.</summary>
    internal static CertificateFacts? ReadDescribed(JsonElement detail)
    {
        if (ArnOf(detail) is not { } arn)
        {
            return null;
        }

        var renewal = detail.Member("RenewalSummary");
        // While a renewal is under way, its names are those that wait (ACM API reference, RenewalSummary).
        var inRenewal = renewal?.List("DomainValidationOptions").Select(Described).OfType<NameFacts>().ToList() ?? [];
        var initial = detail.List("DomainValidationOptions").Select(Described).OfType<NameFacts>().ToList();
        return Facts(arn, detail, detail) with
        {
            Names = inRenewal.Count > 0 ? inRenewal : initial,
            UsedBy = TextsOf(detail, "InUseBy"),
            Renewal = renewal is { } summary
                ? new RenewalFacts
                {
                    Status = RenewalOf(summary.Text("RenewalStatus")),
                    UpdatedAt = TimeOf(summary, "UpdatedAt"),
                    Reason = summary.Text("RenewalStatusReason"),
                }
                : null,
        };
    }

    private static CertificateFacts Facts(CertificateArn arn, JsonElement metadata, JsonElement x509) =>
        new()
        {
            Arn = arn,
            Names = [],
            Status = StatusOf(metadata.Text("Status")),
            // One spelling has a hyphen: RSA-2048 in DescribeCertificate, RSA_2048 elsewhere.
            KeyAlgorithm = x509.Text("KeyAlgorithm")?.Replace('-', '_'),
            RequestedAt = TimeOf(metadata, "CreatedAt"),
            IssuedAt = TimeOf(metadata, "IssuedAt"),
            ExpiresAt = TimeOf(x509, "NotAfter"),
            IsInUse = IsTrue(metadata, "InUse"),
            IsExported = IsTrue(metadata, "Exported"),
        };

    private static NameFacts? Name(string? name, EstateMethod method) =>
        DomainName.TryParse(name, out var domain)
            ? new NameFacts
            {
                Name = domain,
                Method = method,
                State = EstateNameState.Unknown,
            }
            : null;

    private static NameFacts? Described(JsonElement option)
    {
        var mailboxes = TextsOf(option, "ValidationEmails");
        var stated = MethodOf(option.Text("ValidationMethod"));
        // If ACM names no method, but the addresses that it wrote to, the method is e-mail.
        var method = stated is EstateMethod.Unknown && mailboxes.Count > 0 ? EstateMethod.Email : stated;
        return Name(option.Text("DomainName"), method) is { } name
            ? name with
            {
                State = StateOf(option.Text("ValidationStatus")),
                ValidationDomain = DomainName.TryParse(option.Text("ValidationDomain"), out var domain) ? domain : null,
                Mailboxes = mailboxes,
            }
            : null;
    }

    private static CertificateArn? ArnOf(JsonElement element) =>
        CertificateArn.TryParse(element.Text("CertificateArn"), out var arn) ? arn : null;

    private static List<string> TextsOf(JsonElement element, string name) =>
        [.. element.List(name).Where(t => t.ValueKind is JsonValueKind.String).Select(t => t.GetString()!)];

    private static bool IsTrue(JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Times are numbers of seconds since 1970 (AWS JSON 1.1); an inventory has them to the second.</summary>
    internal static DateTimeOffset? TimeOf(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } time
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(time.GetDouble()))
            : null;

    private static CertificateStatus StatusOf(string? word) =>
        word switch
        {
            "PENDING_VALIDATION" => CertificateStatus.PendingValidation,
            "ISSUED" => CertificateStatus.Issued,
            "INACTIVE" => CertificateStatus.Inactive,
            "EXPIRED" => CertificateStatus.Expired,
            "VALIDATION_TIMED_OUT" => CertificateStatus.ValidationTimedOut,
            "REVOKED" => CertificateStatus.Revoked,
            "FAILED" => CertificateStatus.Failed,
            _ => CertificateStatus.Unknown,
        };

    private static RenewalStatus RenewalOf(string? word) =>
        word switch
        {
            "PENDING_AUTO_RENEWAL" => RenewalStatus.PendingAutoRenewal,
            "PENDING_VALIDATION" => RenewalStatus.PendingValidation,
            "SUCCESS" => RenewalStatus.Success,
            "FAILED" => RenewalStatus.Failed,
            _ => RenewalStatus.Unknown,
        };

    private static EstateMethod MethodOf(string? word) =>
        word switch
        {
            "EMAIL" => EstateMethod.Email,
            "DNS" => EstateMethod.Dns,
            "HTTP" => EstateMethod.Http,
            _ => EstateMethod.Unknown,
        };

    private static EstateNameState StateOf(string? word) =>
        word switch
        {
            "PENDING_VALIDATION" => EstateNameState.Pending,
            "SUCCESS" => EstateNameState.Validated,
            "FAILED" => EstateNameState.Failed,
            _ => EstateNameState.Unknown,
        };
}

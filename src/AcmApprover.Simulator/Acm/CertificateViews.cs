using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.Acm;

/// <summary>A certificate as the two listings show it.</summary>
[SuppressMessage("Maintainability", "CA1507", Justification = "The names on the wire are AWS's; they only happen to be these.")]
internal static class CertificateViews
{
    /// <summary>A result of SearchCertificates.</summary>
    internal static JsonObject Searched(this SimulatedCertificate certificate, DateTimeOffset now)
    {
        var names = certificate.InitialValidation.Select(name => (JsonNode?)new JsonObject { ["DnsName"] = name.Domain });
        var x509 = new JsonObject
        {
            ["Subject"] = new JsonObject { ["CommonName"] = certificate.InitialValidation[0].Domain },
            ["SubjectAlternativeNames"] = new JsonArray([.. names]),
            ["KeyAlgorithm"] = certificate.KeyAlgorithm,
        };
        var metadata = Metadata(certificate, now);
        if (certificate.NotAfter is { } notAfter)
        {
            x509["NotAfter"] = Epoch(notAfter);
        }

        var first = certificate.InitialValidation[0];
        if ((certificate.Switch?.IsSwitched(first.Domain) == true ? "DNS" : first.Method) is { } method)
        {
            metadata["ValidationMethod"] = method;
        }

        if (certificate.RenewalStatus is { } renewal)
        {
            metadata["RenewalStatus"] = renewal;
        }

        return new JsonObject
        {
            ["CertificateArn"] = certificate.Arn,
            ["X509Attributes"] = x509,
            ["CertificateMetadata"] = new JsonObject { ["AcmCertificateMetadata"] = metadata },
        };
    }

    /// <summary>A summary of ListCertificates.</summary>
    internal static JsonObject Summary(this SimulatedCertificate certificate, DateTimeOffset now)
    {
        var summary = Metadata(certificate, now);
        summary["CertificateArn"] = certificate.Arn;
        summary["DomainName"] = certificate.InitialValidation[0].Domain;
        summary["SubjectAlternativeNameSummaries"] = new JsonArray([.. certificate.InitialValidation.Select(n => (JsonNode?)n.Domain)]);
        summary["HasAdditionalSubjectAlternativeNames"] = false;
        summary["KeyAlgorithm"] = certificate.KeyAlgorithm;
        if (certificate.NotAfter is { } notAfter)
        {
            summary["NotAfter"] = Epoch(notAfter);
        }

        return summary;
    }

    /// <summary>Times are numbers of seconds since 1970 (AWS JSON 1.1), with milliseconds behind the point.</summary>
    internal static JsonNode Epoch(DateTimeOffset time) =>
        decimal.Parse(
            (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    private static JsonObject Metadata(SimulatedCertificate certificate, DateTimeOffset now)
    {
        var metadata = new JsonObject
        {
            ["CreatedAt"] = Epoch(certificate.CreatedAt),
            ["Status"] = certificate.StatusAt(now),
            ["Type"] = certificate.Type,
            ["InUse"] = certificate.InUseBy.Count > 0,
            ["Exported"] = certificate.IsExported,
            ["RenewalEligibility"] = certificate.RenewalEligibility,
        };
        if (certificate.IssuedAt is { } issuedAt)
        {
            metadata["IssuedAt"] = Epoch(issuedAt);
        }

        return metadata;
    }
}

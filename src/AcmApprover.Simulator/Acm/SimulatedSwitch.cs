using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.Acm;

/// <summary>
/// A switch of a certificate from e-mail to DNS validation (ACM user guide, email-to-dns-overview): done when the record of every name is
/// published; given up after 72 hours, which leaves the certificate as it was.
/// </summary>
[SuppressMessage("Maintainability", "CA1507", Justification = "The names on the wire are AWS's; they only happen to be these.")]
internal sealed class SimulatedSwitch(DateTimeOffset requestedAt)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(72);
    private static readonly TimeSpan RenewalWindow = TimeSpan.FromDays(45);
    private readonly HashSet<string> validated = new(StringComparer.Ordinal);
    private DateTimeOffset? endedAt;

    /// <summary>ACM's word for how far it is.</summary>
    public string Status { get; private set; } = "PENDING_DOMAIN_VALIDATION";

    public bool IsRunning => Status == "PENDING_DOMAIN_VALIDATION";

    /// <summary>Whether a name is validated by DNS now: names become so one by one.</summary>
    public bool IsSwitched(string domain) => Status != "FAILED" && validated.Contains(domain);

    /// <summary>Brings it up to date.</summary>
    public void Settle(SimulatedCertificate certificate, Func<string, string?> resolve, DateTimeOffset now)
    {
        if (!IsRunning)
        {
            return;
        }

        if (now - requestedAt >= Patience)
        {
            (Status, endedAt) = ("FAILED", now);
            validated.Clear();
            return;
        }

        var names = certificate.InitialValidation.Select(name => name.Domain).ToList();
        validated.UnionWith(names.Where(name => DnsValidation.IsPublished(certificate.Account, name, resolve)));
        if (names.TrueForAll(validated.Contains))
        {
            (Status, endedAt) = ("SUCCESS", now);
            if (certificate.NotAfter - now < RenewalWindow)
            {
                certificate.RenewByDns(now);
            }
        }
    }

    /// <summary>The UpdateSummary of DescribeCertificate.</summary>
    public JsonObject Render() =>
        new()
        {
            ["Type"] = "DOMAIN_VALIDATION_METHOD",
            ["Status"] = Status,
            ["RequestedAt"] = CertificateViews.Epoch(requestedAt),
            ["UpdatedAt"] = CertificateViews.Epoch(endedAt ?? requestedAt),
            ["DomainValidationMethodUpdateSummary"] = new JsonObject { ["From"] = "EMAIL", ["To"] = "DNS" },
        };

    /// <summary>A name as ListCertificateDomainValidations shows it.</summary>
    public static JsonObject Summary(SimulatedCertificate certificate, SimulatedNameValidation name)
    {
        var isDns = name.Method == "DNS" || certificate.Switch?.IsSwitched(name.Domain) == true;
        var summary = new JsonObject
        {
            ["DomainName"] = name.Domain,
            ["ActiveValidationConfiguration"] = isDns ? Dns(certificate, name, "SUCCESS") : Email(name),
        };
        if (!isDns && certificate.Switch?.IsRunning == true)
        {
            summary["RequestedValidationConfiguration"] = Dns(certificate, name, "PENDING_VALIDATION");
        }

        return summary;
    }

    private static JsonObject Email(SimulatedNameValidation name) =>
        new()
        {
            ["ValidationMethod"] = name.Method,
            ["ValidationStatus"] = name.Status,
            ["ValidationChallenge"] = new JsonObject
            {
                ["EmailValidationChallenge"] = new JsonObject { ["ValidationDomain"] = name.ValidationDomain },
            },
        };

    private static JsonObject Dns(SimulatedCertificate certificate, SimulatedNameValidation name, string status) =>
        new()
        {
            ["ValidationMethod"] = "DNS",
            ["ValidationStatus"] = status,
            ["ValidationChallenge"] = new JsonObject
            {
                ["DnsValidationChallenge"] = new JsonObject { ["ResourceRecord"] = name.ResourceRecord(certificate.Account) },
            },
        };
}

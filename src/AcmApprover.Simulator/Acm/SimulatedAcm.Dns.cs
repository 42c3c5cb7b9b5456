using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Acm;

/// <summary>DNS validation, and the switch of certificates to it.</summary>
public sealed partial class SimulatedAcm
{
    private readonly List<string> switches = [];

    /// <summary>
    /// What the public DNS answers for the CNAME of a name without a final dot; null for nothing. Records that ACM waits for are looked up
    /// by it whenever ACM is asked anything in their account and region.
    /// </summary>
    public Func<string, string?> Resolve { get; set; } = _ => null;

    /// <summary>
    /// Whether DescribeCertificate goes on to show the first method of names that were switched to DNS. AWS does not say, so both are
    /// tried.
    /// </summary>
    public bool ShowsFirstMethod { get; set; }

    /// <summary>The switches that were started, by their certificates' ARNs; the same one again where it timed out before.</summary>
    public IReadOnlyList<string> StartedSwitches
    {
        get
        {
            lock (gate)
            {
                return [.. switches];
            }
        }
    }

    /// <summary>Starts the switch of a certificate, as somebody else would.</summary>
    public void StartSwitch(string arn)
    {
        lock (gate)
        {
            Start(certificates[arn]);
        }
    }

    /// <summary>When a certificate expires, as it truly is; null while it is not issued.</summary>
    public DateTimeOffset? ExpiryOf(string arn)
    {
        lock (gate)
        {
            return certificates[arn].NotAfter;
        }
    }

    /// <summary>ACM's word for how far the switch of a certificate is; null if none was started.</summary>
    public string? SwitchOf(string arn)
    {
        lock (gate)
        {
            SettleDns(certificates[arn]);
            return certificates[arn].Switch?.Status;
        }
    }

    /// <summary>The CNAME by which a name is validated in an account.</summary>
    /// <returns>Its name and its value, both with the final dot.</returns>
    public static (string Name, string Value) RecordOf(string account, string domain) =>
        (DnsValidation.NameOf(account, domain), DnsValidation.ValueOf(account, domain));

    /// <summary>Looks for the records that certificates wait for.</summary>
    private void SettleDns(SimulatedCertificate certificate)
    {
        var now = time.GetUtcNow();
        certificate.ShowsFirstMethod = ShowsFirstMethod;
        certificate.Switch?.Settle(certificate, Resolve, now);
        var waiting = certificate.InitialValidation.Where(name => name is { Method: "DNS", Status: "PENDING_VALIDATION" });
        foreach (var name in waiting.Where(name => DnsValidation.IsPublished(certificate.Account, name.Domain, Resolve)).ToList())
        {
            Approve(certificate, name);
        }
    }

    private void Start(SimulatedCertificate certificate)
    {
        Change(certificate, () => certificate.Switch = new SimulatedSwitch(time.GetUtcNow()));
        switches.Add(certificate.Arn);
    }

    private SimulatedResponse Switch(JsonObject input, Caller caller)
    {
        var (certificate, error) = Find(input, caller);
        if (error is not null)
        {
            return error;
        }

        var now = time.GetUtcNow();
        return (string?)input["Options"]?["ValidationMethod"] != "DNS"
                ? Error(400, "ValidationException", "the simulation switches the validation method to DNS and nothing else")
            : certificate!.Switch?.IsRunning == true
                ? Error(400, "ConflictException", $"Certificate {certificate.Arn} has an update in progress.")
            : certificate.StatusAt(now) != "ISSUED" ? Error(400, "InvalidStateException", $"Certificate {certificate.Arn} is not issued.")
            : certificate.Type != "AMAZON_ISSUED"
            || certificate.InitialValidation[0].Method != "EMAIL"
            || certificate.Switch?.Status == "SUCCESS"
                ? Error(400, "ValidationException", $"Certificate {certificate.Arn} is not validated by email.")
            : Started();

        SimulatedResponse Started()
        {
            Start(certificate!);
            return new SimulatedResponse(200, "application/x-amz-json-1.1", default);
        }
    }

    private SimulatedResponse ListValidations(JsonObject input, Caller caller)
    {
        var (certificate, error) = Find(input, caller);
        if (error is not null)
        {
            return error;
        }

        var size = (int?)input["MaxItems"] ?? 1000;
        var from = int.Parse((string?)input["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var names = certificate!.InitialValidation;
        var page = names.Skip(from).Take(size).Select(name => (JsonNode?)SimulatedSwitch.Summary(certificate, name));
        var answer = new JsonObject { ["DomainValidationSummaryList"] = new JsonArray([.. page]) };
        if (from + size < names.Count)
        {
            answer["NextToken"] = $"{from + size}";
        }

        return Json(Version, answer);
    }
}

using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Acm;

/// <summary>RequestCertificate and DeleteCertificate.</summary>
public sealed partial class SimulatedAcm
{
    /// <summary>ACM's quota of names in a certificate.</summary>
    private const int MostNames = 10;

    private readonly Dictionary<string, string> requested = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Region), int> requests = [];

    /// <summary>ACM's quota of requests in a year, for each account and region (ACM user guide, acm-limits).</summary>
    public int MostRequests { get; set; } = 5000;

    /// <summary>Takes every mailing as ACM sends it; null where nobody does. It is called while ACM answers, and must not wait.</summary>
    internal Action<ValidationRequest>? Mailed { get; set; }

    private SimulatedResponse Request(JsonObject input, Caller caller)
    {
        var method = (string?)input["ValidationMethod"] ?? "EMAIL";
        if (method is not ("DNS" or "EMAIL"))
        {
            return Error(501, "NotImplemented", $"a request by {method} is not simulated");
        }

        string[] names =
        [
            (string)input["DomainName"]!,
            .. (input["SubjectAlternativeNames"]?.AsArray() ?? []).Select(name => (string)name!),
        ];
        if (names.Length > MostNames)
        {
            return Error(400, "LimitExceededException", $"a certificate has at most {MostNames} names");
        }

        var validation = SimulatedNameValidation.Pending(names, null);
        if (SetDomains(validation, input["DomainValidationOptions"]?.AsArray() ?? []) is { } problem)
        {
            return Error(400, "InvalidDomainValidationOptionsException", problem);
        }

        var token = $"{caller.Account} {caller.Region} {(string?)input["IdempotencyToken"] ?? Guid.NewGuid().ToString()}";
        if (requested.TryGetValue(token, out var known) && certificates.Find(known, caller.Account, caller.Region) is not null)
        {
            return Json(Version, new JsonObject { ["CertificateArn"] = known });
        }

        var place = (caller.Account, caller.Region);
        if (requests.GetValueOrDefault(place) >= MostRequests)
        {
            return Error(400, "LimitExceededException", "Error: you have reached your limit of certificates in the last year.");
        }

        requests[place] = requests.GetValueOrDefault(place) + 1;
        var now = time.GetUtcNow();
        var certificate = new SimulatedCertificate
        {
            Arn = SimulatedCertificate.NewArn(caller.Account, caller.Region),
            Account = caller.Account,
            Region = caller.Region,
            CreatedAt = now,
            ChangedAt = now,
            Lag = Lag,
            InitialValidation = validation,
            Tags = (input["Tags"]?.AsArray() ?? []).ToDictionary(tag => (string)tag!["Key"]!, tag => (string)tag!["Value"]!),
        };
        foreach (var name in certificate.InitialValidation)
        {
            name.Method = method;
        }

        certificates.Add(certificate);
        requested[token] = certificate.Arn;
        if (method == "EMAIL")
        {
            foreach (var name in certificate.InitialValidation)
            {
                Mail(certificate, name);
            }
        }

        return Json(Version, new JsonObject { ["CertificateArn"] = certificate.Arn });
    }

    /// <summary>Where the mail of each name goes: to the name itself or a domain above it.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    private static string? SetDomains(SimulatedNameValidation[] names, JsonArray options)
    {
        foreach (var option in options)
        {
            var (domain, validationDomain) = ((string?)option!["DomainName"], (string?)option["ValidationDomain"]);
            if (
                Array.Find(names, name => name.Domain == domain) is not { } name
                || validationDomain is null
                || (domain != validationDomain && !domain!.EndsWith($".{validationDomain}", StringComparison.Ordinal))
            )
            {
                return $"{validationDomain} is no superdomain of {domain}";
            }

            name.ValidationDomain = validationDomain;
        }

        return null;
    }

    /// <summary>Deletes a certificate, also one that is pending.</summary>
    private SimulatedResponse Delete(JsonObject input, Caller caller)
    {
        var (certificate, error) = Find(input, caller);
        if (error is not null)
        {
            return error;
        }

        if (certificate!.InUseBy.Count > 0)
        {
            return Error(400, "ResourceInUseException", $"Certificate {certificate.Arn} is in use.");
        }

        certificates.Remove(certificate);
        return new SimulatedResponse(200, "application/x-amz-json-1.1", default);
    }
}

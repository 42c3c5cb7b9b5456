using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.Acm;

/// <summary>A certificate in the simulated ACM: what is true of it. What DescribeCertificate shows can lag behind.</summary>
[SuppressMessage("Maintainability", "CA1507", Justification = "The names on the wire are AWS's; they only happen to be these.")]
internal sealed class SimulatedCertificate
{
    private static readonly TimeSpan ValidationTime = TimeSpan.FromHours(72);
    private static readonly TimeSpan Validity = TimeSpan.FromDays(198);
    private JsonObject? shown;
    private int describesSinceChange;

    public required string Arn { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<SimulatedNameValidation> InitialValidation { get; init; }

    /// <summary>The names of the renewal under way or done, or null where there was none.</summary>
    public IReadOnlyList<SimulatedNameValidation>? Renewal { get; set; }

    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>A status that the driver has set, in place of the one that follows from the names.</summary>
    public string? ForcedStatus { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>How long the last change stays unseen.</summary>
    public required VisibilityLag Lag { get; set; }

    /// <summary>The validations that an approval can settle: the renewal's if there is one, else the initial ones.</summary>
    public IReadOnlyList<SimulatedNameValidation> CurrentValidation => Renewal ?? InitialValidation;

    public string StatusAt(DateTimeOffset now) =>
        ForcedStatus
        ?? (
            IssuedAt is not null ? "ISSUED"
            : now - CreatedAt > ValidationTime ? "VALIDATION_TIMED_OUT"
            : "PENDING_VALIDATION"
        );

    public bool IsPendingAt(DateTimeOffset now) =>
        StatusAt(now) is "PENDING_VALIDATION" or "ISSUED" && CurrentValidation.Any(name => name.Status == "PENDING_VALIDATION");

    /// <summary>Changes the certificate; DescribeCertificate shows it once the lag has passed.</summary>
    public void Change(Action change, VisibilityLag lag, DateTimeOffset now)
    {
        Settle(now);
        change();
        ChangedAt = now;
        Lag = lag;
        describesSinceChange = 0;
    }

    /// <summary>The certificate as DescribeCertificate shows it now; null while it cannot be seen yet.</summary>
    public JsonObject? Describe(DateTimeOffset now)
    {
        Settle(now);
        describesSinceChange++;
        return shown;
    }

    private void Settle(DateTimeOffset now)
    {
        if (describesSinceChange >= Lag.Describes && now - ChangedAt >= Lag.Time)
        {
            shown = Render(now);
        }
    }

    private JsonObject Render(DateTimeOffset now)
    {
        var names = InitialValidation.Select(name => (JsonNode?)name.Domain).ToArray();
        var detail = new JsonObject
        {
            ["CertificateArn"] = Arn,
            ["DomainName"] = InitialValidation[0].Domain,
            ["SubjectAlternativeNames"] = new JsonArray(names),
            ["DomainValidationOptions"] = Render(InitialValidation),
            ["Subject"] = $"CN={InitialValidation[0].Domain}",
            ["Issuer"] = "Amazon",
            ["CreatedAt"] = Epoch(CreatedAt),
            ["Status"] = StatusAt(now),
            ["KeyAlgorithm"] = "RSA-2048",
            ["SignatureAlgorithm"] = "SHA256WITHRSA",
            ["InUseBy"] = new JsonArray(),
            ["Type"] = "AMAZON_ISSUED",
            ["KeyUsages"] = new JsonArray(),
            ["ExtendedKeyUsages"] = new JsonArray(),
            ["RenewalEligibility"] = IssuedAt is null ? "INELIGIBLE" : "ELIGIBLE",
            ["Options"] = new JsonObject { ["CertificateTransparencyLoggingPreference"] = "ENABLED", ["Export"] = "DISABLED" },
        };
        if (IssuedAt is { } issuedAt)
        {
            detail["IssuedAt"] = Epoch(issuedAt);
            detail["NotBefore"] = Epoch(issuedAt);
            detail["NotAfter"] = Epoch(issuedAt + Validity);
            detail["Serial"] = "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff";
        }

        if (Renewal is not null)
        {
            detail["RenewalSummary"] = new JsonObject
            {
                ["RenewalStatus"] = Renewal.All(name => name.Status == "SUCCESS") ? "SUCCESS" : "PENDING_VALIDATION",
                ["DomainValidationOptions"] = Render(Renewal),
                ["UpdatedAt"] = Epoch(ChangedAt),
            };
        }

        return detail;
    }

    private static JsonArray Render(IEnumerable<SimulatedNameValidation> names) => [.. names.Select(name => name.Render())];

    // Times are numbers of seconds since 1970 (AWS JSON 1.1), with milliseconds behind the point.
    private static JsonNode Epoch(DateTimeOffset time) =>
        decimal.Parse(
            (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
}

using System.Diagnostics.CodeAnalysis;
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

    public string KeyAlgorithm { get; init; } = "RSA_2048";

    public string Type { get; init; } = "AMAZON_ISSUED";

    public IReadOnlyList<string> InUseBy { get; init; } = [];

    public bool IsExported { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>When it expires, where that does not follow from its issue.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The switch to DNS validation; null if none was ever started.</summary>
    public SimulatedSwitch? Switch { get; set; }

    /// <summary>
    /// Whether DescribeCertificate goes on to show how the names were validated at first, once they are switched: AWS does not say.
    /// </summary>
    public bool ShowsFirstMethod { get; set; }

    public DateTimeOffset? NotAfter => IssuedAt is { } issuedAt ? ExpiresAt ?? issuedAt + Validity : null;

    /// <summary>ACM renews what it issued and what is used or exported (ACM user guide, managed-renewal).</summary>
    public string RenewalEligibility => IssuedAt is not null && (InUseBy.Count > 0 || IsExported) ? "ELIGIBLE" : "INELIGIBLE";

    public string? RenewalStatus =>
        Renewal is null ? null
        : Renewal.All(name => name.Status == "SUCCESS") ? "SUCCESS"
        : "PENDING_VALIDATION";

    /// <summary>A status that the driver has set, in place of the one that follows from the names.</summary>
    public string? ForcedStatus { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>How long the last change stays unseen.</summary>
    public required VisibilityLag Lag { get; set; }

    /// <summary>The validations that an approval can settle: the renewal's if there is one, else the initial ones.</summary>
    public IReadOnlyList<SimulatedNameValidation> CurrentValidation => Renewal ?? InitialValidation;

    public static string NewArn(string account, string region)
    {
        var partition =
            region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
            : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
            : "aws";
        return $"arn:{partition}:acm:{region}:{account}:certificate/{Guid.NewGuid()}";
    }

    public string StatusAt(DateTimeOffset now) =>
        ForcedStatus
        ?? (
            ExpiresAt <= now ? "EXPIRED"
            : IssuedAt is not null ? "ISSUED"
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
        var seen = shown;
        if (Lag == new VisibilityLag())
        {
            // It would be made anew next time; hundreds of thousands of them are not kept until then.
            shown = null;
        }

        return seen;
    }

    /// <summary>Renews it without a mail, as ACM does for what is validated by DNS.</summary>
    public void RenewByDns(DateTimeOffset now)
    {
        ExpiresAt = now + Validity;
        foreach (var name in Renewal ?? [])
        {
            name.Status = "SUCCESS";
        }
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
            ["KeyAlgorithm"] = KeyAlgorithm.Replace("RSA_", "RSA-", StringComparison.Ordinal),
            ["SignatureAlgorithm"] = "SHA256WITHRSA",
            ["InUseBy"] = new JsonArray([.. InUseBy.Select(user => (JsonNode?)user)]),
            ["Type"] = Type,
            ["KeyUsages"] = new JsonArray(),
            ["ExtendedKeyUsages"] = new JsonArray(),
            ["RenewalEligibility"] = RenewalEligibility,
            ["Options"] = new JsonObject { ["CertificateTransparencyLoggingPreference"] = "ENABLED", ["Export"] = "DISABLED" },
        };
        if (IssuedAt is { } issuedAt)
        {
            detail["IssuedAt"] = Epoch(issuedAt);
            detail["NotBefore"] = Epoch(issuedAt);
            detail["NotAfter"] = Epoch(NotAfter!.Value);
            detail["Serial"] = "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff";
        }

        if (Switch is not null)
        {
            detail["UpdateSummary"] = Switch.Render();
        }

        if (Renewal is not null)
        {
            detail["RenewalSummary"] = new JsonObject
            {
                ["RenewalStatus"] = RenewalStatus,
                ["DomainValidationOptions"] = Render(Renewal),
                ["UpdatedAt"] = Epoch(ChangedAt),
            };
        }

        return detail;
    }

    private JsonArray Render(IEnumerable<SimulatedNameValidation> names) =>
        [.. names.Select(name => name.Render(Account, !ShowsFirstMethod && Switch?.IsSwitched(name.Domain) == true))];

    private static JsonNode Epoch(DateTimeOffset time) => CertificateViews.Epoch(time);
}

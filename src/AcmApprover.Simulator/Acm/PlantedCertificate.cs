namespace AcmApprover.Simulator.Acm;

/// <summary>A certificate that has been there before the world began, in any state.</summary>
public sealed record PlantedCertificate
{
    /// <summary>The account; it is added to the world if it is new.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The names, the certificate's own first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Where the mail goes; null for each name without its leading <c>www.</c> or <c>*.</c>.</summary>
    public string? ValidationDomain { get; init; }

    /// <summary>EMAIL, DNS or HTTP; null if ACM does not say.</summary>
    public string? Method { get; init; } = "EMAIL";

    /// <summary>AMAZON_ISSUED, IMPORTED or PRIVATE.</summary>
    public string Type { get; init; } = "AMAZON_ISSUED";

    /// <summary>The kind of key, such as <c>RSA_2048</c> or <c>EC_prime256v1</c>.</summary>
    public string KeyAlgorithm { get; init; } = "RSA_2048";

    /// <summary>When it was issued; null if it never was.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it was requested; null for a moment before it was issued, or for now.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When it expires; null for 198 days after it was issued.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A state that does not follow from the rest, such as <c>FAILED</c>; null for the one that follows.</summary>
    public string? Status { get; init; }

    /// <summary>Whether a renewal is under way.</summary>
    public bool IsRenewing { get; init; }

    /// <summary>The ARNs of what uses it.</summary>
    public IReadOnlyList<string> InUseBy { get; init; } = [];

    /// <summary>Whether it was exported.</summary>
    public bool IsExported { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal SimulatedCertificate At(DateTimeOffset now)
    {
        var requestedAt = RequestedAt ?? IssuedAt?.AddMinutes(-10) ?? now;
        var certificate = new SimulatedCertificate
        {
            Arn = SimulatedCertificate.NewArn(Account, Region),
            Account = Account,
            Region = Region,
            CreatedAt = requestedAt,
            ChangedAt = requestedAt,
            Lag = new VisibilityLag(),
            InitialValidation = SimulatedNameValidation.Pending(Names, ValidationDomain),
            Renewal = IsRenewing ? SimulatedNameValidation.Pending(Names, ValidationDomain) : null,
            IssuedAt = IssuedAt,
            ExpiresAt = ExpiresAt,
            ForcedStatus = Status,
            Type = Type,
            KeyAlgorithm = KeyAlgorithm,
            InUseBy = InUseBy,
            IsExported = IsExported,
            Tags = Tags,
        };
        foreach (var name in certificate.InitialValidation.Concat(certificate.Renewal ?? []))
        {
            name.Method = Method;
        }

        foreach (var name in certificate.InitialValidation.Where(_ => IssuedAt is not null))
        {
            name.Status = "SUCCESS";
        }

        return certificate;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Probing;

/// <summary>
/// What a probe leaves in the mail bucket before it requests its certificate, so that it is found whatever interrupts it: JSON of the
/// schema <c>acm-approver/probe/v1</c>.
/// </summary>
public sealed record ProbeMark
{
    /// <summary>The schema that the JSON is of.</summary>
    public const string CurrentSchema = "acm-approver/probe/v1";

    /// <summary>For so long a late copy about a deleted probe is no news: a link lives no longer.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(72);

    /// <summary>So long after its request a certificate is kept for its five mails.</summary>
    public static TimeSpan MailTime { get; } = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ShowTime = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How far the clock of the computer that made the mark may be ahead. A mark of the far future would be silent for ever.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <inheritdoc cref="CurrentSchema"/>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The certificate's only name.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The domain whose five mailboxes get the mail.</summary>
    public required DomainName ValidationDomain { get; init; }

    /// <summary>The account of the certificate.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The region of the certificate.</summary>
    public required Region Region { get; init; }

    /// <summary>When the mark was made, a moment before the request.</summary>
    public required DateTimeOffset MarkedAt { get; init; }

    /// <summary>The certificate; null until ACM has named it.</summary>
    public CertificateArn? Certificate { get; init; }

    /// <summary>Whether the certificate is deleted, or about to be.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>
    /// Whether ACM may not show the certificate yet: it takes several seconds for that (ACM API reference, DescribeCertificate).
    /// </summary>
    public bool IsTooNew(DateTimeOffset now) => !IsDeleted && now - MarkedAt < ShowTime;

    /// <summary>Whether a mail about a certificate that ACM does not know is about this probe, and not older than its link.</summary>
    public bool Covers(CertificateArn certificate, DateTimeOffset now) =>
        now - MarkedAt < Lifetime
        && MarkedAt - now <= ClockSkew
        && (Certificate is null ? certificate.Account == Account && certificate.Region == Region : Certificate == certificate);

    /// <summary>The mark as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, ProbeMarkContext.Default.ProbeMark);

    /// <summary>Reads a mark; false if it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out ProbeMark? mark)
    {
        try
        {
            mark = JsonSerializer.Deserialize(json, ProbeMarkContext.Default.ProbeMark);
            return mark?.Schema == CurrentSchema;
        }
        catch (JsonException)
        {
            mark = null;
            return false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [
        typeof(CertificateArnConverter),
        typeof(AccountIdConverter),
        typeof(RegionConverter),
        typeof(DomainNameConverter),
        typeof(UtcConverter),
    ]
)]
[JsonSerializable(typeof(ProbeMark))]
internal sealed partial class ProbeMarkContext : JsonSerializerContext;

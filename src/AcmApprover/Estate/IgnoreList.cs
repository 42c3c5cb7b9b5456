using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>
/// The certificates that the operator set aside: JSON <c>{"ignore": [{"certificate": ARN} or {"domain": PATTERN}, with "reason",
/// "owner" and "until": a day]}</c>. Each entry ends by itself, so that nothing is forgotten for ever.
/// </summary>
public sealed class IgnoreList
{
    private readonly IReadOnlyList<Entry> entries;

    private IgnoreList(IReadOnlyList<Entry> entries) => this.entries = entries;

    /// <summary>A list without entries.</summary>
    public static IgnoreList Empty { get; } = new([]);

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">It is not one; the message says which entry lacks what.</exception>
    public static IgnoreList Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, IgnoreJson.Default.IgnoreFile);
            return new IgnoreList([.. (file?.Ignore ?? throw new FormatException("it has no list \"ignore\"")).Select(Entry.Of)]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not the JSON of an ignore file ({e.Path ?? "$"}, line {e.LineNumber + 1})", e);
        }
    }

    /// <summary>Why a certificate is set aside on a day; null if it is not.</summary>
    public IgnoredBecause? Find(CertificateFacts certificate, DateOnly today) =>
        entries.FirstOrDefault(e => e.Because.Until >= today && e.Fits(certificate))?.Because;

    /// <summary>The entries that have ended, each as it is to be told.</summary>
    public IEnumerable<string> Ended(DateOnly today) =>
        entries.Where(e => e.Because.Until < today).Select(e => $"{e.What} (ended {e.Because.Until:yyyy-MM-dd}, {e.Because.Owner})");

    private sealed record Entry(string What, Func<CertificateFacts, bool> Fits, IgnoredBecause Because)
    {
        internal static Entry Of(IgnoreEntry entry, int index)
        {
            var place = $"entry {index + 1}";
            var because = new IgnoredBecause(
                Required(entry.Reason, "reason"),
                Required(entry.Owner, "owner"),
                entry.Until ?? throw new FormatException($"{place} has no \"until\": a day such as 2027-01-31")
            );
            return (entry.Certificate, entry.Domain) switch
            {
                ({ } arn, null) when CertificateArn.TryParse(arn, out var certificate) => new Entry(
                    arn,
                    c => c.Arn == certificate,
                    because
                ),
                (null, { } text) when DomainPattern.TryParse(text, out var pattern) => new Entry(
                    text,
                    c => c.Names.Count > 0 && c.Names.All(n => pattern.Matches(n.Name)),
                    because
                ),
                ({ } arn, null) => throw new FormatException($"{place} has the certificate '{arn}', which is not a certificate's ARN"),
                (null, { } text) => throw new FormatException($"{place} has the domain '{text}', but must be {DomainPattern.Expected}"),
                _ => throw new FormatException($"{place} must have either \"certificate\" or \"domain\""),
            };

            string Required(string? text, string name) =>
                string.IsNullOrWhiteSpace(text) ? throw new FormatException($"{place} has no \"{name}\"") : text;
        }
    }
}

internal sealed record IgnoreFile(IReadOnlyList<IgnoreEntry>? Ignore);

internal sealed record IgnoreEntry(string? Certificate, string? Domain, string? Reason, string? Owner, DateOnly? Until);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(IgnoreFile))]
internal sealed partial class IgnoreJson : JsonSerializerContext;

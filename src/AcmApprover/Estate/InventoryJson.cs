using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>Reads and writes inventories as JSON of the schema <see cref="Inventory.CurrentSchema"/>.</summary>
public static class InventoryJson
{
    private static readonly InventoryContext Indented = new(
        new JsonSerializerOptions(InventoryContext.Default.Options) { WriteIndented = true }
    );

    /// <summary>Writes an inventory, a piece at a time: the whole of a large one is never in memory as text.</summary>
    public static void Write(Stream stream, Inventory inventory) => JsonSerializer.Serialize(stream, inventory, Indented.Inventory);

    /// <summary>Reads an inventory.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong where.</exception>
    public static Inventory Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var inventory = JsonSerializer.Deserialize(json, InventoryContext.Default.Inventory);
            return inventory?.Schema == Inventory.CurrentSchema
                ? inventory
                : throw new FormatException($"it is not of the schema {Inventory.CurrentSchema}");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not an inventory ({e.Path ?? "$"}, line {e.LineNumber + 1})", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [
        typeof(CertificateArnConverter),
        typeof(AccountIdConverter),
        typeof(RegionConverter),
        typeof(DomainNameConverter),
        typeof(UtcConverter),
        typeof(KebabConverter<RiskLevel>),
        typeof(KebabConverter<EstateMethod>),
        typeof(KebabConverter<EstateNameState>),
        typeof(KebabConverter<WindowBasis>),
        typeof(KebabConverter<ChangeKind>),
        typeof(AcmWordConverter<CertificateStatus>),
        typeof(AcmWordConverter<RenewalStatus>),
    ]
)]
[JsonSerializable(typeof(Inventory))]
internal sealed partial class InventoryContext : JsonSerializerContext;

/// <summary>An enum in the spelling of options and tables: <c>pending-now</c>.</summary>
internal sealed class KebabConverter<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T
>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>An enum in ACM's spelling: <c>PENDING_VALIDATION</c>.</summary>
internal sealed class AcmWordConverter<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T
>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;

internal abstract class TextConverter<T>(Func<string, T?> parse) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && parse(reader.GetString()!) is { } value ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class CertificateArnConverter()
    : TextConverter<CertificateArn>(text => CertificateArn.TryParse(text, out var arn) ? arn : null);

internal sealed class AccountIdConverter() : TextConverter<AccountId>(text => AccountId.TryParse(text, out var id) ? id : null);

internal sealed class RegionConverter() : TextConverter<Region>(text => Region.TryParse(text, out var region) ? region : null);

internal sealed class DomainNameConverter() : TextConverter<DomainName>(text => DomainName.TryParse(text, out var name) ? name : null);

/// <summary>Times in UTC, to the second.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text.Instant.Format(value));
}

using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Obstacles;

namespace AcmApprover.Migration;

/// <summary>Reads and writes plans as JSON of the schema <see cref="MigrationPlan.CurrentSchema"/>.</summary>
public static class PlanJson
{
    /// <summary>Writes a plan.</summary>
    public static void Write(Stream stream, MigrationPlan plan)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        JsonSerializer.Serialize(writer, plan, PlanContext.Default.MigrationPlan);
    }

    /// <summary>Reads a plan, perhaps one that a person has edited.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong where.</exception>
    public static MigrationPlan Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(json, PlanContext.Default.MigrationPlan);
            if (plan?.Schema != MigrationPlan.CurrentSchema)
            {
                throw new FormatException($"it is not of the schema {MigrationPlan.CurrentSchema}");
            }

            var repeated = plan.Certificates.CountBy(entry => entry.Certificate).FirstOrDefault(count => count.Value > 1).Key;
            return repeated is null ? plan : throw new FormatException($"it has {repeated} twice");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not a plan ({e.Path ?? "$"}, line {e.LineNumber + 1})", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(CertificateArnConverter),
        typeof(AccountIdConverter),
        typeof(DomainNameConverter),
        typeof(RecordNameConverter),
        typeof(UtcConverter),
        typeof(KebabConverter<PlanAction>),
        typeof(KebabConverter<ObstacleWeight>),
    ]
)]
[JsonSerializable(typeof(MigrationPlan))]
internal sealed partial class PlanContext : JsonSerializerContext;

internal sealed class RecordNameConverter() : TextConverter<RecordName>(text => RecordName.TryParse(text, out var name) ? name : null);

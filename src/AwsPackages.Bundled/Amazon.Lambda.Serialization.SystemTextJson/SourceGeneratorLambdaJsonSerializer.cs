using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// JSON by way of a source-generated context. Names are read without regard to case and written as they are; nulls are not written.
/// </summary>
/// <typeparam name="TSGContext">The context; it has the generated constructor that takes options.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext>
    : ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    private readonly TSGContext context;

    /// <summary>The default options.</summary>
    public SourceGeneratorLambdaJsonSerializer()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNameCaseInsensitive = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        context = (TSGContext)Activator.CreateInstance(typeof(TSGContext), options);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonSerializerException">The event is not the JSON of a <typeparamref name="T"/>.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            return JsonSerializer.Deserialize(requestStream, InfoOf<T>());
        }
        catch (JsonException e)
        {
            throw new JsonSerializerException($"The event is not the JSON of a {typeof(T).FullName}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Serialize<T>(T response, Stream responseStream) => JsonSerializer.Serialize(responseStream, response, InfoOf<T>());

    private JsonTypeInfo<T> InfoOf<T>() =>
        context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new JsonSerializerException($"{typeof(TSGContext).FullName} has no [JsonSerializable(typeof({typeof(T).FullName}))].");
}

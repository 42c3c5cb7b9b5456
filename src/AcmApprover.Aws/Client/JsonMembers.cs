using System.Text.Json;

namespace AcmApprover.Aws.Client;

/// <summary>
/// The members of JSON objects. In an answer, one that is missing, or of another type than expected, is null or an empty list; in a call,
/// one that is null is left out.
/// </summary>
internal static class JsonMembers
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    /// <summary>A member of any type; null if there is none.</summary>
    internal static JsonElement? Member(this JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object
        && parent.TryGetProperty(name, out var member)
        && member.ValueKind is not JsonValueKind.Null
            ? member
            : null;

    /// <summary>A member that is a text; null if there is none.</summary>
    internal static string? Text(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>The items of a member that is a list.</summary>
    internal static IEnumerable<JsonElement> List(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];

    /// <summary>A body in JSON; one that is empty is an object without members.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static JsonElement Parse(ReadOnlyMemory<byte> body) => body.IsEmpty ? EmptyObject : JsonElement.Parse(body.Span);

    /// <summary>Writes a member that is a text; none if it is null.</summary>
    internal static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

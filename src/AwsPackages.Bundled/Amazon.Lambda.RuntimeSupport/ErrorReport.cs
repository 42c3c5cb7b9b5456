using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An exception as the Runtime API takes it: its type, message and stack, and nothing else of it.</summary>
internal sealed record ErrorReport(string ErrorType, string Json)
{
    internal static ErrorReport Of(Exception exception)
    {
        var type = exception.GetType().Name;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("errorType", type);
            writer.WriteString("errorMessage", exception.Message);
            writer.WriteStartArray("stackTrace");
            const StringSplitOptions Lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            foreach (var line in (exception.StackTrace ?? "").Split('\n', Lines))
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new ErrorReport(type, Encoding.UTF8.GetString(json.ToArray()));
    }
}

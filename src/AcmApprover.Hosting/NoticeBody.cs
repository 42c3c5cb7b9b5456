using System.Text;
using System.Text.Json;
using AcmApprover.Aws.Sns;

namespace AcmApprover.Hosting;

/// <summary>A notice that is about no mail, in the operator's format.</summary>
internal static class NoticeBody
{
    /// <summary>The text, or the JSON of a custom notification (Amazon Q Developer in chat applications, custom-notifs).</summary>
    internal static string Body(this NoticeFormat format, string title, string text)
    {
        if (format is NoticeFormat.Text)
        {
            return text;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("source", "custom");
            json.WriteStartObject("content");
            json.WriteString("textType", "client-markdown");
            json.WriteString("title", title);
            json.WriteString("description", text);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }
}

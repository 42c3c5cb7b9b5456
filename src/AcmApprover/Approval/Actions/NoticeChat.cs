using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Text;

namespace AcmApprover.Approval.Actions;

/// <summary>
/// A notice as the custom notification that Slack and Teams show (Amazon Q Developer in chat applications, custom-notifs), with
/// the lengths that it allows. Notices of one certificate share a thread.
/// </summary>
public static class NoticeChat
{
    private const int TitleLimit = 250;
    private const int DescriptionLimit = 8000;
    private const int StepLimit = 350;
    private const int KeywordLimit = 75;

    // Read by a chat client and not by a browser: an ampersand in a link stays one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON.</summary>
    public static string Write(OperatorNotice notice)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("source", "custom");
            json.WriteStartObject("content");
            json.WriteString("textType", "client-markdown");
            json.WriteString("title", Cut(InertText.Of(notice.Title), TitleLimit));
            json.WriteString("description", Cut(Description(notice), DescriptionLimit));
            WriteAll(json, "nextSteps", notice.Reasons.Select(r => Cut(RuleBook.Of(r.Code).NextStep, StepLimit)));
            WriteAll(json, "keywords", notice.Reasons.Select(r => Cut(RuleBook.Of(r.Code).Code, KeywordLimit)));
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteString("threadId", notice.Mail.Certificate?.ToString() ?? notice.Key);
            json.WriteString("summary", Cut(InertText.Of(notice.Title), TitleLimit));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Description(OperatorNotice notice)
    {
        var text = new StringBuilder(notice.Summary).Append('\n');
        foreach (var reason in notice.Reasons)
        {
            text.Append($"\n*{RuleBook.Of(reason.Code).Code}*: {Verbatim(InertText.Of(reason.Detail))}");
        }

        text.Append('\n');
        foreach (var (label, value) in notice.Facts())
        {
            text.Append($"\n{label}: {Verbatim(value)}");
        }

        return notice.Link is { } link ? text.Append($"\n\nApprove by hand: {link.Reveal()}").ToString() : text.ToString();
    }

    /// <summary>What a stranger may have had a hand in is no markdown: it makes no link, and mentions nobody.</summary>
    private static string Verbatim(string text) => $"`{text.Replace('`', '\'')}`";

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : text[..(limit - 1)] + "…";
}

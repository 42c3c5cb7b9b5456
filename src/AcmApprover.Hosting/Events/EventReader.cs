using System.Net;
using System.Text.Json;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.S3;
using AcmApprover.Hosting.Answers;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Hosting.Events;

/// <summary>Tells events apart by their shape.</summary>
public sealed class EventReader(string recordsPrefix)
{
    private const string Known =
        "supported are S3 notifications (Records[].s3), EventBridge 'Object Created' events of aws.s3 and "
        + "'ACM Certificate Renewal Action Required' events of aws.acm, "
        + "SQS messages that hold one of these (Records[].eventSource aws:sqs), "
        + "{\"replay\": {\"bucket\", \"keys\", \"prefix\", \"since\", \"limit\", \"dryRun\", \"continueFrom\"}}, "
        + "{\"sweep\": {\"evenInNotifyMode\", \"dryRun\"}}, "
        + "{\"guard\": {\"dryRun\"}}, "
        + "and S3 Batch Operations (invocationSchemaVersion 1.0 or 2.0)";

    /// <summary>Reads an event.</summary>
    /// <exception cref="UnknownEventException">It has no known shape; the message says which are known.</exception>
    public FunctionEvent Read(JsonElement e)
    {
        try
        {
            return e.ValueKind != JsonValueKind.Object ? throw new UnknownEventException($"the event is not a JSON object; {Known}")
                : e.TryGetProperty("Records", out var records) ? ReadRecords(e, records)
                : e.TryGetProperty("detail-type", out var type) ? ReadEventBridge(e, type.GetString())
                : e.TryGetProperty("Event", out var name) && name.GetString() == "s3:TestEvent" ? new FunctionEvent.MailsStored([])
                : e.TryGetProperty("replay", out var replay)
                    ? new FunctionEvent.Replay(Deserialize(replay, FunctionJson.Default.ReplayRequest).Checked())
                : e.TryGetProperty("sweep", out var sweep)
                    ? new FunctionEvent.Sweep(Deserialize(sweep, FunctionJson.Default.SweepRequest))
                : e.TryGetProperty("guard", out var guard)
                    ? new FunctionEvent.Guard(Deserialize(guard, FunctionJson.Default.GuardRequest))
                : e.TryGetProperty("invocationSchemaVersion", out _)
                    ? new FunctionEvent.Batch(Deserialize(e, FunctionJson.Default.BatchRequest).Checked())
                : throw new UnknownEventException($"the event has the members {Members(e)}, which no supported event has; {Known}");
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UnknownEventException($"the event cannot be read: {ex.Message}; {Known}", ex);
        }
    }

    /// <summary>Reads a message of a queue: an event about stored mails, as it is or within Lambda's record of its failure.</summary>
    /// <exception cref="UnknownEventException">It is about no stored mails, and no retry changes that.</exception>
    public FunctionEvent.MailsStored ReadMessage(string? body)
    {
        try
        {
            using var message = JsonDocument.Parse(body ?? "");
            var e = message.RootElement;
            return Read(e.ValueKind == JsonValueKind.Object && e.TryGetProperty("requestPayload", out var payload) ? payload : e) switch
            {
                FunctionEvent.MailsStored stored => stored,
                FunctionEvent.Replay => throw new UnknownEventException(
                    "the message holds a replay, and no mail that came: start the replay again"
                ),
                FunctionEvent.Batch => throw new UnknownEventException(
                    "the message holds a batch job's task, and no mail that came: start the job again"
                ),
                _ => throw new UnknownEventException($"the message holds no event about stored mails; {Known}"),
            };
        }
        catch (JsonException e)
        {
            throw new UnknownEventException($"the message is no JSON: {e.Message}", e);
        }
    }

    private FunctionEvent ReadRecords(JsonElement e, JsonElement records)
    {
        var ofQueue = records
            .EnumerateArray()
            .Count(r => r.TryGetProperty("eventSource", out var source) && source.GetString() == "aws:sqs");
        return ofQueue > 0 && ofQueue == records.GetArrayLength()
            ? new FunctionEvent.Queued(Deserialize(e, NotificationJson.Default.QueueEvent).Records)
            : ReadNotification(e, records);
    }

    private FunctionEvent.MailsStored ReadNotification(JsonElement e, JsonElement records)
    {
        foreach (var record in records.EnumerateArray())
        {
            if (!record.TryGetProperty("s3", out _))
            {
                throw new UnknownEventException($"a record has the members {Members(record)}, and is not an S3 record; {Known}");
            }
        }

        var all = Deserialize(e, NotificationJson.Default.S3Event).Records;
        if (all.Exists(r => r is not { EventName.Length: > 0, S3: { Bucket.Name.Length: > 0, Object.Key.Length: > 0 } }))
        {
            throw new UnknownEventException($"a record has no eventName, bucket name or object key; {Known}");
        }

        // In events it is "ObjectCreated:Put", in a bucket's configuration and in those of some other stores "s3:ObjectCreated:Put".
        var created = all.Where(r => r.EventName.Contains("ObjectCreated:", StringComparison.Ordinal));
        return Mails(created.Select(r => new MailSource(r.S3.Bucket.Name, DecodeKey(r.S3.Object.Key))));
    }

    private FunctionEvent ReadEventBridge(JsonElement e, string? type) =>
        (type, e.GetProperty("source").GetString()) switch
        {
            ("Object Created", "aws.s3") => ReadStored(e),
            ("ACM Certificate Renewal Action Required", "aws.acm") => ReadRenewal(e),
            _ => throw new UnknownEventException($"the event is '{OutsideText.Quote(type)}' of EventBridge; {Known}"),
        };

    /// <summary>
    /// ACM waits for an answer to its mail (ACM user guide, supported-events). Nothing of the event counts but the certificate's ARN: what
    /// is done depends on what ACM says when it is asked.
    /// </summary>
    private static FunctionEvent ReadRenewal(JsonElement e)
    {
        if (e.GetProperty("detail").TryGetProperty("DomainValidationMethod", out var method) && method.GetString() != "EMAIL")
        {
            return new FunctionEvent.MailsStored([]);
        }

        return
            e.GetProperty("resources").EnumerateArray().Select(r => r.GetString()).ToList() is [{ } text]
            && CertificateArn.TryParse(text, out var certificate)
            ? new FunctionEvent.Sweep(new SweepRequest(), certificate)
            : throw new UnknownEventException($"the event does not name exactly one certificate in its resources; {Known}");
    }

    /// <summary>EventBridge has the key as it is, not URL-encoded (S3 user guide, ev-events).</summary>
    private FunctionEvent.MailsStored ReadStored(JsonElement e)
    {
        var detail = e.GetProperty("detail");
        var bucket = detail.GetProperty("bucket").GetProperty("name").GetString();
        var key = detail.GetProperty("object").GetProperty("key").GetString();
        return bucket is { Length: > 0 } && key is { Length: > 0 }
            ? Mails([new MailSource(bucket, key)])
            : throw new UnknownEventException($"the event names no bucket or no key; {Known}");
    }

    /// <summary>S3 encodes keys in its notifications and batch tasks like a form: a space is a plus (S3 user guide,
    /// notification-content-structure).</summary>
    public static string DecodeKey(string key) => WebUtility.UrlDecode(key);

    /// <summary>Whether an object is a mail, and not one of our own records, which would make a loop.</summary>
    public bool IsMail(string key) => MailKeys.IsMail(key) && !key.StartsWith(recordsPrefix, StringComparison.Ordinal);

    private FunctionEvent.MailsStored Mails(IEnumerable<MailSource> sources) => new([.. sources.Where(s => IsMail(s.Key))]);

    private static T Deserialize<T>(JsonElement e, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        e.Deserialize(type) ?? throw new JsonException("it is null");

    private static string Members(JsonElement e) =>
        e.ValueKind == JsonValueKind.Object
            ? string.Join(", ", e.EnumerateObject().Take(10).Select(p => $"'{OutsideText.Quote(p.Name)}'"))
            : "none";
}

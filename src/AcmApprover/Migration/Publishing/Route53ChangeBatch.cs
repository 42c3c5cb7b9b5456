using System.Text;
using System.Text.Json;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// The input of <c>aws route53 change-resource-record-sets --change-batch</c> (Route 53 API reference, ChangeBatch). Records are only
/// created, never overwritten: Route 53 refuses the whole batch if one of them exists.
/// </summary>
public static class Route53ChangeBatch
{
    /// <summary>The most records in one batch; Route 53 takes 1,000 changes of resource records (Route 53 quotas).</summary>
    public const int MaxRecords = 500;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The batches for records of one zone.</summary>
    public static IEnumerable<string> Write(IEnumerable<RecordToPublish> records) => records.Chunk(MaxRecords).Select(Write);

    private static string Write(RecordToPublish[] records)
    {
        using var batch = new MemoryStream();
        using (var json = new Utf8JsonWriter(batch, Options))
        {
            json.WriteStartObject();
            json.WriteString("Comment", "Validation records of AWS Certificate Manager");
            json.WriteStartArray("Changes");
            foreach (var (record, _, _) in records)
            {
                json.WriteStartObject();
                json.WriteString("Action", "CREATE");
                json.WriteStartObject("ResourceRecordSet");
                json.WriteString("Name", record.Name.Absolute);
                json.WriteString("Type", "CNAME");
                json.WriteNumber("TTL", RecordToPublish.TimeToLive);
                json.WriteStartArray("ResourceRecords");
                json.WriteStartObject();
                json.WriteString("Value", record.Target.Absolute);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(batch.ToArray()) + "\n";
    }
}

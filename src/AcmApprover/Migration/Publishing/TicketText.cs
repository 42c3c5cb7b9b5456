using System.Text;

namespace AcmApprover.Migration.Publishing;

/// <summary>The records in words, for a ticket to those who run the DNS.</summary>
public static class TicketText
{
    /// <summary>The request, with a paragraph for each record.</summary>
    public static string Write(IReadOnlyCollection<RecordToPublish> records)
    {
        var text = new StringBuilder(
            $"""
            Please create {(
                records.Count == 1 ? "this CNAME record" : $"these {records.Count} CNAME records"
            )} in the public DNS and keep {(records.Count == 1 ? "it" : "them")}.

            AWS Certificate Manager looks for them within 72 hours of the switch to DNS validation, and again before every renewal of the
            certificates. If a record is removed, the certificate expires. Names and values are complete: do not let the DNS provider append
            the domain a second time, and turn its proxy off for these records.


            """
        );
        foreach (var (record, domains, zone) in records)
        {
            text.Append($"For:   {string.Join(", ", domains)}\n");
            if (zone is not null)
            {
                text.Append($"Zone:  {zone.Apex}\n");
            }

            text.Append($"Name:  {record.Name.Absolute}\n");
            text.Append("Type:  CNAME\n");
            text.Append($"Value: {record.Target.Absolute}\n");
            text.Append($"TTL:   {RecordToPublish.TimeToLive}\n\n");
        }

        return text.ToString();
    }
}

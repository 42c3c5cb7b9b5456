using System.Text;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// Lines of a zone file in the master file format (RFC 1035, section 5), as BIND and most other name servers read it. Names are absolute,
/// so that no line depends on an <c>$ORIGIN</c>: a relative name is how <c>_x.example.com.example.com</c> comes about.
/// </summary>
public static class ZoneFileLines
{
    /// <summary>A line for each record, below a comment that names what it validates.</summary>
    public static string Write(IEnumerable<RecordToPublish> records)
    {
        var lines = new StringBuilder();
        foreach (var (record, domains, _) in records)
        {
            lines.Append($"; validates {string.Join(", ", domains)} for AWS Certificate Manager; keep it\n");
            lines.Append($"{record.Name.Absolute}\t{RecordToPublish.TimeToLive}\tIN\tCNAME\t{record.Target.Absolute}\n");
        }

        return lines.ToString();
    }
}

using System.Text;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// The table that ACM's console exports for a certificate ("Export to CSV"): DNS teams know it. No value can hold a comma or a quotation
/// mark, since all of them are parsed names.
/// </summary>
public static class AcmConsoleCsv
{
    private const string Header = "Domain Name,Record Name,Record Type,Record Value";

    /// <summary>A line for each name of a certificate; names that share a record repeat it.</summary>
    public static string Write(IEnumerable<RecordToPublish> records)
    {
        var csv = new StringBuilder(Header).Append('\n');
        foreach (var (record, domains, _) in records)
        {
            foreach (var domain in domains)
            {
                csv.Append($"{domain},{record.Name.Absolute},CNAME,{record.Target.Absolute}\n");
            }
        }

        return csv.ToString();
    }
}

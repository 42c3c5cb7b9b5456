using System.Globalization;
using AcmApprover.Estate;
using AcmApprover.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AcmApprover.Cli.Commands.Inventory;

/// <summary>An inventory as CSV (RFC 4180): a line for each certificate.</summary>
internal static class InventoryCsv
{
    private static readonly IReadOnlyList<(string Name, Func<InventoryItem, string?> Value)> Columns =
    [
        ("severity", c => RiskWords.Of(c.Severity)),
        ("reason", c => c.Reason),
        ("domain", c => c.Domain?.Value),
        ("names", c => string.Join(' ', c.Names.Select(n => n.Name))),
        ("mail_domains", c => string.Join(' ', c.Names.Select(n => n.MailDomain).Distinct())),
        ("account", c => c.Account.Value),
        ("region", c => c.Region.Value),
        ("arn", c => c.Arn.ToString()),
        ("method", c => c.Method is EstateMethod.Email ? "email" : "unknown"),
        ("status", c => Words.Of(c.Status)),
        ("renewal", c => c.Renewal is { } renewal ? Words.Of(renewal.Status) : null),
        ("key_algorithm", c => c.KeyAlgorithm),
        ("owner", c => OutsideText.Quote(c.Owner)),
        ("in_use", c => c.IsInUse ? "yes" : "no"),
        ("used_by", c => string.Join(' ', c.UsedBy)),
        ("exported", c => c.IsExported ? "yes" : "no"),
        ("expires_at", c => Time(c.ExpiresAt)),
        ("next_mail_from", c => Time(c.NextMail?.OpensAt)),
        ("next_mail_until", c => Time(c.NextMail?.ClosesAt)),
        ("ends_at", c => Time(c.EndsAt)),
        ("ignored_until", c => c.Ignored?.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Writes it.</summary>
    internal static string Write(AcmApprover.Estate.Inventory inventory)
    {
        // A tag can begin with '=': a spreadsheet shall take it for text.
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            NewLine = "\r\n",
        };
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, configuration))
        {
            foreach (var (name, _) in Columns)
            {
                csv.WriteField(name);
            }

            csv.NextRecord();
            foreach (var item in inventory.Certificates)
            {
                foreach (var (_, value) in Columns)
                {
                    csv.WriteField(value(item) ?? "");
                }

                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

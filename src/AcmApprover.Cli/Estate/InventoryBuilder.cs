using AcmApprover.Aws.Estate;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Estate;

/// <summary>Makes an inventory of what was read.</summary>
internal static class InventoryBuilder
{
    /// <summary>Judges every certificate, and puts them in order.</summary>
    internal static Inventory Build(
        ScanResult result,
        EstateCalendar calendar,
        DateTimeOffset now,
        TimeSpan soon,
        IgnoreList ignored,
        DoctorFile examined
    )
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new Inventory
        {
            TakenAt = now,
            Accounts = result.Accounts,
            Regions = result.Regions,
            Problems = result.Problems,
            Certificates =
            [
                .. result
                    .Certificates.Select(c =>
                        InventoryItem.Judge(c, calendar, now, soon, examined.Find(c)) with
                        {
                            Ignored = ignored.Find(c, today),
                        }
                    )
                    .OrderBy(c => c.Account.Value, StringComparer.Ordinal)
                    .ThenBy(c => c.Region.Value, StringComparer.Ordinal)
                    .ThenBy(c => c.Domain?.Value, StringComparer.Ordinal)
                    .ThenBy(c => c.Arn.Id),
            ],
        };
    }
}

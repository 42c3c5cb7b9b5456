using System.Globalization;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Inventory;

/// <summary>ACM's words and days, as a table and a spreadsheet have them.</summary>
internal static class Words
{
    internal static string Of(CertificateStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{status}");

    internal static string Of(RenewalStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{status}");

    internal static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

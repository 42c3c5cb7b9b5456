using System.Globalization;

namespace AcmApprover.Text;

/// <summary>Instants in the one spelling that sentences and records have.</summary>
internal static class Instant
{
    /// <summary>UTC, to the second, in ISO 8601.</summary>
    internal static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

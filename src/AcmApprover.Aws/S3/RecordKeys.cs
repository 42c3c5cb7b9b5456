using System.Globalization;

namespace AcmApprover.Aws.S3;

/// <summary>Where the objects about a mail lie in its bucket.</summary>
internal static class RecordKeys
{
    /// <summary>The key of an object about a mail.</summary>
    /// <param name="prefix">Where all of them lie.</param>
    /// <param name="mail">The mail's key.</param>
    /// <param name="time">What tells it from the first of its kind; null for that one.</param>
    /// <param name="ending">The ending of its kind.</param>
    internal static string Of(string prefix, string mail, DateTimeOffset? time, string ending) =>
        $"{prefix}{mail}{time?.UtcDateTime.ToString("'.'yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}{ending}";
}

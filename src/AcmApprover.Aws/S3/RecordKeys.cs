using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Identifiers;

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

    /// <summary>What the keys of the objects about the mail of a name begin with. A wildcard's star is no good in a key.</summary>
    internal static string OfResend(string prefix, CertificateArn certificate, DomainName name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name.Value)))[..16];
        return $"{prefix}resends/{certificate.Id}/{hash}";
    }
}

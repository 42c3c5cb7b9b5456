using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Identifiers;

namespace AcmApprover.Aws.S3;

/// <summary>Where the objects about a mail lie in its bucket.</summary>
internal static class RecordKeys
{
    /// <summary>
    /// Where what is about a mail lies: in the mail's own bucket. What is about a mail in a file lies in the bucket that is named for it,
    /// below <c>files/</c>; the hash tells apart two files of one name, and their folders stay on their computer.
    /// </summary>
    /// <param name="bucket">The mail's bucket; null for a file.</param>
    /// <param name="mail">The mail's key, or the file's path.</param>
    /// <param name="forFiles">The bucket for what is about files; null for none.</param>
    /// <returns>The bucket, and what stands for the mail in <see cref="Of"/>; null where there is no bucket.</returns>
    internal static (string Bucket, string Mail)? PlaceOf(string? bucket, string mail, string? forFiles) =>
        bucket is not null ? (bucket, mail)
        : forFiles is not null ? (forFiles, $"files/{HashOf(mail)}/{mail[(mail.LastIndexOfAny(['/', '\\']) + 1)..]}")
        : null;

    /// <summary>The key of an object about a mail.</summary>
    /// <param name="prefix">Where all of them lie.</param>
    /// <param name="mail">The mail's key.</param>
    /// <param name="time">What tells it from the first of its kind; null for that one.</param>
    /// <param name="ending">The ending of its kind.</param>
    internal static string Of(string prefix, string mail, DateTimeOffset? time, string ending) =>
        $"{prefix}{mail}{time?.UtcDateTime.ToString("'.'yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}{ending}";

    /// <summary>What the keys of the objects about the mail of a name begin with. A wildcard's star is no good in a key.</summary>
    internal static string OfResend(string prefix, CertificateArn certificate, DomainName name) =>
        $"{prefix}resends/{certificate.Id}/{HashOf(name.Value)}";

    /// <summary>Short, and the same for the same text.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

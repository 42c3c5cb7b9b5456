using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Mails;

/// <summary>A place in S3 as the operator writes it: <c>s3://bucket/key-or-prefix</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">What comes behind it; empty for the whole bucket.</param>
internal sealed record S3Place(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Reads a place; null for a path of the file system.</summary>
    /// <exception cref="CommandException">It begins like a place in S3 and names no bucket.</exception>
    internal static S3Place? Read(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = text[Scheme.Length..].Split('/', 2);
        return parts[0].Length > 0
            ? new S3Place(parts[0], parts.Length == 2 ? parts[1] : "")
            : throw CommandException.WrongUsage($"'{text}' names no bucket", "s3://bucket/key");
    }

    /// <summary>As the operator writes it.</summary>
    public override string ToString() => Key.Length == 0 ? Scheme + Bucket : $"{Scheme}{Bucket}/{Key}";
}

namespace AcmApprover.Approval.Mail;

/// <summary>Where a stored mail lies.</summary>
/// <param name="Bucket">The S3 bucket, or null for a file.</param>
/// <param name="Key">The object's key as S3 knows it (not URL-encoded), or the file's path.</param>
public sealed record MailSource(string? Bucket, string Key)
{
    /// <summary><c>s3://bucket/key</c>, or the path.</summary>
    public override string ToString() => Bucket is null ? Key : $"s3://{Bucket}/{Key}";
}

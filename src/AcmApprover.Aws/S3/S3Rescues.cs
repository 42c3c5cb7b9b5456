using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.S3;
using Amazon.S3.Model;

namespace AcmApprover.Aws.S3;

/// <summary>The mails that were sent to another domain than the certificate's own, as small objects beside the records.</summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket of the function's settings: not one that an event names.</param>
/// <param name="prefix">Where the approver's records are in it.</param>
public sealed class S3Rescues(IAmazonS3 s3, string bucket, string prefix) : IRescues
{
    private const string Service = "S3";

    /// <summary>Longer than any note.</summary>
    private const int SizeLimit = 4096;

    /// <inheritdoc/>
    public async Task<Rescue?> FindAsync(CertificateArn certificate, DomainName name, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = KeyOf(certificate, name) };
        try
        {
            return await AwsCalls.RunAsync(Service, token => ReadAsync(request, token), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <summary>Notes that a mail is about to be sent.</summary>
    /// <exception cref="TemporarilyUnavailableException">S3 throttles, is down or out of reach.</exception>
    public Task KeepAsync(Rescue rescue, CancellationToken cancellationToken)
    {
        var note = new Note(rescue.Certificate.ToString(), rescue.Name.Value, rescue.MailDomain.Value, rescue.SentAt);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(rescue.Certificate, rescue.Name),
            ContentType = "application/json",
            ContentBody = JsonSerializer.Serialize(note, RescueJson.Default.Note),
        };
        return AwsCalls.RunAsync(Service, token => s3.PutObjectAsync(request, token), cancellationToken);
    }

    private string KeyOf(CertificateArn certificate, DomainName name) =>
        $"{RecordKeys.OfResend(prefix, certificate, name)}.rescue.json";

    private async Task<Rescue?> ReadAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        using var stored = await s3.GetObjectAsync(request, cancellationToken);
        if (stored.ContentLength > SizeLimit)
        {
            return null;
        }

        try
        {
            var note = await JsonSerializer.DeserializeAsync(stored.ResponseStream, RescueJson.Default.Note, cancellationToken);
            return
                note is not null
                && CertificateArn.TryParse(note.CertificateArn, out var certificate)
                && DomainName.TryParse(note.Name, out var name)
                && DomainName.TryParse(note.MailDomain, out var mailDomain)
                ? new Rescue(certificate, name, mailDomain, note.SentAt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="CertificateArn">The certificate.</param>
    /// <param name="Name">The name.</param>
    /// <param name="MailDomain">Where the mail went.</param>
    /// <param name="SentAt">When.</param>
    internal sealed record Note(string? CertificateArn, string? Name, string? MailDomain, DateTimeOffset SentAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(S3Rescues.Note))]
internal sealed partial class RescueJson : JsonSerializerContext;

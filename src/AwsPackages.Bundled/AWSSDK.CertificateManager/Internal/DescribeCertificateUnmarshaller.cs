using System.Net;
using System.Text.Json;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Bundled;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CertificateManager.Internal;

/// <summary>The answer in AWS JSON 1.1. A member that is not known is passed over, a missing one stays null.</summary>
internal sealed class DescribeCertificateUnmarshaller : JsonResponseUnmarshaller
{
    internal static readonly DescribeCertificateUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var json = JsonDocument.Parse(input.Stream);
        return new DescribeCertificateResponse { Certificate = Read(json.RootElement, "Certificate", Certificate) };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var e = JsonErrors.Read(input, innerException, statusCode);
        return e.Code switch
        {
            "InvalidArnException" => new InvalidArnException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
            "ResourceNotFoundException" =>
                new ResourceNotFoundException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
            _ => new AmazonCertificateManagerException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        };
    }

    private static CertificateDetail Certificate(JsonElement json) => new()
    {
        CertificateArn = Text(json, "CertificateArn"),
        DomainName = Text(json, "DomainName"),
        SubjectAlternativeNames = Texts(json, "SubjectAlternativeNames"),
        Status = Text(json, "Status"),
        Type = Text(json, "Type"),
        FailureReason = Text(json, "FailureReason"),
        DomainValidationOptions = List(json, "DomainValidationOptions", Validation),
        RenewalSummary = Read(json, "RenewalSummary", Renewal),
        RenewalEligibility = Text(json, "RenewalEligibility"),
        KeyAlgorithm = Text(json, "KeyAlgorithm"),
        InUseBy = Texts(json, "InUseBy"),
        CreatedAt = Time(json, "CreatedAt"),
        IssuedAt = Time(json, "IssuedAt"),
        NotBefore = Time(json, "NotBefore"),
        NotAfter = Time(json, "NotAfter"),
    };

    private static DomainValidation Validation(JsonElement json) => new()
    {
        DomainName = Text(json, "DomainName"),
        ValidationDomain = Text(json, "ValidationDomain"),
        ValidationEmails = Texts(json, "ValidationEmails"),
        ValidationMethod = Text(json, "ValidationMethod"),
        ValidationStatus = Text(json, "ValidationStatus"),
        ResourceRecord = Read(json, "ResourceRecord", Record),
    };

    private static RenewalSummary Renewal(JsonElement json) => new()
    {
        RenewalStatus = Text(json, "RenewalStatus"),
        DomainValidationOptions = List(json, "DomainValidationOptions", Validation),
        RenewalStatusReason = Text(json, "RenewalStatusReason"),
        UpdatedAt = Time(json, "UpdatedAt"),
    };

    private static ResourceRecord Record(JsonElement json) => new()
    {
        Name = Text(json, "Name"),
        Type = Text(json, "Type"),
        Value = Text(json, "Value"),
    };

    private static T Read<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : class =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? read(member) : null;

    private static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? [.. member.EnumerateArray().Select(read)]
            : null;

    private static List<string> Texts(JsonElement json, string name) => List(json, name, item => item.GetString());

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;

    /// <summary>The protocol writes times as seconds since 1970, with a fraction.</summary>
    private static DateTime? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
            ? DateTime.UnixEpoch.AddSeconds(member.GetDouble())
            : null;
}

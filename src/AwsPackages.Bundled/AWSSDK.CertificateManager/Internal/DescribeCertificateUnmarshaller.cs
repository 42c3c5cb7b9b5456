using System.Net;
using System.Text.Json;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

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
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var e = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return e.Code switch
        {
            "InvalidArnException" => new InvalidArnException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
            "ResourceNotFoundException" => new ResourceNotFoundException(
                e.Message,
                innerException,
                e.Type,
                e.Code,
                e.RequestId,
                statusCode
            ),
            _ => new AmazonCertificateManagerException(e.Message, innerException, e.Type, e.Code, e.RequestId, statusCode),
        };
    }

    private static CertificateDetail Certificate(JsonElement json) =>
        new()
        {
            CertificateArn = Text(json, "CertificateArn"),
            Status = Text(json, "Status"),
            DomainValidationOptions = List(json, "DomainValidationOptions", Validation),
            RenewalSummary = Read(json, "RenewalSummary", Renewal),
        };

    private static DomainValidation Validation(JsonElement json) =>
        new()
        {
            DomainName = Text(json, "DomainName"),
            ValidationEmails = Texts(json, "ValidationEmails"),
            ValidationMethod = Text(json, "ValidationMethod"),
            ValidationStatus = Text(json, "ValidationStatus"),
        };

    private static RenewalSummary Renewal(JsonElement json) =>
        new() { RenewalStatus = Text(json, "RenewalStatus"), DomainValidationOptions = List(json, "DomainValidationOptions", Validation) };

    private static T Read<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : class => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? read(member) : null;

    private static List<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? [.. member.EnumerateArray().Select(read)]
            : null;

    private static List<string> Texts(JsonElement json, string name) => List(json, name, item => item.GetString());

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;
}

using System.Globalization;
using System.Text.Json;
using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Code;

/// <summary>
/// What a Terraform state says of ACM certificates. A state holds secrets: nothing of it is read but the type, the address, <c>arn</c> and
/// <c>validation_method</c> of <c>aws_acm_certificate</c>, and no message quotes it.
/// </summary>
public static class TerraformState
{
    private const string CertificateType = "aws_acm_certificate";

    /// <summary>
    /// Reads the JSON of <c>terraform show -json</c> (Terraform, "JSON output format", of a state or a plan) or a state file of version 4.
    /// </summary>
    /// <returns>The certificates; null if it is neither.</returns>
    public static IReadOnlyList<TerraformCertificate>? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            return Member(root, "prior_state") is { } prior ? Shown(prior)
                : Member(root, "values") is not null || Member(root, "format_version") is not null ? Shown(root)
                : Member(root, "resources") is { ValueKind: JsonValueKind.Array } resources && Member(root, "version") is not null
                    ? [.. Stored(resources)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null if there is none.</summary>
    internal static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>A member that is a text; null if there is none.</summary>
    internal static string? Text(JsonElement? element, string name) =>
        element is { } parent && Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The certificate in the attributes of a resource; null if they name none, as before it is created.</summary>
    internal static TerraformCertificate? Certificate(string address, JsonElement? attributes) =>
        CertificateArn.TryParse(Text(attributes, "arn"), out var arn)
            ? new TerraformCertificate(address, arn, Text(attributes, "validation_method"))
            : null;

    /// <summary>Whether a resource is a certificate that Terraform manages, and does not only read.</summary>
    internal static bool IsCertificate(JsonElement resource) =>
        Text(resource, "type") == CertificateType && Text(resource, "mode") is null or "managed";

    private static List<TerraformCertificate> Shown(JsonElement state)
    {
        List<TerraformCertificate> found = [];
        var modules = new Stack<JsonElement>();
        if (Member(state, "values") is { } values && Member(values, "root_module") is { } rootModule)
        {
            modules.Push(rootModule);
        }

        while (modules.TryPop(out var module))
        {
            foreach (var resource in Items(module, "resources").Where(IsCertificate))
            {
                if (Certificate(Text(resource, "address") ?? CertificateType, Member(resource, "values")) is { } certificate)
                {
                    found.Add(certificate);
                }
            }

            foreach (var child in Items(module, "child_modules"))
            {
                modules.Push(child);
            }
        }

        return found;
    }

    private static IEnumerable<TerraformCertificate> Stored(JsonElement resources) =>
        from resource in resources.EnumerateArray()
        where IsCertificate(resource)
        from instance in Items(resource, "instances")
        let certificate = Certificate(AddressOf(resource, instance), Member(instance, "attributes"))
        where certificate is not null
        select certificate;

    private static string AddressOf(JsonElement resource, JsonElement instance)
    {
        var module = Text(resource, "module") is { } prefix ? prefix + "." : "";
        var index = Member(instance, "index_key") switch
        {
            { ValueKind: JsonValueKind.String } key => $"[\"{key.GetString()}\"]",
            { ValueKind: JsonValueKind.Number } number => string.Create(CultureInfo.InvariantCulture, $"[{number.GetInt32()}]"),
            _ => "",
        };
        return $"{module}{CertificateType}.{Text(resource, "name")}{index}";
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}

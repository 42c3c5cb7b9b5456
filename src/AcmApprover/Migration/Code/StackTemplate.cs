using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Migration.Code;

/// <summary>Reads certificates out of CloudFormation templates, in YAML or JSON, which is YAML too.</summary>
public static class StackTemplate
{
    private const string CertificateType = "AWS::CertificateManager::Certificate";

    /// <summary>More than any template of CloudFormation has (1 MB); it bounds what aliases of YAML can multiply.</summary>
    private const int MaxLength = 1_000_000;

    /// <summary>The certificate with a name in a template; null if the template has none of that name, or cannot be read.</summary>
    public static TemplateCertificate? Find(string template, string logicalId)
    {
        if (
            template.Length <= MaxLength
            && Root(template) is { } root
            && Member(root, "Resources") is YamlMappingNode resources
            && Member(resources, logicalId) is YamlMappingNode resource
            && Scalar(resource, "Type") == CertificateType
        )
        {
            var properties = Member(resource, "Properties") as YamlMappingNode;
            return new TemplateCertificate(
                TemplateCertificate
                    .CreateOnlyNames.Select(name => (name, Value: properties is null ? null : Member(properties, name)))
                    .Where(property => property.Value is not null)
                    .ToDictionary(property => property.name, property => Canonical(property.Value!)),
                Scalar(resource, "DeletionPolicy") == "Retain" && Scalar(resource, "UpdateReplacePolicy") == "Retain"
            );
        }

        return null;
    }

    private static YamlMappingNode? Root(string template)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(template));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }] ? root : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static YamlNode? Member(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var member) ? member : null;

    private static string? Scalar(YamlMappingNode node, string name) => (Member(node, name) as YamlScalarNode)?.Value;

    /// <summary>
    /// A value without the freedom that YAML has: <c>!Ref x</c> is <c>{Ref: x}</c>, and the order of members does not matter
    /// (CloudFormation, "Intrinsic functions").
    /// </summary>
    private static string Canonical(YamlNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(YamlNode node, StringBuilder text)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value is ['!', not '!', ..] tag)
        {
            text.Append('{').Append(tag is "!Ref" or "!Condition" ? tag[1..] : $"Fn::{tag[1..]}").Append(": ");
            WriteUntagged(node, text, isAttribute: tag == "!GetAtt");
            text.Append('}');
            return;
        }

        WriteUntagged(node, text, isAttribute: false);
    }

    private static void WriteUntagged(YamlNode node, StringBuilder text, bool isAttribute)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { } value } when isAttribute && value.Split('.', 2) is [var resource, var attribute]:
                text.Append($"[\"{resource}\", \"{attribute}\"]");
                break;
            case YamlScalarNode scalar:
                text.Append('"')
                    .Append(scalar.Value?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                    .Append('"');
                break;
            case YamlSequenceNode sequence:
                text.Append('[');
                WriteAll(sequence.Children, text, item => Write(item, text));
                text.Append(']');
                break;
            case YamlMappingNode mapping:
                text.Append('{');
                WriteAll(
                    mapping.Children.OrderBy(member => (member.Key as YamlScalarNode)?.Value, StringComparer.Ordinal),
                    text,
                    member =>
                    {
                        text.Append((member.Key as YamlScalarNode)?.Value).Append(": ");
                        Write(member.Value, text);
                    }
                );
                text.Append('}');
                break;
        }
    }

    private static void WriteAll<T>(IEnumerable<T> items, StringBuilder text, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
            {
                text.Append(", ");
            }

            isFirst = false;
            write(item);
        }
    }
}

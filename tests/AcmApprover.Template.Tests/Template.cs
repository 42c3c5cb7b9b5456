using System.Globalization;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

/// <summary>The templates as they are written, before anything translates them.</summary>
internal static class Template
{
    public static YamlNode Main { get; } = Read("template.yaml");

    public static YamlNode MemberAccount { get; } = Read("member-account.yaml");

    /// <summary>The node below, by the keys of mappings and the indices of sequences; fails if it is not there.</summary>
    public static YamlNode At(this YamlNode node, params string[] path) =>
        path.Aggregate(
            node,
            (at, step) => at is YamlSequenceNode sequence ? sequence.Children[int.Parse(step, CultureInfo.InvariantCulture)] : at[step]
        );

    public static IEnumerable<YamlNode> Children(this YamlNode node) => ((YamlSequenceNode)node).Children;

    public static IEnumerable<string> Keys(this YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(Text);

    public static string Text(this YamlNode node) => ((YamlScalarNode)node).Value!;

    public static bool Has(this YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(key);

    /// <summary>The one text of a node, or its list of them: IAM lets an action be either.</summary>
    public static IEnumerable<string> TextOrTexts(this YamlNode node) =>
        node is YamlSequenceNode sequence ? sequence.Children.Select(Text) : [node.Text()];

    /// <summary>The mappings below a node, itself included.</summary>
    public static IEnumerable<YamlMappingNode> Mappings(this YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    private static YamlNode Read(string name)
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(RepositoryFiles.PathOf(name));
        yaml.Load(file);
        return yaml.Documents.Single().RootNode;
    }
}

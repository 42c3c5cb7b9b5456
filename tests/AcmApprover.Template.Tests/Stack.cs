using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>The template's stack as moto made it, and the template that was left for it.</summary>
internal sealed class Stack
{
    public const string Region = "eu-west-1";

    private readonly JsonNode made;

    private Stack(JsonNode made) => this.made = made;

    public string Status => made["status"]!.GetValue<string>();

    public string FunctionArn => made["functionArn"]!.GetValue<string>();

    /// <summary>The function's environment variables.</summary>
    public Dictionary<string, string> Settings => made["settings"].Deserialize<Dictionary<string, string>>()!;

    public Dictionary<string, string> Outputs => made["outputs"].Deserialize<Dictionary<string, string>>()!;

    /// <summary>The physical ids of what was made, by logical ones.</summary>
    public Dictionary<string, string> PhysicalIds => made["resources"].Deserialize<Dictionary<string, string>>()!;

    /// <summary>The types of resources that were not given to moto, which does not make them.</summary>
    public string[] LeftOut => made["leftOut"].Deserialize<string[]>()!;

    public static Stack Create(MotoServer moto, Dictionary<string, string> parameters)
    {
        using var archive = new TemporaryArchive();
        return new Stack(StackProgram.Create(parameters, Region, moto.Endpoint, archive.Path));
    }

    /// <summary>What the template says of its only resource of a type.</summary>
    public JsonNode PropertiesOf(string type) => Assert.Single(AllPropertiesOf(type));

    /// <summary>What the template says of each resource of a type.</summary>
    public JsonNode[] AllPropertiesOf(string type) =>
        [
            .. made["template"]!["Resources"]!
                .AsObject()
                .Where(each => each.Value!["Type"]!.GetValue<string>() == type)
                .Select(each => each.Value!["Properties"]!),
        ];

    /// <summary>The physical id of the resource that a <c>Fn::GetAtt</c> asks for this attribute.</summary>
    public string OwnerOf(JsonNode reference, string attribute)
    {
        Assert.Equal(attribute, reference["Fn::GetAtt"]![1]!.GetValue<string>());
        return PhysicalIds[reference["Fn::GetAtt"]![0]!.GetValue<string>()];
    }

    /// <summary>A function's archive that is never run.</summary>
    private sealed class TemporaryArchive : IDisposable
    {
        public TemporaryArchive()
        {
            using var archive = ZipFile.Open(Path, ZipArchiveMode.Create);
            archive.CreateEntry("bootstrap");
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");

        public void Dispose() => File.Delete(Path);
    }
}

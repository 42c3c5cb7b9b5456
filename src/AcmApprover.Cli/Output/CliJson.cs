using System.Text.Json.Serialization;
using AcmApprover.Cli.Inspect;

namespace AcmApprover.Cli.Output;

/// <summary>What the commands write and read as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Inspection))]
internal sealed partial class CliJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Cli.Commands.Explain;
using AcmApprover.Cli.Commands.Inspect;
using AcmApprover.Cli.Commands.Migrate;
using AcmApprover.Cli.Commands.Probe;
using AcmApprover.Cli.Commands.Report;
using AcmApprover.Cli.Commands.Resend;
using AcmApprover.Cli.Estate;

namespace AcmApprover.Cli.Terminal;

/// <summary>What the commands write and read as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorLine))]
[JsonSerializable(typeof(DoctorRecord))]
[JsonSerializable(typeof(StackRecord))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(Inspection))]
[JsonSerializable(typeof(LineRecord))]
[JsonSerializable(typeof(PageInspection))]
[JsonSerializable(typeof(ProbeLine))]
[JsonSerializable(typeof(ReportWritten))]
[JsonSerializable(typeof(ResendEntry))]
internal sealed partial class CliJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>A demo as JSON Lines; <c>type</c> tells what a line is.</summary>
internal sealed class DemoJsonReport(TextWriter output) : IDemoReport
{
    public void Start(string function)
    {
        // The first line is the first mail's.
    }

    public void Begin(Scene scene)
    {
        // Each mail names its scene.
    }

    public void Handled(Scene scene, SceneMail mail, Decision decision, string? problem) =>
        Write(
            new DemoLine.Mail(
                scene.Title,
                new DemoLine.Must(
                    mail.Expected.Outcome,
                    mail.Expected.Severity is { } severity ? Names.Of(severity) : null,
                    [.. mail.Expected.Reasons.Select(r => RuleBook.Of(r).Code)]
                ),
                decision,
                problem is null
            )
        );

    public void End(DemoEnd end)
    {
        foreach (var notice in end.Notices)
        {
            Write(new DemoLine.Notification(notice));
        }

        foreach (var certificate in end.Certificates)
        {
            Write(
                new DemoLine.Certificate(
                    certificate.Certificate.Arn,
                    certificate.Certificate.Names,
                    certificate.Before,
                    certificate.After,
                    certificate.IsAsExpected
                )
            );
        }

        Write(new DemoLine.Summary(end.Problems.Count == 0, end.Mails, (long)end.Duration.TotalMilliseconds, end.Problems));
    }

    private void Write(DemoLine line) => output.WriteLine(JsonSerializer.Serialize(line, DemoJson.Default.DemoLine));
}

/// <summary>A line of <c>demo --json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Mail), "mail")]
[JsonDerivedType(typeof(Notification), "notification")]
[JsonDerivedType(typeof(Certificate), "certificate")]
[JsonDerivedType(typeof(Summary), "summary")]
internal abstract record DemoLine
{
    private DemoLine() { }

    internal sealed record Must(Outcome Outcome, string? Severity, IReadOnlyList<string> Reasons);

    internal sealed record Mail(string Scene, Must Expected, Decision Decision, bool IsAsExpected) : DemoLine;

    internal sealed record Notification(string Title) : DemoLine;

    internal sealed record Certificate(string Arn, string Names, string Before, string After, bool IsAsExpected) : DemoLine;

    internal sealed record Summary(bool IsAsExpected, int Mails, long DurationMs, IReadOnlyList<string> Problems) : DemoLine;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DemoLine))]
internal sealed partial class DemoJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Migration;

namespace AcmApprover.Cli.Commands.Demo.Migrating;

/// <summary>A demo of a migration as JSON Lines; <c>type</c> tells what a line is.</summary>
internal sealed class MigrationLines(TextWriter output) : IMigrationReport
{
    private IReadOnlyList<string> command = [];

    public void Start(int certificates, int accounts)
    {
        // The first line is the first command's.
    }

    public void Begin(string title, IReadOnlyList<string> arguments) => command = arguments;

    public void Ran(MigrationStep step) =>
        Write(new MigrationLine.Command(["acm-approver", .. command], step.ExitCode, (long)step.Duration.TotalMilliseconds));

    public void Planned(MigrationPlan plan)
    {
        foreach (var entry in plan.Certificates.Where(entry => entry.Obstacles.Count > 0))
        {
            Write(new MigrationLine.Obstacles(entry.Certificate.ToString(), [.. entry.Obstacles.Select(obstacle => obstacle.Code)]));
        }
    }

    public void End(IReadOnlyList<MigratedLine> lines, TimeSpan duration, IReadOnlyList<string> problems)
    {
        var done = lines.Count(line => line.IsSwitched);
        Write(
            new MigrationLine.Summary(problems.Count == 0, lines.Count, done, (long)duration.TotalMilliseconds, problems)
        );
    }

    private void Write(MigrationLine line) => output.WriteLine(JsonSerializer.Serialize(line, MigrationLineJson.Default.MigrationLine));
}

/// <summary>A line of <c>demo --migrate --json</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Command), "command")]
[JsonDerivedType(typeof(Obstacles), "obstacles")]
[JsonDerivedType(typeof(Summary), "summary")]
internal abstract record MigrationLine
{
    private MigrationLine() { }

    internal sealed record Command(IReadOnlyList<string> Arguments, int ExitCode, long DurationMs) : MigrationLine;

    internal sealed record Obstacles(string CertificateArn, IReadOnlyList<string> Codes) : MigrationLine;

    internal sealed record Summary(bool IsAsExpected, int Certificates, int Switched, long DurationMs, IReadOnlyList<string> Problems)
        : MigrationLine;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MigrationLine))]
internal sealed partial class MigrationLineJson : JsonSerializerContext;

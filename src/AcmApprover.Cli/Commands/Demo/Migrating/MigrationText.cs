using AcmApprover.Migration;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Demo.Migrating;

/// <summary>A demo of a migration for a person.</summary>
internal sealed class MigrationText(IAnsiConsole console) : IMigrationReport
{
    public void Start(int certificates, int accounts) =>
        console.MarkupLineInterpolated(
            $"""
            ACM, Route 53, STS, CloudFormation and the public DNS are simulated on this machine.
            {certificates} certificates in {accounts} accounts are validated by e-mail; 14 have something in their way, and 6 only seem to.

            """
        );

    public void Begin(string title, IReadOnlyList<string> arguments)
    {
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        console.MarkupLineInterpolated($"  [grey]acm-approver {string.Join(' ', arguments)}[/]");
    }

    public void Ran(MigrationStep step) =>
        console.MarkupLineInterpolated($"  {Words(step)} ({step.Duration.TotalSeconds:0.0} seconds)");

    public void Planned(MigrationPlan plan)
    {
        foreach (var entry in plan.Certificates.Where(entry => entry.Obstacles.Count > 0))
        {
            var obstacle = entry.Obstacles[0];
            console.MarkupLineInterpolated($"    {entry.Domains[0].Value,-36} {obstacle.Code}: {obstacle.Seen}");
        }
    }

    public void End(IReadOnlyList<MigratedLine> lines, TimeSpan duration, IReadOnlyList<string> problems)
    {
        var done = lines.Count(line => line.IsSwitched);
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"{done} of {lines.Count} certificates are validated by DNS, under the same ARN. The others wait for you:"
        );
        foreach (var (line, _) in lines.Where(line => !line.IsSwitched))
        {
            console.MarkupLineInterpolated($"  {line.Name,-36} {line.Expected}");
        }

        console.WriteLine();
        foreach (var problem in problems)
        {
            console.MarkupLineInterpolated($"[red]wrong[/]: {problem}");
        }

        console.MarkupLine(
            problems.Count == 0
                ? $"[green]All as expected[/]: {duration.TotalSeconds:0} seconds."
                : $"[red]Not as expected[/]: {problems.Count} of the above; {duration.TotalSeconds:0} seconds."
        );
    }

    private static string Words(MigrationStep step)
    {
        var (created, started, done) = (Begins(step, "created"), Ends(step, ": started"), Begins(step, "done"));
        return created > 0 ? $"{created} records created"
            : started > 0 ? $"{started} started"
            : done > 0 ? $"{done} done"
            : "done";
    }

    private static int Begins(MigrationStep step, string word) =>
        step.Lines.Count(line => line.StartsWith(word, StringComparison.Ordinal));

    private static int Ends(MigrationStep step, string word) => step.Lines.Count(line => line.EndsWith(word, StringComparison.Ordinal));
}

using System.Globalization;
using AcmApprover.Migration;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>A plan for a person to read.</summary>
internal static class PlanTable
{
    internal static void Write(IAnsiConsole console, MigrationPlan plan)
    {
        foreach (var group in plan.Certificates.GroupBy(entry => (entry.Action == PlanAction.Skip, entry.Batch)))
        {
            console.MarkupLineInterpolated($"[bold]{Title(group.Key.Item1, group.Key.Batch)}[/]");
            foreach (var entry in group)
            {
                Write(console, entry);
            }

            console.WriteLine();
        }
    }

    private static string Place(PlanRecord record) =>
        record.HostedZoneId is { } id ? $"{record.Provider} {id}" : record.Provider;

    private static string Title(bool isSkipped, int? batch) =>
        isSkipped ? "not switched"
        : batch is 0 ? "canaries: one for each account and zone provider"
        : string.Create(CultureInfo.InvariantCulture, $"batch {batch}");

    private static void Write(IAnsiConsole console, PlanEntry entry)
    {
        console.MarkupLineInterpolated($"  {string.Join(", ", entry.Domains)}  [grey]{entry.Certificate}[/]");
        if (entry.NextMail is { } mail)
        {
            console.MarkupLineInterpolated($"    next mail {mail:yyyy-MM-dd}");
        }

        foreach (var record in entry.Records)
        {
            console.MarkupLineInterpolated(
                $"    {record.Name?.Value ?? "record not known yet"} in {record.Zone?.Value ?? "an unknown zone"} ({Place(record)})"
            );
        }

        foreach (var obstacle in entry.Obstacles)
        {
            console.MarkupLineInterpolated($"    [yellow]{obstacle.Code}[/]: {obstacle.Seen} → {obstacle.ToDo}");
        }
    }
}

using System.Text.Json;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>Writes how far certificates are.</summary>
internal static class LineText
{
    internal static void Write(CommandHost host, IAnsiConsole console, LineRecord line, bool isJson)
    {
        if (isJson)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(line, CliJson.Default.LineRecord));
            return;
        }

        console.MarkupLineInterpolated($"[bold]{line.State,-12}[/] {string.Join(", ", line.Domains)}  [grey]{line.CertificateArn}[/]");
        if (line.Problem is { } problem)
        {
            console.MarkupLineInterpolated($"             {problem}");
        }

        if (line.HoursLeft is { } hours)
        {
            console.MarkupLineInterpolated($"             {hours:0.0} hours left");
        }

        if (line.IsFallBack)
        {
            console.MarkupLineInterpolated($"             by DescribeCertificate, which may describe the first validation");
        }

        foreach (var record in line.Records)
        {
            console.MarkupLineInterpolated($"             {record.Found}: {record.Seen}{(record.ToDo is { } toDo ? $" → {toDo}" : "")}");
        }
    }
}

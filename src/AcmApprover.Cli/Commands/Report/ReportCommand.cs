using System.CommandLine;
using System.Text.Json;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Report;

/// <summary><c>acm-approver report</c>: an inventory as one page for people who have no command line.</summary>
internal sealed class ReportCommand : OperatorCommand
{
    private readonly CommandHost host;

    private readonly Option<string> inventory = new("--inventory")
    {
        Description = "The inventory, as acm-approver inventory --output json=FILE wrote it.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> output = new("--output")
    {
        Description = "Where the page goes; - for standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "estate.html",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print what was written as one JSON object." };

    internal ReportCommand(CommandHost host)
        : base(
            "report",
            "Write an inventory as one HTML file, with a timeline and a to-do list for each owner. It fetches nothing and can be mailed.",
            """
            acm-approver report --inventory estate.json
            acm-approver report --inventory estate.json --output friday.html
            """
        )
    {
        this.host = host;
        foreach (var option in (Option[])[inventory, output, json])
        {
            Add(option);
        }

        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (file, isJson) = (parsed.GetValue(output)!, parsed.GetValue(json));
        if (file == "-" && isJson)
        {
            throw CommandException.WrongUsage(
                "the page and --json both go to standard output",
                "give the page a file: --output estate.html"
            );
        }

        var read = await InventoryFile.ReadAsync(parsed.GetValue(inventory)!, cancellationToken);
        var page = await ReportPage.RenderAsync(ReportModel.Of(read, EstateCalendar.Current, host.Time.GetUtcNow()));
        if (file == "-")
        {
            await host.Output.WriteAsync(page);
            return ExitCode.Done;
        }

        await File.WriteAllTextAsync(file, page, cancellationToken);
        var written = new ReportWritten(Path.GetFullPath(file), read.Counted.Count());
        await host.Output.WriteLineAsync(
            isJson
                ? JsonSerializer.Serialize(written, CliJson.Default.ReportWritten)
                : $"{file}: {written.Certificates} certificates as of {read.TakenAt:yyyy-MM-dd HH:mm} UTC"
        );
        return ExitCode.Done;
    }
}

/// <summary>What was written.</summary>
/// <param name="File">The page.</param>
/// <param name="Certificates">How many certificates it shows.</param>
internal sealed record ReportWritten(string File, int Certificates);

using System.CommandLine;
using System.Text.Json;
using AcmApprover.Cli.Commands.Migrate;
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

    private readonly Option<string?> plan = new("--plan")
    {
        Description = "A plan of acm-approver migrate: the page then also shows how far its certificates are on the way to DNS validation.",
        HelpName = "PLAN",
    };

    private readonly Option<string?> status = new("--status")
    {
        Description = "What acm-approver migrate status PLAN --json said: what is started and what is done. Only with --plan.",
        HelpName = "FILE",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print what was written as one JSON object." };

    internal ReportCommand(CommandHost host)
        : base(
            "report",
            "Write an inventory as one HTML file, with a timeline and a to-do list for each owner. It fetches nothing and can be mailed.",
            """
            acm-approver report --inventory estate.json
            acm-approver report --inventory estate.json --output friday.html
            acm-approver report --inventory estate.json --plan plan.json --status status.jsonl
            """
        )
    {
        this.host = host;
        foreach (var option in (Option[])[inventory, output, plan, status, json])
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
        var model = ReportModel.Of(read, EstateCalendar.Current, host.Time.GetUtcNow());
        var page = await ReportPage.RenderAsync(model with { Migration = await MigrationAsync(parsed, read, cancellationToken) });
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

    private async Task<ReportMigration?> MigrationAsync(
        ParseResult parsed,
        AcmApprover.Estate.Inventory read,
        CancellationToken cancellationToken
    )
    {
        var (path, said) = (parsed.GetValue(plan), parsed.GetValue(status));
        if (path is null)
        {
            return said is null
                ? null
                : throw CommandException.WrongUsage("--status says how far a plan is", "give the plan as well: --plan PLAN");
        }

        Dictionary<string, LineRecord> lines = new(StringComparer.Ordinal);
        foreach (var line in said is null ? [] : await StatusFile.ReadAsync(said, cancellationToken))
        {
            lines[line.CertificateArn] = line;
        }

        return ReportMigration.Of(await PlanFile.ReadAsync(path, cancellationToken), lines, read);
    }
}

/// <summary>What was written.</summary>
/// <param name="File">The page.</param>
/// <param name="Certificates">How many certificates it shows.</param>
internal sealed record ReportWritten(string File, int Certificates);

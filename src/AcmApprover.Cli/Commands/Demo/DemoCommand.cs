using System.CommandLine;
using AcmApprover.Cli.Commands.Demo.Migrating;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary><c>acm-approver demo</c>: the whole system on this machine.</summary>
internal sealed class DemoCommand : OperatorCommand
{
    private const string WhereToGetOne =
        "give one with --function: each release has it as an archive, and a build of the solution as bootstrap.dll";

    // The managed one of a build or an installed tool, or the native one of a release's archive.
    private static readonly string[] besideThisProgram =
    [
        Path.Combine(AppContext.BaseDirectory, "bootstrap.dll"),
        Path.Combine(AppContext.BaseDirectory, "bootstrap"),
    ];

    private readonly CommandHost host;

    private readonly Option<string?> function = new("--function")
    {
        Description = "Another executable of the function, such as the native one; by default the one beside this tool.",
        HelpName = "PATH",
    };

    private readonly Option<bool> migrate = new("--migrate")
    {
        Description = "Take 200 certificates in five accounts from e-mail to DNS validation instead.",
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Print a JSON object for each mail, notification and certificate, and the end (JSON Lines).",
    };

    private readonly Option<bool> estate = new("--estate")
    {
        Description = "Show the commands for an estate instead: 60 certificates in 3 accounts, from the inventory to the report.",
    };

    private readonly Option<string?> output = new("--output")
    {
        Description = "With --estate: where the report goes, to be looked at afterwards. Without it, it is not kept.",
        HelpName = "FILE",
    };

    internal DemoCommand(CommandHost host)
        : base(
            "demo",
            "Show the whole system on this machine: AWS simulated on loopback, the real function in the middle, and what becomes of "
                + "sample mails.",
            """
            acm-approver demo
            acm-approver demo --estate --output estate.html
            acm-approver demo --function ./publish/bootstrap
            acm-approver demo --migrate
            """
        )
    {
        this.host = host;
        Add(function);
        Add(migrate);
        Add(json);
        Add(estate);
        Add(output);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isEstate = parsed.GetValue(estate);
        if (isEstate ? parsed.GetValue(json) : parsed.GetValue(output) is not null)
        {
            throw CommandException.WrongUsage(
                isEstate ? "--estate has no JSON" : "--output is for --estate",
                "acm-approver demo --estate --output estate.html"
            );
        }

        if (parsed.GetValue(migrate))
        {
            return isEstate
                ? throw CommandException.WrongUsage("--estate and --migrate are two demos", "give one of them")
                : await ShowMigrationAsync(parsed.GetValue(json), cancellationToken);
        }

        var path =
            parsed.GetValue(function)
            ?? Array.Find(besideThisProgram, File.Exists)
            ?? throw new CommandException("there is no function beside this program", WhereToGetOne);
        if (!File.Exists(path))
        {
            throw new CommandException($"there is no function at {path}", WhereToGetOne);
        }

        if (isEstate)
        {
            return await ShowEstateAsync(path, parsed.GetValue(output), cancellationToken);
        }

        IDemoReport report = parsed.GetValue(json) ? new DemoJsonReport(host.Output) : new DemoReport(host.CreateScreen());
        await using var world = await SimulatedWorld.StartAsync(cancelled: cancellationToken);
        var demo = DemoWorld.Set(world, host.Time.GetUtcNow());
        report.Start(path);
        await using var process = world.StartFunction(path, demo.Settings);
        var problems = await new DemoRun(world, process, demo, report).RunAsync(cancellationToken);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task<int> ShowMigrationAsync(bool isJson, CancellationToken cancellationToken)
    {
        IMigrationReport report = isJson ? new MigrationLines(host.Output) : new MigrationText(host.CreateScreen().Console);
        return (await MigrationDemo.RunAsync(host, report, cancellationToken)).Count == 0 ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task<int> ShowEstateAsync(string path, string? page, CancellationToken cancellationToken)
    {
        if (page is not null && Path.GetDirectoryName(Path.GetFullPath(page)) is { } directory && !Directory.Exists(directory))
        {
            throw CommandException.WrongUsage($"there is no folder {directory} for the report", "make it, or give --output another file");
        }

        var folder = Directory.CreateTempSubdirectory("acm-approver-");
        try
        {
            await using var world = await SimulatedWorld.StartAsync(cancelled: cancellationToken);
            var stage = EstateStage.Set(world, host.Time.GetUtcNow());
            await using var process = world.StartFunction(path, stage.Settings);
            var problems = await new EstateDemo(
                host,
                world,
                Path.GetFullPath(page ?? Path.Combine(folder.FullName, "estate.html"))
            ).RunAsync(folder.FullName, cancellationToken);
            return problems.Count == 0 ? ExitCode.Done : ExitCode.NeedsOperator;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

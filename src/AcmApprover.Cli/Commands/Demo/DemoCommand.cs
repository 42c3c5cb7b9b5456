using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary><c>acm-approver demo</c>: the whole system on this machine.</summary>
internal sealed class DemoCommand : OperatorCommand
{
    private readonly CommandHost host;

    private readonly Option<string?> function = new("--function")
    {
        Description = "Another executable of the function, such as the native one; by default the one beside this tool.",
        HelpName = "PATH",
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Print a JSON object for each mail, notification and certificate, and the end (JSON Lines).",
    };

    internal DemoCommand(CommandHost host)
        : base(
            "demo",
            "Show the whole system on this machine: AWS simulated on loopback, the real function in the middle, and what becomes of sample mails.",
            """
            acm-approver demo
            acm-approver demo --function ./publish/bootstrap
            """)
    {
        this.host = host;
        Add(function);
        Add(json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(function) ?? Path.Combine(AppContext.BaseDirectory, "bootstrap.dll");
        if (!File.Exists(path))
        {
            throw new CommandException($"there is no function at {path}", "give one with --function, or build the whole solution");
        }

        IDemoReport report = parsed.GetValue(json) ? new DemoJsonReport(host.Output) : new DemoReport(host.CreateConsole());
        await using var world = await SimulatedWorld.StartAsync(cancelled: cancellationToken);
        var demo = DemoWorld.Set(world, host.Time.GetUtcNow());
        report.Start(path);
        await using var process = world.StartFunction(path, demo.Settings);
        var problems = await new DemoRun(world, process, demo, report).RunAsync(cancellationToken);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.NeedsOperator;
    }
}

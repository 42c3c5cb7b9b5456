using AcmApprover.Cli.Terminal;
using AcmApprover.Migration;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Route53;

namespace AcmApprover.Cli.Commands.Demo.Migrating;

/// <summary><c>demo --migrate</c>: this program, as processes of its own, takes an estate from e-mail to DNS validation.</summary>
internal sealed class MigrationDemo : IAsyncDisposable
{
    private const int Count = 200;

    private readonly SimulatedWorld world;
    private readonly PublicDns dns;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acm-approver-");
    private readonly PlantedEstate estate;
    private readonly IReadOnlyList<string> before;
    private readonly IMigrationReport report;
    private readonly List<string> problems = [];

    private MigrationDemo(SimulatedWorld world, DateTimeOffset now, IMigrationReport report)
    {
        (this.world, this.report) = (world, report);
        dns = new PublicDns(world.Route53, world.NameServer);
        world.Acm.Resolve = world.NameServer.AliasOf;
        estate = PlantedEstate.Plant(
            world,
            world.NameServer,
            ["111122223333", "444455556666", "777788889999", "123456789012", "210987654321"],
            "example.com",
            Count,
            now
        );
        before = world.Acm.Arns;
    }

    private string Inventory => Path.Combine(folder.FullName, "inventory.json");

    private string Plan => Path.Combine(folder.FullName, "plan.json");

    /// <summary>Runs it.</summary>
    /// <returns>Everything that was not as expected.</returns>
    internal static async Task<IReadOnlyList<string>> RunAsync(CommandHost host, IMigrationReport report, CancellationToken cancelled)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: cancelled);
        await using var demo = new MigrationDemo(world, host.Time.GetUtcNow(), report);
        return await demo.RunAsync(cancelled);
    }

    public ValueTask DisposeAsync()
    {
        dns.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancelled)
    {
        var start = TimeProvider.System.GetTimestamp();
        report.Start(Count, estate.Accounts.Count);
        var accounts = string.Join(',', estate.Accounts);
        await StepAsync(
            "which certificates depend on e-mail",
            ["inventory", "--accounts", accounts, "--role", PlantedEstate.Role, "--output", $"json={Inventory}"],
            cancelled
        );
        await PlanAsync(cancelled);
        await StepAsync("the records, learned and created", ["migrate", "publish", Plan, "--learn", "--route53", "--yes"], cancelled);
        await StepAsync("the canaries", ["migrate", "start", Plan, "--yes"], cancelled);
        await StepAsync("until they are done", ["migrate", "watch", Plan, "--every", "1"], cancelled);
        await StepAsync("all the others", ["migrate", "start", Plan, "--yes"], cancelled);
        await StepAsync("until they are done", ["migrate", "watch", Plan, "--every", "1"], cancelled);
        Check();
        report.End(
            [.. estate.Lines.Select(line => new MigratedLine(line, world.Acm.SwitchOf(line.Arn) == "SUCCESS"))],
            TimeProvider.System.GetElapsedTime(start),
            problems
        );
        return problems;
    }

    private async Task PlanAsync(CancellationToken cancelled)
    {
        // For a moment only: the plan, run again later, finds what throttled now.
        const int times = 2;
        estate.Throttle(times);
        var (state, template) = (Path.Combine(folder.FullName, "state.json"), Path.Combine(folder.FullName, "template.json"));
        await File.WriteAllTextAsync(state, estate.TerraformState, cancelled);
        await File.WriteAllTextAsync(template, estate.NextTemplate, cancelled);
        await StepAsync(
            "what stands in the way, and an order",
            [
                "migrate",
                "plan",
                "--inventory",
                Inventory,
                "--out",
                Plan,
                "--terraform-state",
                state,
                "--template",
                $"{estate.Stack}={template}",
            ],
            cancelled
        );
        var plan = await Migrate.PlanFile.ReadAsync(Plan, cancelled);
        report.Planned(plan);
        var codes = plan.Certificates.ToDictionary(
            entry => entry.Certificate.ToString(),
            entry => entry.Obstacles.Select(obstacle => obstacle.Code).ToArray()
        );
        foreach (var line in estate.Lines)
        {
            var found = codes.GetValueOrDefault(line.Arn, []);
            var expected = line.Arn == estate.ThrottledArn ? null : line.Expected;
            if (expected is null ? found.Length > 0 : !found.Contains(expected))
            {
                problems.Add($"the plan says '{string.Join(", ", found)}' of {line.Name}, not '{expected}'");
            }
        }
    }

    private async Task StepAsync(string title, IReadOnlyList<string> arguments, CancellationToken cancelled)
    {
        IReadOnlyList<string> all =
            arguments[0] == "inventory"
                ? arguments
                :
                [
                    .. arguments,
                    "--role",
                    PlantedEstate.Role,
                    .. arguments[1] == "publish" ? (string[])[] : ["--dns", world.NameServer.Endpoint.ToString()],
                ];
        var place = folder.FullName + Path.DirectorySeparatorChar;
        report.Begin(title, [.. arguments.Select(argument => argument.Replace(place, "", StringComparison.Ordinal))]);
        var start = TimeProvider.System.GetTimestamp();
        await using var process = StartItself(all);
        var exitCode = await process.WaitForExitAsync(cancelled);
        report.Ran(new MigrationStep(title, exitCode, process.Output, TimeProvider.System.GetElapsedTime(start)));
        if (exitCode is not (ExitCode.Done or ExitCode.NeedsOperator))
        {
            throw new CommandException(
                $"acm-approver {arguments[0]} ended with exit code {exitCode}: {(process.Output.Count > 0 ? process.Output[^1] : "")}",
                "run the demo again"
            );
        }
    }

    /// <summary>This program: the file beside it where it is one of many, or itself where it is a single file.</summary>
    private FunctionProcess StartItself(IReadOnlyList<string> arguments)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "acm-approver.dll");
        return FunctionProcess.Start(File.Exists(library) ? library : Environment.ProcessPath!, world.EnvironmentFor(), arguments);
    }

    private void Check()
    {
        foreach (var line in estate.Lines)
        {
            var isSwitched = world.Acm.SwitchOf(line.Arn) == "SUCCESS";
            if (isSwitched != (!line.IsBlocked || line.Arn == estate.ThrottledArn))
            {
                problems.Add($"{line.Name} is {(isSwitched ? "" : "not ")}validated by DNS");
            }
        }

        foreach (var twice in world.Acm.StartedSwitches.CountBy(arn => arn).Where(count => count.Value > 1))
        {
            problems.Add($"the switch of {twice.Key} was started {twice.Value} times");
        }

        var left = world.Acm.Arns.Except(before).Count();
        if (left > 0)
        {
            problems.Add($"{left} certificates that were requested to learn from are left");
        }
    }
}

/// <summary>A command that the demo ran.</summary>
/// <param name="Title">What it is for.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Lines">What it said.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record MigrationStep(string Title, int ExitCode, IReadOnlyList<string> Lines, TimeSpan Duration);

/// <summary>What became of a certificate.</summary>
/// <param name="Line">The certificate.</param>
/// <param name="IsSwitched">Whether it is validated by DNS.</param>
internal sealed record MigratedLine(PlantedLine Line, bool IsSwitched);

/// <summary>Where a demo of a migration tells what happens.</summary>
internal interface IMigrationReport
{
    /// <summary>It begins.</summary>
    void Start(int certificates, int accounts);

    /// <summary>A command is run.</summary>
    void Begin(string title, IReadOnlyList<string> arguments);

    /// <summary>A command has ended.</summary>
    void Ran(MigrationStep step);

    /// <summary>The plan is there.</summary>
    void Planned(MigrationPlan plan);

    /// <summary>It is over.</summary>
    void End(IReadOnlyList<MigratedLine> lines, TimeSpan duration, IReadOnlyList<string> problems);
}

using AcmApprover.Cli;
using AcmApprover.Cli.Commands.Demo.Migrating;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;

namespace AcmApprover.Migration.Tests;

/// <summary>A planted estate on its way, in this process.</summary>
internal sealed class EstateRun : IDisposable
{
    /// <summary>The steps after the plan. Canaries are started alone, so there are two starts.</summary>
    internal static readonly string[][] Steps =
    [
        ["publish", "--learn", "--route53", "--yes"],
        ["start", "--yes"],
        ["watch"],
        ["start", "--yes"],
        ["watch"],
    ];

    private readonly SimulatedWorld world;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    /// <summary>Whether ACM throttled the certificate that is planted for it while the plan was made, so that it is not in it.</summary>
    private bool isThrottled;

    /// <param name="world">Where.</param>
    /// <param name="number">Makes accounts and names that no other estate of the world has: one digit.</param>
    /// <param name="count">How many certificates.</param>
    internal EstateRun(SimulatedWorld world, int number, int count)
    {
        this.world = world;
        world.Faults.Clear();
        Estate = PlantedEstate.Plant(
            world,
            world.NameServer,
            [.. Enumerable.Range(1, 5).Select(account => $"{number}0000000000{account}")],
            $"estate{number}.example.com",
            count,
            TimeProvider.System.GetUtcNow()
        );
        Before = world.Acm.Arns;
    }

    internal PlantedEstate Estate { get; }

    /// <summary>The certificates that there were at first.</summary>
    internal IReadOnlyList<string> Before { get; }

    internal string PlanFile => Path.Combine(folder.FullName, "plan.json");

    internal string InventoryFile => Path.Combine(folder.FullName, "inventory.json");

    /// <summary>The switches of this estate that were started after it was planted.</summary>
    internal IReadOnlyList<string> Started =>
        [
            .. world.Acm.StartedSwitches.Where(arn =>
                Estate.Lines.Any(line => line.Arn == arn && line.Expected != "migration-running")
            ),
        ];

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Takes an inventory and makes the plan.</summary>
    internal async Task<(MigrationPlan Plan, string Error)> PlanAsync(bool isThrottled, Action? beforePlan = null)
    {
        this.isThrottled = isThrottled;
        var accounts = string.Join(',', Estate.Accounts);
        var taken = await RunAsync(
            ["inventory", "--accounts", accounts, "--role", PlantedEstate.Role, "--output", $"json={InventoryFile}"],
            TestContext.Current.CancellationToken
        );
        Assert.True(taken.ExitCode is ExitCode.Done or ExitCode.NeedsOperator, taken.Error);
        if (isThrottled)
        {
            Estate.Throttle(int.MaxValue);
        }

        beforePlan?.Invoke();
        var state = Path.Combine(folder.FullName, "state.json");
        var template = Path.Combine(folder.FullName, "template.json");
        await File.WriteAllTextAsync(state, Estate.TerraformState, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(template, Estate.NextTemplate, TestContext.Current.CancellationToken);
        var made = await MigrateAsync(
            [
                "plan",
                "--inventory",
                InventoryFile,
                "--out",
                PlanFile,
                "--terraform-state",
                state,
                "--template",
                $"{Estate.Stack}={template}",
            ],
            TestContext.Current.CancellationToken
        );
        world.Faults.Clear();
        Assert.Equal(ExitCode.NeedsOperator, made.ExitCode);
        return (PlanJson.Read(await File.ReadAllBytesAsync(PlanFile, TestContext.Current.CancellationToken)), made.Error);
    }

    /// <summary>Runs a step of the way.</summary>
    internal Task<(int ExitCode, string Output, string Error)> StepAsync(string[] step, CancellationToken cancellationToken) =>
        MigrateAsync([step[0], PlanFile, .. step[1..]], cancellationToken);

    /// <summary>What must be true at the end, however it was come to.</summary>
    internal void AssertIsDone()
    {
        Assert.Equal(Before.Order(StringComparer.Ordinal), world.Acm.Arns.Order(StringComparer.Ordinal));
        Assert.Equal(
            Estate.Lines.Where(IsSwitched).Select(line => line.Arn).Order(StringComparer.Ordinal),
            Started.Order(StringComparer.Ordinal)
        );
        Assert.All(Started, arn => Assert.Equal("SUCCESS", world.Acm.SwitchOf(arn)));
    }

    private bool IsSwitched(PlantedLine line) => !line.IsBlocked || (line.Arn == Estate.ThrottledArn && !isThrottled);

    /// <summary>Runs a command of <c>migrate</c>.</summary>
    internal async Task<(int ExitCode, string Output, string Error)> MigrateAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        string[] dns = arguments[0] is "publish" or "replace" ? [] : ["--dns", world.NameServer.Endpoint.ToString()];
        return await RunAsync(["migrate", .. arguments, "--role", PlantedEstate.Role, .. dns], cancellationToken);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var input = new MemoryStream();
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CommandHost
        {
            Input = input,
            Output = output,
            Error = error,
            Environment = world.EnvironmentFor(),
            Time = new HastyTime(),
        };
        var exitCode = await CommandLine.RunAsync(arguments, host, cancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}

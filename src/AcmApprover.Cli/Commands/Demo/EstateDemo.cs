using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Ses;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>
/// <c>demo --estate</c>: the commands for an estate, each as a process of this very program, and the function's sweep between them.
/// </summary>
/// <param name="host">Where it is shown.</param>
/// <param name="world">The world with the stage in it.</param>
/// <param name="page">Where the report goes.</param>
internal sealed class EstateDemo(CommandHost host, SimulatedWorld world, string page)
{
    private const string Sweep = """{"sweep": {}}""";
    private static readonly TimeSpan SweepTime = TimeSpan.FromMinutes(2);

    /// <summary>What a table is cut to: the worst stand first.</summary>
    private const int MostLines = 28;

    private readonly List<string> problems = [];
    private readonly Screen screen = host.CreateScreen();

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where the inventory goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was not as expected.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var inventory = Path.Combine(folder, "estate.json");
        await using var post = SimulatedPost.Start(world);
        await ShowAsync(
            "every certificate that depends on e-mail, the worst first",
            0,
            cancellationToken,
            "inventory",
            "--role",
            EstateStage.Role,
            "--owner-tag",
            "team",
            "--output",
            "table",
            "--output",
            $"json={inventory}"
        );
        await ShowAsync(
            "will ACM's mail arrive?",
            1,
            cancellationToken,
            "doctor",
            "www.media.example",
            "www.shop.example",
            "--stack",
            EstateStage.Stack,
            "--dns",
            $"{world.NameServer.Endpoint}"
        );
        await SweepAsync(post, cancellationToken);
        await ShowAsync(
            "prove the way with a certificate that nobody needs",
            0,
            cancellationToken,
            "probe",
            "shop.example",
            "--stack",
            EstateStage.Stack,
            "--yes",
            "--dns",
            $"{world.NameServer.Endpoint}"
        );
        await ShowAsync("one page for everybody", 0, cancellationToken, "report", "--inventory", inventory, "--output", page);
        Check(File.Exists(page), "there is no report");

        var time = TimeProvider.System.GetElapsedTime(start);
        foreach (var problem in problems)
        {
            screen.Console.MarkupLineInterpolated($"[red]wrong[/]: {problem}");
        }

        screen.Console.MarkupLine(
            problems.Count == 0
                ? $"[green]All as expected[/]: 60 certificates in 3 accounts in {time.TotalSeconds:0.0} seconds."
                : $"[red]Not as expected[/]: {problems.Count} of the above; {time.TotalSeconds:0.0} seconds."
        );
        return problems;
    }

    /// <summary>Runs a command, and shows what a person would type and see.</summary>
    private async Task<IReadOnlyList<string>> ShowAsync(
        string title,
        int expected,
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        Heading(title, $"acm-approver {string.Join(' ', arguments.Select(Path.GetFileName))}");
        var environment = world.EnvironmentFor();
        foreach (var setting in environment.Keys.Where(name => name.StartsWith("ACM_APPROVER_", StringComparison.Ordinal)).ToList())
        {
            environment.Remove(setting);
        }

        await using var process = FunctionProcess.Start(OwnPath, environment, arguments);
        var exitCode = await process.WaitForExitAsync(cancellationToken);
        Write(process.Output);
        Check(exitCode == expected, $"{arguments[0]} ended with {exitCode}, and not with {expected}");
        return process.Output;
    }

    private async Task SweepAsync(SimulatedPost post, CancellationToken cancellationToken)
    {
        Heading("the function's hourly sweep sends again what nobody answered, and approves the mail", Sweep);
        var before = world.Requests.Of(ServiceName.Acm, "ResendValidationEmail").Count;
        var result = await world.Lambda.InvokeAsync(Sweep, SweepTime, cancellationToken);
        Write([result.Payload ?? $"{result.ErrorType}: {result.ErrorMessage}"]);
        await post.SettleAsync(cancellationToken);
        var sent = world.Requests.Of(ServiceName.Acm, "ResendValidationEmail").Count - before;
        var approved = world
            .S3.Objects(EstateStage.Bucket, $"decisions/{EstateStage.Prefix}")
            .Where(record => record.Key.EndsWith(".json", StringComparison.Ordinal))
            .Select(record => JsonSerializer.Deserialize(record.Value.Body.Span, DecisionJson.Default.Decision)!)
            .Where(decision => decision.Outcome is Approval.Verdicts.Outcome.Approved)
            .ToList();
        Write([
            .. approved.Select(decision => $"Approved  {decision.Claim?.Domain}, by the mail to {decision.Mail.Recipient}"),
            .. world.Sns.Messages.Select(message => $"told      {message.Subject}"),
        ]);
        Check(sent == 9, $"{sent} mails were sent again, and not 9");
        Check(approved.Count == 6, $"{approved.Count} of them were approved, and not 6");
    }

    private void Heading(string title, string command)
    {
        screen.Console.MarkupLineInterpolated($"[bold]{title}[/]");
        screen.Console.MarkupLineInterpolated($"  [grey]$ {command}[/]");
    }

    private void Write(IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(MostLines))
        {
            host.Output.WriteLine($"  {line}");
        }

        if (lines.Count > MostLines)
        {
            host.Output.WriteLine($"  … and {lines.Count - MostLines} more lines");
        }

        host.Output.WriteLine();
    }

    private void Check(bool isRight, string problem)
    {
        if (!isRight)
        {
            problems.Add(problem);
        }
    }

    /// <summary>This program: an executable of its own, or a library that <c>dotnet</c> runs.</summary>
    private static string OwnPath =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is { } name and not "dotnet" && name == "acm-approver"
            ? Environment.ProcessPath!
            : Path.Combine(AppContext.BaseDirectory, "acm-approver.dll");
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using AcmApprover.Cli;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;

namespace AcmApprover.Testing;

/// <summary>What a command said, and how it ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error, but for what it said first of what it uses.</param>
public sealed record Transcript(int ExitCode, string Output, string Error)
{
    private const string Use = "uses  ";

    /// <summary>What it said first of what it uses.</summary>
    public string Uses { get; private init; } = "";

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a command in this process, with an environment of its own and no AWS.</summary>
    public static async Task<Transcript> OfAsync(
        IReadOnlyList<string> arguments,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null,
        TimeProvider? time = null
    )
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CommandHost
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = output,
            Error = error,
            Environment = environment ?? new Dictionary<string, string>(),
            Time = time ?? TimeProvider.System,
        };
        var exitCode = await CommandLine.RunAsync(arguments, host, TestContext.Current.CancellationToken);
        return Of(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>What a program said and how it ended.</summary>
    public static Transcript Of(int exitCode, string output, string error)
    {
        var lines = error.Split('\n').ToLookup(line => line.StartsWith(Use, StringComparison.Ordinal));
        var uses = string.Concat(lines[true].Select(line => line + "\n"));
        return new Transcript(exitCode, output, string.Join('\n', lines[false])) { Uses = uses };
    }

    /// <summary>Runs the program as a process in a simulated world.</summary>
    public static async Task<Transcript> OfAsync(
        SimulatedWorld world,
        IReadOnlyList<string> arguments,
        params IReadOnlyList<(string Name, string Value)> settings
    )
    {
        using var program = Start(world.EnvironmentFor(), arguments, settings);
        return await program.WaitAsync();
    }

    /// <summary>Starts the program as a process.</summary>
    public static RunningProgram Start(
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> arguments,
        params IReadOnlyList<(string Name, string Value)> settings
    )
    {
        var start = new ProcessStartInfo(CommandUnderTest.Words[0], [.. CommandUnderTest.Words.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(n =>
                    n.StartsWith("AWS_", StringComparison.Ordinal) || n.StartsWith("ACM_APPROVER_", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment.Select(p => (p.Key, p.Value)).Concat(settings))
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(start);
    }
}

/// <summary>The program as a process.</summary>
public sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Task<string> error;

    public RunningProgram(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.StandardInput.Close();
        error = process.StandardError.ReadToEndAsync();
    }

    public async Task<string> ReadLineAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        output.Append(line).Append('\n');
        return line;
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>As Ctrl+C does.</summary>
    public void Stop()
    {
        Assert.SkipWhen(IgnoresInterrupt, "SIGINT is ignored, as in what a script starts in the background");
        using var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<Transcript> WaitAsync()
    {
        output.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Transcript.Of(process.ExitCode, output.ToString(), await error);
    }

    /// <summary>Whether it ignores SIGINT, as a program does that inherits it so (proc(5), SigIgn: the second bit is signal 2). Known on
    /// Linux only.</summary>
    private bool IgnoresInterrupt
    {
        get
        {
            const string ignored = "SigIgn:";
            const ulong interrupt = 0b10;
            var status = $"/proc/{process.Id}/status";
            return File.Exists(status)
                && File.ReadLines(status).FirstOrDefault(l => l.StartsWith(ignored, StringComparison.Ordinal)) is { } line
                && (ulong.Parse(line.AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}

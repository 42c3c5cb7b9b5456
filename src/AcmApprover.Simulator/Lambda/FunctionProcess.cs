using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AcmApprover.Simulator.Lambda;

/// <summary>
/// A function's executable, started with an environment of its own: nothing of the caller's AWS configuration reaches it.
/// </summary>
public sealed class FunctionProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    private FunctionProcess(Process process) => this.process = process;

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>What it has written to standard output and standard error until now, line by line.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it has held at once, in bytes (the resident set). To be asked while it runs.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts an executable.</summary>
    /// <param name="path">The executable, or a .dll to be run by <c>dotnet</c>.</param>
    /// <param name="environment">Its whole environment, but for PATH, temporary directories and what .NET itself needs.</param>
    /// <param name="arguments">Its arguments: a function has none, but an interpreter or a command does.</param>
    public static FunctionProcess Start(
        string path,
        IReadOnlyDictionary<string, string> environment,
        params IReadOnlyList<string> arguments
    )
    {
        var isManaged = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isManaged ? "dotnet" : path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(path)),
        };
        if (isManaged)
        {
            start.ArgumentList.Add(path);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();

        // An executable that depends on the framework looks for it here, wherever the caller's own was found.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name is "PATH" or "TMPDIR" or "TEMP" or "TMP" or "SystemRoot" || name.StartsWith("DOTNET_", StringComparison.Ordinal))
            {
                start.Environment[name] = (string?)variable.Value;
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var function = new FunctionProcess(new Process { StartInfo = start });
        function.process.OutputDataReceived += (_, line) => function.Note(line.Data);
        function.process.ErrorDataReceived += (_, line) => function.Note(line.Data);
        function.process.Start();
        function.process.BeginOutputReadLine();
        function.process.BeginErrorReadLine();
        return function;
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>Waits until it has ended and all its output is read.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancelled = default)
    {
        await process.WaitForExitAsync(cancelled);
        return process.ExitCode;
    }

    /// <summary>Ends it, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            lines.Add(line);
        }
    }
}

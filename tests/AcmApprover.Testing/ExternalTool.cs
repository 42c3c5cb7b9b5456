using System.Diagnostics;

namespace AcmApprover.Testing;

/// <summary>A program that a machine may lack. A test that needs one is reported as skipped there, with what to install.</summary>
public sealed class ExternalTool
{
    private readonly string path;

    private ExternalTool(string path) => this.path = path;

    /// <summary>Finds a program, or skips the test.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="install">What brings it.</param>
    public static ExternalTool OnThePath(string name, string install)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, $"{name} is not on the PATH: {install}");
        return new ExternalTool(found!);
    }

    /// <summary>Runs the program to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}

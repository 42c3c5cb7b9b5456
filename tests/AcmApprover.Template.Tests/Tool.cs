using System.Diagnostics;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>Programs that a machine may lack. A test that needs one is reported as skipped there, with what to install.</summary>
internal static class Tool
{
    internal const string Install = "pip install --requirement .github/requirements.txt brings it";

    private static readonly Dictionary<string, Lazy<bool>> modules = new()
    {
        ["samtranslator"] = new(() => CanImport("samtranslator")),
        ["cfnlint"] = new(() => CanImport("cfnlint")),
        ["moto"] = new(() => CanImport("moto")),
    };

    public static string Make => OnThePath("make", "the system's package 'make' brings it");

    public static string Node => OnThePath("node", "see https://nodejs.org");

    /// <summary>Python, with these modules of it.</summary>
    public static string Python(params IEnumerable<string> needed)
    {
        var python = OnThePath("python3", "see https://www.python.org");
        foreach (var module in needed)
        {
            Assert.SkipUnless(modules[module].Value, $"python3 has no {module}: {Install}");
        }

        return python;
    }

    public static (int ExitCode, string Output, string Error) Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = RepositoryFiles.Root,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static bool CanImport(string module) =>
        Run(
            OnThePath("python3", "see https://www.python.org"),
            "",
            "-c",
            $"import importlib.util as u, sys; sys.exit(u.find_spec('{module}') is None)"
        ).ExitCode == 0;

    private static string OnThePath(string name, string install)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, $"{name} is not on the PATH: {install}");
        return found!;
    }
}

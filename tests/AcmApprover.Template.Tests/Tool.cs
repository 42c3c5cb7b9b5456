using System.Diagnostics;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>Programs that a machine may lack. A test that needs one is reported as skipped there, with what to install.</summary>
internal static class Tool
{
    private const string Install = "pip install cfn-lint aws-sam-translator 'moto[server]' brings it";

    private static readonly Lazy<bool> hasTranslator = new(() => Run("python3", "", "-c", "import samtranslator").ExitCode == 0);

    public static string CfnLint => OnThePath("cfn-lint");

    public static string Make => OnThePath("make", "the system's package 'make' brings it");

    /// <summary>Runs a command of stack.py and gives its standard output.</summary>
    public static string Stack(string command, string input, params string[] arguments)
    {
        var python = OnThePath("python3");
        Assert.SkipUnless(hasTranslator.Value, $"python3 has no samtranslator: {Install}");
        var script = RepositoryFiles.PathOf("tests/AcmApprover.Template.Tests/stack.py");
        var (exitCode, output, error) = Run(python, input, [script, command, RepositoryFiles.PathOf("template.yaml"), .. arguments]);
        Assert.True(exitCode == 0, error);
        return output;
    }

    public static (int ExitCode, string Output, string Error) Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
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

    private static string OnThePath(string name, string install = Install)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, $"{name} is not on the PATH: {install}");
        return found!;
    }
}

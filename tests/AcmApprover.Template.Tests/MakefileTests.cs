using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>What make would do, in a folder with an operator's own configuration files.</summary>
public sealed class MakefileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acm-approver-").FullName;

    public MakefileTests()
    {
        foreach (var file in new[] { "Makefile", "samconfig.toml" })
        {
            File.Copy(RepositoryFiles.PathOf(file), Path.Combine(folder, file));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_answers_of_an_operator_the_function_is_built_for_the_default_architecture()
    {
        var (exitCode, output, error) = Build();
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Building the function for x86_64", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arm64", "linux-arm64")]
    [InlineData("x86_64", "linux-x64")]
    public void An_operators_answers_decide_for_which_architecture_the_function_is_built(string architecture, string platform)
    {
        Answer("samconfig.local.toml", architecture);
        var (exitCode, output, error) = Build();
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"-r {platform} ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_configuration_files_that_disagree_are_an_error_that_says_how_to_choose()
    {
        Answer("samconfig.production.toml", "arm64");
        Answer("samconfig.test.toml", "x86_64");
        var (exitCode, _, error) = Build();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("'arm64 x86_64' is not one architecture", error, StringComparison.Ordinal);
        Assert.Contains("make ARCHITECTURE=", error, StringComparison.Ordinal);
        Assert.Contains("-r linux-arm64 ", Build("ARCHITECTURE=arm64").Output, StringComparison.Ordinal);
    }

    private void Answer(string file, string architecture) =>
        File.WriteAllText(
            Path.Combine(folder, file),
            File.ReadAllText(Path.Combine(folder, "samconfig.toml"))
                .Replace(
                    "Architecture=\\\"x86_64\\\"",
                    $"Mode=\\\"notify\\\" Architecture=\\\"{architecture}\\\"",
                    StringComparison.Ordinal
                )
        );

    private (int ExitCode, string Output, string Error) Build(params string[] variables) =>
        Tool.Run(Tool.Make, "", ["-n", "-C", folder, "build-ApproverFunction", "ARTIFACTS_DIR=out", .. variables]);
}

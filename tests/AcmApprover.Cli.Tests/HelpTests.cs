using AcmApprover.Cli.Commands.Help;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

public sealed class HelpTests
{
    [Fact]
    public async Task The_program_alone_shows_its_help_with_examples_exit_codes_and_settings()
    {
        var transcript = await Transcript.OfAsync([]);
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Contains("\nExamples:\n  acm-approver demo ", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("\n  2    the command line or a setting is wrong; nothing was done\n", transcript.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\n  ACM_APPROVER_SPAM                 allow accepts mail from an authenticated sender that SES marks as spam "
                + "(default: refuse)\n",
            transcript.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task So_does_it_when_asked_for_help(string argument) =>
        Assert.Equal(await Transcript.OfAsync([]), await Transcript.OfAsync([argument]));

    [Fact]
    public async Task The_help_of_a_command_is_the_same_by_either_way()
    {
        var transcript = await Transcript.OfAsync(["help", "replay"]);
        Assert.Equal(await Transcript.OfAsync(["replay", "--help"]), transcript);
        Assert.EndsWith("Exit codes and settings: acm-approver help\n\n", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_are_those_of_the_README()
    {
        var table = RepositoryFiles
            .Read("README.md")
            .ReplaceLineEndings("\n")
            .Split('\n')
            .SkipWhile(line => line != "| variable | default | meaning |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Replace("`", "", StringComparison.Ordinal));
        Assert.Equal(SettingsHelp.All.Select(s => $"| {s.Name} | {s.Default} | {s.Meaning} |"), table);
    }
}

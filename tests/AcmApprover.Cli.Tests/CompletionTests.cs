using System.Diagnostics;
using System.Text.RegularExpressions;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>What the shell offers when Tab is pressed, and the lines of the documentation that make it ask.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("acm-approver ", "demo", "inspect", "replay")]
    [InlineData("acm-approver replay --f", "--function")]
    [InlineData("acm-approver demo --", "--function", "--json")]
    [InlineData("acm-approver explain link", "link-expired", "link-rejected", "link-untrusted")]
    [InlineData("acm-approver help ", "demo", "replay")]
    public async Task The_words_that_fit_are_suggested(string line, params string[] expected)
    {
        var transcript = await Transcript.OfAsync([$"[suggest:{line.Length}]", line]);
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Subset(transcript.Lines.ToHashSet(), expected.ToHashSet());
    }

    [Theory]
    [InlineData("acm-approver insp", "inspect")]
    [InlineData("acm-approver replay --dead", "--dead-letters")]
    public async Task Bash_completes_a_word_with_the_documented_lines(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no /bin/bash here");
        var documented = Regex
            .Match(RepositoryFiles.Read("docs/command-line.md"), "```bash\n(.*?)```", RegexOptions.Singleline)
            .Groups[1]
            .Value;

        // Completion as bash does it, but for the keyboard.
        var script = $$"""
            set -eu
            acm-approver() { {{CommandUnderTest.ShellWords}} "$@"; }
            {{documented}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            complete -p acm-approver >/dev/null
            _acm_approver
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(
            new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        Assert.Equal(("", $"{expected}\n"), (await error, await output));
    }
}

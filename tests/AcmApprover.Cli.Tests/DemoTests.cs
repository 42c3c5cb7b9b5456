using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>The demo as a process, in a temporary folder of its own that must be empty when it has ended.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory();

    public void Dispose() => temporary.Delete(recursive: true);

    [Fact]
    public async Task All_outcomes_are_as_expected()
    {
        using var program = Start("demo");
        var transcript = await program.WaitAsync();
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Contains("All outcomes as expected: 18 mails", transcript.Lines[^1], StringComparison.Ordinal);
        foreach (
            var scene in (string[])
                [
                    "five copies",
                    "a renewal",
                    "two names",
                    "a wildcard",
                    "second account",
                    "stranger's account",
                    "forged sender",
                    "another link",
                    "expired",
                    "another certificate",
                    "an unrecognised page",
                    "newsletter",
                ]
        )
        {
            Assert.Contains(scene, transcript.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("code=", transcript.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("context=", transcript.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\e', transcript.Output);
        Assert.Empty(temporary.EnumerateFileSystemInfos("acm-approver*"));
    }

    [Fact]
    public async Task The_JSON_says_the_same_and_nothing_else()
    {
        using var program = Start("demo", "--json");
        var transcript = await program.WaitAsync();
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        var lines = transcript.Lines.Select(l => JsonNode.Parse(l)!).ToLookup(l => (string)l["type"]!);
        Assert.Equal(
            (18, 6, 11, 1),
            (lines["mail"].Count(), lines["notification"].Count(), lines["certificate"].Count(), lines["summary"].Count())
        );
        Assert.All(lines["mail"].Concat(lines["certificate"]).Concat(lines["summary"]), line => Assert.True((bool)line["isAsExpected"]!));
        Assert.All(lines["mail"], line => Assert.Equal("acm-approver/decision/v1", (string?)line["decision"]!["schema"]));
        Assert.All(lines["mail"], line => Assert.EndsWith("Z", (string?)line["decision"]!["decidedAt"], StringComparison.Ordinal));
        Assert.Equal(12, lines["mail"].Select(l => (string)l["scene"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_estate_is_shown_from_the_inventory_to_the_report()
    {
        var page = Path.Combine(temporary.FullName, "page.html");
        using var program = Start("demo", "--estate", "--output", page);
        var transcript = await program.WaitAsync();
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        foreach (var command in (string[])["inventory", "doctor", "probe", "report"])
        {
            Assert.Contains($"$ acm-approver {command} ", transcript.Output, StringComparison.Ordinal);
        }

        foreach (
            var seen in (string[])
                [
                    "expired     old.shop.example",
                    "mx-elsewhere: ",
                    "Approved  pay.bank.example",
                    "told      [warning] pay.media.example",
                    "proven: mail for shop.example arrives",
                    "60 certificates as of",
                ]
        )
        {
            Assert.Contains(seen, transcript.Output, StringComparison.Ordinal);
        }

        Assert.StartsWith("All as expected: 60 certificates in 3 accounts", transcript.Lines[^1], StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("old.shop.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", transcript.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(temporary.EnumerateFileSystemInfos("acm-approver*"));
    }

    [Fact]
    public async Task An_estate_is_taken_from_e_mail_to_DNS()
    {
        using var program = Start("demo", "--migrate");
        var transcript = await program.WaitAsync();
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        foreach (var command in (string[])["inventory", "migrate plan", "migrate publish", "migrate start", "migrate watch"])
        {
            Assert.Contains($"  acm-approver {command} ", transcript.Output, StringComparison.Ordinal);
        }

        // Of the 14 that have something in their way, one is throttled for a moment only, and one is being switched already.
        Assert.Contains("188 of 200 certificates are validated by DNS", transcript.Output, StringComparison.Ordinal);
        Assert.StartsWith("All as expected: ", transcript.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(temporary.EnumerateFileSystemInfos("acm-approver*"));
    }

    [Theory]
    [InlineData("--estate has no JSON", "--estate", "--json")]
    [InlineData("--output is for --estate", "--output", "page.html")]
    [InlineData("there is no folder /nowhere for the report", "--estate", "--output", "/nowhere/page.html")]
    public async Task Options_of_the_other_demo_are_refused(string problem, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(["demo", .. arguments]);
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith($"error: {problem}\n", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_function_is_named()
    {
        var transcript = await Transcript.OfAsync(["demo", "--function", "/nowhere/bootstrap"]);
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal(
            "error: there is no function at /nowhere/bootstrap\n"
                + "hint: give one with --function: each release has it as an archive, and a build of the solution as bootstrap.dll\n",
            transcript.Error
        );
    }

    [Fact]
    public async Task A_program_that_exits_at_once_is_not_a_function()
    {
        Assert.SkipUnless(File.Exists("/bin/false"), "there is no /bin/false here");
        var transcript = await Transcript.OfAsync(["demo", "--function", "/bin/false", "--json"]);
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal(
            "error: the function ended with exit code 1\nhint: rebuild it, or give another with --function\n",
            transcript.Error
        );
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send");

        // This function never asks for its first event: however slow this machine is, the demo cannot have ended before it is interrupted.
        var started = Path.Combine(temporary.FullName, "started");
        var function = Path.Combine(temporary.FullName, "bootstrap");
        await File.WriteAllTextAsync(
            function,
            "#!/bin/sh\necho $$ > started.new && mv started.new started\nexec sleep 1000\n",
            TestContext.Current.CancellationToken
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(function, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var program = Start("demo", "--json", "--function", function);
        while (!File.Exists(started))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        program.Stop();
        var transcript = await program.WaitAsync();
        Assert.Equal((130, "interrupted\n"), (transcript.ExitCode, transcript.Error));
        Assert.Empty(temporary.EnumerateFileSystemInfos("acm-approver*"));
        var id = int.Parse(await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    private RunningProgram Start(params string[] arguments) =>
        Transcript.Start(new Dictionary<string, string> { ["TMPDIR"] = temporary.FullName }, arguments);
}

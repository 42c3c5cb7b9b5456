using System.Text;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>Standard output as a person or another program reads it: in order, whole, and until it is closed or full.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task The_output_is_in_the_order_of_the_mails_whichever_is_done_first()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(10, 20))
        {
            world.Store($"inbound/{i}", i % 7 == 0 ? world.Draft("999988887777").ToBytes() : Newsletter());
        }

        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Delay(TimeSpan.FromMilliseconds(700)),
            times: 100,
            when: r => r.Path.EndsWith("/10", StringComparison.Ordinal) || r.Path.EndsWith("/15", StringComparison.Ordinal)
        );
        var transcript = await world.ReplayAsync($"s3://{Bucket}/inbound/", "--json");
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"inbound/{i}"), Decisions(transcript).Select(d => d.Mail.Key));
    }

    [Fact]
    public async Task A_closed_pipe_ends_a_replay_quietly_and_early()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows' console drops what is written to a closed pipe");
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1000, 600))
        {
            world.Store($"inbound/{i}", Newsletter());
        }

        var transcript = await world.RunInShellAsync($"replay s3://{Bucket}/inbound/ --json | head -1; echo \"${{PIPESTATUS[0]}}\"");
        Assert.Equal((2, "141", ""), (transcript.Lines.Count, transcript.Lines[1], transcript.Error));
        Assert.InRange(world.World.Requests.Of(ServiceName.S3, "GetObject").Count, 1, 599);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("help")]
    [InlineData("--version")]
    public async Task A_closed_pipe_ends_every_command_quietly(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows' console drops what is written to a closed pipe");
        await using var world = await StartAsync();
        var transcript = await world.RunInShellAsync($"{command} | true; echo \"${{PIPESTATUS[0]}}\"");

        // The reader may be gone before or after all was written.
        Assert.Contains(transcript.Output, (string[])["141\n", "0\n"]);
        Assert.Equal("", transcript.Error);
    }

    [Fact]
    public async Task A_full_disk_is_one_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(10, 30))
        {
            world.Store($"inbound/{i}", Newsletter());
        }

        var transcript = await world.RunInShellAsync($"replay s3://{Bucket}/inbound/ --json > /dev/full; echo $?");
        Assert.Equal("3\n", transcript.Output);
        Assert.DoesNotContain("failed", transcript.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "error: standard output cannot be written: No space left on device\nhint: make room, or write elsewhere\n",
            transcript.Error,
            StringComparison.Ordinal
        );

        var nowhere = await world.RunInShellAsync("replay no-such-file 2> /dev/full; echo $?");
        Assert.Equal(("3\n", ""), (nowhere.Output, nowhere.Error));
    }

    [Fact]
    public async Task A_full_disk_under_the_resume_file_is_one_error_too_and_ends_the_run()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(100, 100))
        {
            world.Store($"inbound/{i}", Newsletter());
        }

        // As a disk that has a kilobyte left. Without double mapping, .NET writes no other file.
        var transcript = await world.RunInShellAsync(
            $"replay s3://{Bucket}/inbound/ --parallel 1 --json --resume notes.jsonl; echo $?",
            "trap '' XFSZ; ulimit -f 1; export DOTNET_EnableWriteXorExecute=0;"
        );
        Assert.Equal("3", transcript.Lines[^1]);
        Assert.InRange(transcript.Lines.Count, 2, 99);
        Assert.DoesNotContain("failed", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("\nerror: notes.jsonl cannot be written: ", transcript.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    public async Task An_ARN_is_never_broken_on_a_terminal(int columns)
    {
        const string arn = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
        var page = $"<html><body><table><tr><td>Certificate identifier</td><td>{arn}</td></tr></table></body></html>";
        var output = new StringWriter();
        var host = new CommandHost
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(page)),
            Output = output,
            Error = new StringWriter(),
            Environment = new Dictionary<string, string> { ["NO_COLOR"] = "1" },
            IsOutputTerminal = true,
            Columns = columns,
        };
        await CommandLine.RunAsync(["inspect", "--page", "-"], host, TestContext.Current.CancellationToken);
        Assert.Contains($"{arn} ", output.ToString(), StringComparison.Ordinal);
        Assert.All(
            output.ToString().Split('\n').Where(line => !line.Contains(arn, StringComparison.Ordinal)),
            line => Assert.True(line.Length <= columns || !line.Trim().Contains(' ', StringComparison.Ordinal), line)
        );
    }
}

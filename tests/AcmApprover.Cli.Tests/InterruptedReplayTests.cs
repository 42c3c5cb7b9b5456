using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>A replay that is killed or interrupted, and goes on with <c>--resume</c>.</summary>
public sealed class InterruptedReplayTests
{
    [Fact]
    public async Task A_killed_run_resumes_and_repeats_nothing()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(10, 12))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        // However fast the run is, it cannot end before it is killed.
        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Hang(),
            times: 100,
            when: r => r.Path.EndsWith("/21", StringComparison.Ordinal)
        );
        string[] arguments = ["replay", $"s3://{Bucket}/inbound/", "--approve", "--json", "--parallel", "2", "--resume", world.ResumeFile];
        using (var program = Transcript.Start(world.World.EnvironmentFor(), arguments))
        {
            await program.ReadLineAsync();
            await program.ReadLineAsync();
            program.Kill();
            await program.WaitAsync();
        }

        world.World.Faults.Clear();

        // As if the kill had torn the last line.
        await File.AppendAllTextAsync(world.ResumeFile, "{\"mail\":\"s3://", TestContext.Current.CancellationToken);
        Assert.NotEqual(0, world.Pending);
        var noted = await File.ReadAllTextAsync(world.ResumeFile, TestContext.Current.CancellationToken);

        var second = await Transcript.OfAsync(world.World, arguments);
        Assert.Equal((0, 0, 12), (second.ExitCode, world.Pending, world.Pressed));
        Assert.DoesNotContain(Decisions(second), d => noted.Contains($"/{d.Mail.Key}\"", StringComparison.Ordinal));
        Assert.Contains("12 mails: ", second.Error, StringComparison.Ordinal);
        Assert.Contains("of them done before)", second.Error, StringComparison.Ordinal);

        world.World.Requests.Clear();
        var third = await Transcript.OfAsync(world.World, arguments);
        Assert.Equal((0, ""), (third.ExitCode, third.Output));
        Assert.All(world.World.Requests.All, r => Assert.Equal("ListObjectsV2", r.Operation));
    }

    [Fact]
    public async Task The_resume_file_of_a_dry_run_does_not_serve_a_real_run()
    {
        await using var world = await StartAsync();
        world.Store("inbound/a", world.Good());
        await world.ReplayAsync($"s3://{Bucket}/", "--resume", world.ResumeFile);
        var transcript = await world.ReplayAsync($"s3://{Bucket}/", "--resume", world.ResumeFile, "--approve");
        Assert.Equal((2, 0), (transcript.ExitCode, world.Pressed));
        Assert.StartsWith(
            $"error: {world.ResumeFile} belongs to another run: a dry run of s3://{Bucket}/\nhint: ",
            transcript.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_no_replay_wrote_is_left_untouched()
    {
        await using var world = await StartAsync();
        var mail = world.Write("good.eml", world.Good());
        foreach (var (name, bytes) in new[] { ("lines", world.Good()), ("one-line", """{"key":"value"}"""u8.ToArray()) })
        {
            var file = world.Write(name, bytes);
            var transcript = await world.ReplayAsync(mail, "--resume", file);
            Assert.Equal(3, transcript.ExitCode);
            Assert.StartsWith($"error: {file} was not written by a replay\n", transcript.Error, StringComparison.Ordinal);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_run_killed_at_its_first_line_can_be_resumed()
    {
        await using var world = await StartAsync();
        var mail = world.Write("good.eml", world.Good());
        await File.WriteAllTextAsync(world.ResumeFile, "{\"approve\":fal", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await world.ReplayAsync(mail, "--resume", world.ResumeFile)).ExitCode);
    }

    [Fact]
    public async Task An_interrupt_finishes_what_was_begun_and_starts_nothing_more()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send");
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(10, 40))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        world.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Delay(TimeSpan.FromMilliseconds(200)), times: 1000);
        using var program = Transcript.Start(
            world.World.EnvironmentFor(),
            ["replay", $"s3://{Bucket}/", "--approve", "--json", "--parallel", "2", "--resume", world.ResumeFile]
        );
        await program.ReadLineAsync();
        program.Stop();
        var transcript = await program.WaitAsync();
        Assert.Equal(130, transcript.ExitCode);
        Assert.EndsWith("interrupted\n", transcript.Error, StringComparison.Ordinal);
        Assert.InRange(world.Pending, 1, 39);

        // Whatever was pressed is also recorded and noted.
        Assert.Equal(world.Pressed, Decisions(transcript).Count);
        Assert.Equal(world.Pressed, world.World.S3.Objects(Bucket, "decisions/").Count);
    }

    [Fact]
    public async Task A_mail_cut_short_by_an_interrupt_is_not_reported_as_slow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send");
        await using var world = await StartAsync();
        world.Store("inbound/a", Newsletter());
        world.Store("inbound/b", Newsletter());
        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Hang(),
            times: 100,
            when: r => r.Path.EndsWith("/b", StringComparison.Ordinal)
        );
        using var program = Transcript.Start(world.World.EnvironmentFor(), ["replay", $"s3://{Bucket}/", "--parallel", "2"]);
        await program.ReadLineAsync();
        program.Stop();
        var transcript = await program.WaitAsync();
        Assert.Equal(130, transcript.ExitCode);
        Assert.Contains($"failed: s3://{Bucket}/inbound/b: interrupted before it was done\n", transcript.Error, StringComparison.Ordinal);
    }
}

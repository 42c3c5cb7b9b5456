using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>Dead letters by the function, where a mail of them cannot be handled in the time that there is.</summary>
public sealed class StuckMailTests
{
    [Fact]
    public async Task A_service_that_throttles_all_the_time_is_no_success_and_the_messages_stay()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Timeout = TimeSpan.FromSeconds(12) };
        await using var function = FunctionReplayTests.StartFunction(world);
        var queue = Park(world, "only");
        world.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "ThrottlingException"), times: 100_000);

        var transcript = await ReplayAsync(world, lambda, queue);

        Assert.Equal((1, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith("failed: inbound/only: ACM in eu-west-1 is temporarily unavailable", transcript.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 mail: 1 failed\n", transcript.Error, StringComparison.Ordinal);
        Assert.Single(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task One_mail_that_is_stuck_is_reported_beside_the_decisions_on_five_others()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Timeout = TimeSpan.FromSeconds(20) };
        await using var function = FunctionReplayTests.StartFunction(world);
        var queue = Park(world, "1", "2", "3", "4", "5", "stuck");
        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Error(503),
            times: 100_000,
            when: r => r.Path.EndsWith("/stuck", StringComparison.Ordinal)
        );

        var transcript = await ReplayAsync(world, lambda, queue);

        Assert.Equal((1, "1 Approved, 2 Approved, 3 Approved, 4 Approved, 5 Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Contains("failed: inbound/stuck: S3 is temporarily unavailable", transcript.Error, StringComparison.Ordinal);
        Assert.EndsWith("6 mails: 5 Approved, 1 failed\n", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("inbound/stuck", Assert.Single(world.World.Sqs.Bodies(queue)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_the_function_says_nothing_of_was_not_reached()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, """{"decisions":[],"summary":{},"continueFrom":""}""", false) };
        var queue = Park(world, "only");

        var transcript = await ReplayAsync(world, lambda, queue);

        Assert.Equal(
            (1, "failed: inbound/only: the function did not reach it\n1 mail: 1 failed\n"),
            (transcript.ExitCode, transcript.Error)
        );
        Assert.Single(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task A_function_that_fails_fails_each_mail_with_its_reason()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World)
        {
            Answer = (200, """{"errorType":"Broken","errorMessage":"out of order"}""", true),
        };
        var queue = Park(world, "1", "2");

        var transcript = await ReplayAsync(world, lambda, queue);

        Assert.Equal(1, transcript.ExitCode);
        Assert.Equal(
            2,
            transcript.Error.Split('\n').Count(line => line.EndsWith(": acm-approver failed: out of order", StringComparison.Ordinal))
        );
        Assert.Equal(2, world.World.Sqs.Bodies(queue).Count);
    }

    /// <summary>A queue with a dead letter for each of these mails, all of them good.</summary>
    private static string Park(ReplayWorld world, params IReadOnlyList<string> names)
    {
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        foreach (var name in names)
        {
            world.Store($"inbound/{name}", world.Good());
            world.World.Sqs.Send(queue, DeadLetterTests.Record($"inbound/{name}"));
        }

        return queue;
    }

    private static Task<Transcript> ReplayAsync(ReplayWorld world, LambdaEndpoint lambda, string queue) =>
        FunctionReplayTests.ReplayAsync(world, lambda, "--dead-letters", queue, "--approve", "--json");
}

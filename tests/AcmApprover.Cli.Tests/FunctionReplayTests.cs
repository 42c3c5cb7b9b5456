using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>The real function, invoked as Lambda's own API has it.</summary>
public sealed class FunctionReplayTests
{
    [Fact]
    public async Task The_function_is_invoked_until_all_is_done()
    {
        await using var world = await StartAsync();
        world.Store("inbound/000", world.Good());
        foreach (var i in Enumerable.Range(1, 149))
        {
            world.Store($"inbound/{i:000}", Newsletter());
        }

        using var lambda = new LambdaEndpoint(world.World);
        await using var function = StartFunction(world);
        var transcript = await ReplayAsync(world, lambda, $"s3://{Bucket}/inbound/", "--json");
        Assert.Equal((0, 150), (transcript.ExitCode, Decisions(transcript).Count));
        Assert.StartsWith("150 mails: 149 Ignored, 1 WouldApprove\ndry run: ", transcript.Error, StringComparison.Ordinal);
        Assert.Equal(["null", "inbound/099"], lambda.Events.Select(e => e["continueFrom"]?.ToString() ?? "null"));
        Assert.Equal(0, world.Pressed);
    }

    [Fact]
    public async Task Approve_is_passed_on_and_a_run_resumes_where_it_stopped()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1, 5))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        using var lambda = new LambdaEndpoint(world.World);
        await using var function = StartFunction(world);
        string[] arguments = ["--approve", "--json", "--resume", world.ResumeFile];
        var first = await ReplayAsync(world, lambda, [.. arguments, "--limit", "2"]);
        Assert.Equal("1 Approved, 2 Approved", Outcomes(first));
        var second = await ReplayAsync(world, lambda, arguments);
        Assert.Equal("3 Approved, 4 Approved, 5 Approved", Outcomes(second));
        Assert.Equal("goes on after inbound/2\n5 mails: 5 Approved (2 of them done before)\n", second.Error);
        Assert.Equal((5, 0), (world.Pressed, world.Pending));
    }

    [Fact]
    public async Task A_resumed_run_tries_a_failed_mail_again()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1, 4))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Error(403, "AccessDenied"),
            times: 1,
            when: r => r.Path.EndsWith("/1", StringComparison.Ordinal)
        );
        using var lambda = new LambdaEndpoint(world.World);
        await using var function = StartFunction(world);
        string[] arguments = ["--approve", "--json", "--resume", world.ResumeFile];
        var first = await ReplayAsync(world, lambda, [.. arguments, "--limit", "2"]);
        Assert.Equal((1, "2 Approved"), (first.ExitCode, Outcomes(first)));
        Assert.Contains("failed: inbound/1: ", first.Error, StringComparison.Ordinal);

        var second = await ReplayAsync(world, lambda, arguments);
        Assert.Equal((0, "1 Approved, 3 Approved, 4 Approved"), (second.ExitCode, Outcomes(second)));
        Assert.Equal("4 mails: 4 Approved (1 of them done before)\n", second.Error);
    }

    [Fact]
    public async Task Dead_letters_are_handled_by_the_function()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World);
        await using var function = StartFunction(world);
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/there", world.Good());
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/there"));
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/gone"));

        var transcript = await ReplayAsync(world, lambda, "--dead-letters", queue, "--approve", "--json");

        Assert.Equal((1, "there Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Contains("failed: inbound/gone: there is no mail at", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("inbound/gone", Assert.Single(world.World.Sqs.Bodies(queue)), StringComparison.Ordinal);
        Assert.Equal((1, 0), (world.Pressed, world.Pending));
    }

    [Fact]
    public async Task A_function_that_fails_is_named()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World)
        {
            Answer = (200, """{"errorType":"Broken","errorMessage":"out of order"}""", true),
        };
        var transcript = await ReplayAsync(world, lambda);
        Assert.Equal(
            (3, "error: acm-approver failed: out of order\nhint: see its log in CloudWatch\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    [Fact]
    public async Task A_function_that_is_not_AcmApprover_is_recognised()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, "[]", false) };
        var transcript = await ReplayAsync(world, lambda);
        Assert.Equal(3, transcript.ExitCode);
        Assert.StartsWith("error: acm-approver is not AcmApprover: ", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_makes_no_progress_is_not_invoked_forever()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, """{"decisions":[],"summary":{},"continueFrom":""}""", false) };
        var transcript = await ReplayAsync(world, lambda);
        Assert.Equal(
            (3, "error: acm-approver cannot finish a mail within its timeout\nhint: give the function a longer timeout\n"),
            (transcript.ExitCode, transcript.Error)
        );
        Assert.Single(lambda.Events);
    }

    internal static FunctionProcess StartFunction(ReplayWorld world) =>
        world.World.StartFunction(FunctionUnderTest.Path, new Dictionary<string, string> { ["ACM_APPROVER_BUCKET"] = Bucket });

    internal static Task<Transcript> ReplayAsync(ReplayWorld world, LambdaEndpoint lambda, params IReadOnlyList<string> arguments) =>
        Transcript.OfAsync(world.World, ["replay", "--function", "acm-approver", .. arguments], ("AWS_ENDPOINT_URL_LAMBDA", lambda.Url));
}

using AcmApprover.Cli.Commands.Replay;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>Endpoints that do not answer, and services that are down.</summary>
public sealed class UnreachableTests
{
    /// <summary>Nothing listens on port 1 (IANA: tcpmux).</summary>
    private const string Nowhere = "http://127.0.0.1:1";

    [Fact]
    public async Task An_endpoint_that_refuses_is_named_with_its_cause()
    {
        await using var world = await StartAsync();

        var transcript = await Transcript.OfAsync(world.World, ["inspect", "s3://any/1"], ("AWS_ENDPOINT_URL_S3", Nowhere));

        Assert.Equal(
            (
                3,
                "error: http://127.0.0.1:1 does not answer: Connection refused (127.0.0.1:1)\n"
                    + "hint: check the network, the region, HTTPS_PROXY and AWS_ENDPOINT_URL\n"
            ),
            (transcript.ExitCode, transcript.Error)
        );
    }

    [Fact]
    public async Task An_endpoint_that_only_connects_is_named_and_asked_no_second_time()
    {
        await using var world = await StartAsync();
        world.World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Hang(), times: 100);

        var transcript = await Transcript.OfAsync(world.World, ["inspect", "s3://any/1"]);

        Assert.Equal(3, transcript.ExitCode);
        Assert.Contains(" does not answer: it is connected, but says nothing\n", transcript.Error, StringComparison.Ordinal);
        Assert.Single(world.World.Requests.Of(ServiceName.S3, "GetObject"));
    }

    [Fact]
    public async Task A_service_that_is_down_ends_the_run_after_a_few_mails()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1, 50))
        {
            world.Store($"inbound/{i:00}", world.Good());
        }

        var transcript = await Transcript.OfAsync(
            world.World,
            ["replay", $"s3://{Bucket}/inbound/", "--json", "--parallel", "1"],
            ("AWS_ENDPOINT_URL_ACM", Nowhere)
        );

        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal(5, transcript.Error.Split('\n').Count(line => line.StartsWith("failed: ", StringComparison.Ordinal)));
        Assert.EndsWith(
            "error: 5 mails in a row failed of the same: http://127.0.0.1:1 does not answer: Connection refused (127.0.0.1:1)\n"
                + "hint: run it again when that works; with --resume FILE, it goes on where it stopped\n",
            transcript.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(5, world.World.Requests.Of(ServiceName.S3, "GetObject").Count);
    }

    [Fact]
    public async Task A_function_of_which_every_mail_fails_is_not_invoked_again()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World)
        {
            Answer = (
                200,
                """
                {"decisions": [], "summary": {}, "continueFrom": "5", "failures": [
                  {"key": "1", "error": "E"}, {"key": "2", "error": "E"}, {"key": "3", "error": "E"}, {"key": "4", "error": "E"},
                  {"key": "5", "error": "S3 is temporarily unavailable"}]}
                """,
                false
            ),
        };

        var transcript = await FunctionReplayTests.ReplayAsync(world, lambda);

        Assert.Equal(3, transcript.ExitCode);
        Assert.Contains("error: 5 mails in a row failed of the same: S3 is ", transcript.Error, StringComparison.Ordinal);
        Assert.Single(lambda.Events);
    }

    [Fact]
    public void A_mail_that_is_done_ends_the_streak_and_gives_the_next_its_whole_time_again()
    {
        var streak = new FailureStreak();
        var whole = streak.MailTime;
        var down = new TemporarilyUnavailableException("S3", "no answer");

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(streak.Add(down)));
        Assert.True(streak.MailTime < whole);
        streak.Break();
        Assert.Equal(whole, streak.MailTime);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(streak.Add(down)));
        Assert.NotNull(streak.Add(down));
    }

    [Fact]
    public void Only_failures_of_one_service_are_a_streak()
    {
        var streak = new FailureStreak();
        Assert.All(
            Enumerable.Range(0, 20),
            i => Assert.Null(streak.Add(new TemporarilyUnavailableException(i % 2 == 0 ? "S3" : "ACM in eu-west-1", "no answer")))
        );
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Null(streak.Add(new InvalidOperationException("the mail's own"))));
    }
}

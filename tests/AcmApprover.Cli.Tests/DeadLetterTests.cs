using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_dry_run_leaves_the_dead_letters_and_approve_deletes_them()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        foreach (var i in Enumerable.Range(10, 12))
        {
            world.Store($"inbound/a b/{i}", world.Good());
            world.World.Sqs.Send(queue, Record($"inbound/a+b/{i}"));
        }

        var dryRun = await world.ReplayAsync("--dead-letters", queue, "--json");
        Assert.Equal((0, 12), (dryRun.ExitCode, Decisions(dryRun).Count));
        Assert.Equal((12, 0, 12), (world.World.Sqs.Bodies(queue).Count, world.Pressed, world.Pending));

        // They were given back: the next run sees them at once.
        var approved = await world.ReplayAsync("--dead-letters", queue, "--json", "--approve");
        Assert.Equal((0, "12 mails: 12 Approved\n"), (approved.ExitCode, approved.Error));
        Assert.Empty(world.World.Sqs.Bodies(queue));
        Assert.Equal((12, 0), (world.Pressed, world.Pending));
    }

    [Fact]
    public async Task A_message_received_twice_does_not_end_the_run()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        foreach (var i in Enumerable.Range(10, 12))
        {
            world.Store($"inbound/{i}", Newsletter());
            world.World.Sqs.Send(queue, Record($"inbound/{i}"));
        }

        world.World.Sqs.Repetitions = 1;
        var dryRun = await world.ReplayAsync("--dead-letters", queue, "--json");
        Assert.Equal((0, 12), (dryRun.ExitCode, Decisions(dryRun).Count));

        world.World.Sqs.Repetitions = 1;
        await world.ReplayAsync("--dead-letters", queue, "--json", "--approve");
        Assert.Empty(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task A_message_received_again_before_it_is_deleted_is_deleted_with_its_newest_receipt()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/a", Newsletter());
        world.World.Sqs.Send(queue, Record("inbound/a"));
        world.World.Sqs.Repetitions = 1;
        var (receives, deleting, received) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        world.World.Faults.Add(
            ServiceName.Sqs,
            "ReceiveMessage",
            async exchange =>
            {
                await deleting.Task;
                var answer = await exchange.Answer();
                received.SetResult();
                return answer;
            },
            when: _ => Interlocked.Increment(ref receives) == 2
        );
        world.World.Faults.Add(
            ServiceName.Sqs,
            "DeleteMessage",
            async exchange =>
            {
                deleting.SetResult();
                await received.Task;
                return await Misbehave.Delay(TimeSpan.FromSeconds(1))(exchange);
            }
        );

        await world.ReplayAsync("--dead-letters", queue, "--json", "--approve");
        Assert.Empty(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task A_message_stays_in_the_queue_until_each_of_its_mails_is_handled()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/there", world.Good());
        world.World.Sqs.Send(queue, Record("inbound/there", "inbound/gone"));
        world.World.Sqs.Send(queue, """{"requestPayload": {"hello": "world"}}""");
        world.World.Sqs.Send(queue, "no JSON");
        world.World.Sqs.Send(queue, """{"requestPayload": {"replay": {"prefix": "inbound/"}}}""");

        var transcript = await world.ReplayAsync("--dead-letters", queue, "--json", "--approve");
        Assert.Equal((1, "there Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Equal(4, transcript.Error.Split('\n').Count(l => l.StartsWith("failed: ", StringComparison.Ordinal)));
        Assert.Contains(
            $"failed: s3://{Bucket}/inbound/gone: there is no mail at s3://{Bucket}/inbound/gone",
            transcript.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(4, world.World.Sqs.Bodies(queue).Count);
    }

    [Fact]
    public async Task An_event_that_EventBridge_could_not_deliver_is_handled_too()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/a b", world.Good());
        // EventBridge parks the event as it is, without Lambda's record around it (EventBridge user guide, eb-rule-dlq).
        world.World.Sqs.Send(
            queue,
            new JsonObject
            {
                ["detail-type"] = "Object Created",
                ["source"] = "aws.s3",
                ["detail"] = new JsonObject
                {
                    ["bucket"] = new JsonObject { ["name"] = Bucket },
                    ["object"] = new JsonObject { ["key"] = "inbound/a b" },
                },
            }.ToJsonString()
        );

        var transcript = await world.ReplayAsync("--dead-letters", queue, "--json", "--approve");
        Assert.Equal((0, "a b Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Empty(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task A_referral_is_handled_and_needs_the_operator()
    {
        await using var world = await StartAsync();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/a", world.Draft("999988887777").ToBytes());
        world.World.Sqs.Send(queue, Record("inbound/a"));
        var transcript = await world.ReplayAsync("--dead-letters", queue, "--approve", "--json");
        Assert.Equal((1, "a Referred"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Empty(world.World.Sqs.Bodies(queue));
        Assert.Single(world.World.Sns.Messages);
    }

    [Fact]
    public async Task A_missing_queue_is_an_error()
    {
        await using var world = await StartAsync();
        var transcript = await world.ReplayAsync("--dead-letters", new Uri(world.World.Sqs.Endpoint, $"/{Account}/none").ToString());
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith("error: The specified queue does not exist", transcript.Error, StringComparison.Ordinal);
    }

    /// <summary>What Lambda sends to an on-failure destination (Lambda developer guide, invocation-async-retain-records).</summary>
    internal static string Record(params IReadOnlyList<string> encodedKeys) =>
        new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = DateTimeOffset.UtcNow.UtcDateTime,
            ["requestContext"] = new JsonObject { ["condition"] = "RetriesExhausted", ["approximateInvokeCount"] = 3 },
            ["requestPayload"] = new JsonObject
            {
                ["Records"] = new JsonArray([
                    .. encodedKeys.Select(key => new JsonObject
                    {
                        ["eventSource"] = "aws:s3",
                        ["eventName"] = "ObjectCreated:Put",
                        ["s3"] = new JsonObject
                        {
                            ["bucket"] = new JsonObject { ["name"] = Bucket },
                            ["object"] = new JsonObject { ["key"] = key },
                        },
                    }),
                ]),
            },
            ["responsePayload"] = new JsonObject { ["errorType"] = "MailsNotHandledException" },
        }.ToJsonString();
}

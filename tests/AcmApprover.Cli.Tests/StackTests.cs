using System.Text;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>Commands that take what they need from a deployed stack.</summary>
public sealed class StackTests
{
    private const string Uses = $"""
        uses  stack acm-approver, bucket {Bucket}
        uses  mode approve
        uses  accounts {Account}
        uses  domains *.example.com
        uses  operator {Topic}
        uses  records below decisions/ in the mail's bucket

        """;

    [Fact]
    public async Task A_replay_takes_bucket_and_settings_from_the_stack_and_says_first_what_it_uses()
    {
        await using var world = await StartAsync();
        Deploy(world);
        world.Store("inbound/1", world.Good());
        world.Store("other/2", world.Good());

        var transcript = await Transcript.OfAsync(world.World, ["replay", "--stack", "acm-approver", "--json"]);

        Assert.Equal((0, "1 WouldApprove", Uses), (transcript.ExitCode, Outcomes(transcript), transcript.Uses));
    }

    [Fact]
    public async Task The_stacks_settings_hold_and_those_of_the_environment_are_passed_over()
    {
        await using var world = await StartAsync();
        Deploy(world, ("ACM_APPROVER_MODE", "notify"), ("ACM_APPROVER_DOMAINS", "elsewhere.example"));
        world.Store("inbound/1", world.Good());

        var transcript = await Transcript.OfAsync(
            world.World,
            ["replay", "--stack", "acm-approver", "--json"],
            ("ACM_APPROVER_MODE", "approve"),
            ("ACM_APPROVER_DOMAINS", "*")
        );

        Assert.Equal("domain-not-allowed", Assert.Single(Assert.Single(Decisions(transcript)).Reasons).Code);
        Assert.Contains("uses  mode notify\n", transcript.Uses, StringComparison.Ordinal);
        Assert.StartsWith(
            "note: ACM_APPROVER_DNS, ACM_APPROVER_DOMAINS, ACM_APPROVER_MODE of the environment are passed over\n",
            transcript.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Its_function_takes_up_its_dead_letters()
    {
        await using var world = await StartAsync();
        var queue = Deploy(world);
        world.Store("inbound/1", world.Good());
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/1"));
        using var lambda = new LambdaEndpoint(world.World);
        await using var function = FunctionReplayTests.StartFunction(world);

        // The function is described by one endpoint and invoked at another, as the simulator has it.
        var transcript = await Transcript.OfAsync(
            world.World,
            ["replay", "--function", "acm-approver", "--dead-letters", queue, "--approve", "--json"],
            ("AWS_ENDPOINT_URL_LAMBDA", lambda.Url)
        );

        Assert.Equal((0, "1 Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Equal("uses  function acm-approver, with its own settings\n", transcript.Uses);
    }

    [Fact]
    public async Task Its_dead_letters_are_taken_up_by_name()
    {
        await using var world = await StartAsync();
        var queue = Deploy(world);
        world.Store("inbound/1", world.Good());
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/1"));

        var transcript = await Transcript.OfAsync(world.World, ["replay", "--stack", "acm-approver", "--failed", "--approve", "--json"]);

        Assert.Equal((0, "1 Approved", Uses), (transcript.ExitCode, Outcomes(transcript), transcript.Uses));
        Assert.Empty(world.World.Sqs.Bodies(queue));
    }

    [Fact]
    public async Task A_mail_is_inspected_by_the_stacks_settings()
    {
        await using var world = await StartAsync();
        Deploy(world, ("ACM_APPROVER_ACCOUNTS", "999988887777"));
        var mail = world.Write("mail.eml", world.Good());

        var transcript = await Transcript.OfAsync(world.World, ["inspect", mail, "--stack", "acm-approver", "--json"]);

        // The simulated world's resolver.
        Assert.Equal((1, "note: ACM_APPROVER_DNS of the environment is passed over\n"), (transcript.ExitCode, transcript.Error));
        Assert.Contains("trusted accounts: 999988887777", transcript.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "error: there is no stack 'none' in eu-west-1\nhint: aws cloudformation list-stacks shows those that there are; give --region and "
            + "--profile of the one that you mean\n",
        "none"
    )]
    [InlineData(
        "error: the stack 'other' (ROLLBACK_COMPLETE) has no output FunctionName\nhint: give the name of a stack that was made of "
            + "AcmApprover's template, and whose deployment is complete\n",
        "other"
    )]
    [InlineData("error: the function gone of the stack is gone\nhint: deploy the stack again\n", "torn")]
    public async Task A_stack_that_cannot_be_used_is_an_error(string error, string stack)
    {
        await using var world = await StartAsync();
        var none = new Dictionary<string, string>();
        world.World.CloudFormation.Deploy(Account, "eu-west-1", "other", none, none, "ROLLBACK_COMPLETE");
        world.World.CloudFormation.Deploy(
            Account,
            "eu-west-1",
            "torn",
            new Dictionary<string, string> { ["FunctionName"] = "gone", ["MailBucketName"] = Bucket },
            none
        );

        var transcript = await Transcript.OfAsync(world.World, ["replay", "--stack", stack]);

        Assert.Equal((3, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    [Fact]
    public async Task Without_a_topic_it_is_said_that_nobody_is_told_and_of_files_that_nothing_is_recorded()
    {
        await using var world = await StartAsync();
        var mail = world.Write("mail.eml", world.Good());

        var transcript = await Transcript.OfAsync(world.World, ["replay", mail, "--approve", "--json"]);

        Assert.Equal(
            """
            uses  mode approve
            uses  accounts: your own
            uses  domains *
            uses  operator none: nobody will be told of what is referred (ACM_APPROVER_OPERATOR_TOPIC_ARN)
            uses  records below decisions/ in the mail's bucket; of a mail in a file, nothing is recorded (ACM_APPROVER_BUCKET)

            """,
            transcript.Uses
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decisions_on_files_are_recorded_in_the_bucket_that_is_named(bool isStack)
    {
        await using var world = await StartAsync();
        Deploy(world);
        var mail = world.Write("mail.eml", world.Good());
        IReadOnlyList<(string, string)> settings = isStack ? [] : [("ACM_APPROVER_BUCKET", Bucket)];
        string[] named = isStack ? ["--stack", "acm-approver"] : [];

        var dry = await Transcript.OfAsync(world.World, ["replay", mail, "--json", .. named], settings);
        Assert.Empty(world.World.S3.Objects(Bucket));
        var live = await Transcript.OfAsync(world.World, ["replay", mail, "--json", "--approve", .. named], settings);
        var listed = await Transcript.OfAsync(world.World, ["decisions", .. named], settings);

        Assert.Equal((0, 0, 0), (dry.ExitCode, live.ExitCode, listed.ExitCode));
        Assert.EndsWith(
            $"uses  records below decisions/ in the mail's bucket; of a mail in a file, below decisions/files/ in {Bucket}\n",
            live.Uses,
            StringComparison.Ordinal
        );
        var record = Assert.Single(world.World.S3.Objects(Bucket));
        Assert.Matches(@"^decisions/files/[0-9a-f]{16}/mail\.eml\.\d{8}T\d{6}\.\d{3}Z\.json$", record.Key);
        Assert.Equal(live.Output, Encoding.UTF8.GetString(record.Value.Body.Span) + "\n");
        Assert.EndsWith($"Approved           www1.example.com  {mail}\n", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--in-function")]
    [InlineData("--failed")]
    public async Task What_is_the_stacks_needs_one(string option)
    {
        var transcript = await Transcript.OfAsync(["replay", "s3://any/", option]);
        Assert.Equal(
            (2, $"error: {option} is for --stack\nhint: name the stack with --stack, or the resource itself\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    /// <summary>Deploys the stack acm-approver.</summary>
    /// <returns>Its dead-letter queue.</returns>
    internal static string Deploy(ReplayWorld world, params (string Name, string Value)[] settings)
    {
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        var environment = new Dictionary<string, string>
        {
            ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
            ["ACM_APPROVER_ACCOUNTS"] = "",
            ["ACM_APPROVER_DOMAINS"] = "*.example.com",
            ["ACM_APPROVER_BUCKET"] = Bucket,
            ["ACM_APPROVER_STACK"] = "acm-approver",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        world.World.Functions.Configure(Account, "eu-west-1", "acm-approver", environment);
        world.World.CloudFormation.Deploy(
            Account,
            "eu-west-1",
            "acm-approver",
            new Dictionary<string, string>
            {
                ["FunctionName"] = "acm-approver",
                ["MailBucketName"] = Bucket,
                ["DeadLetterQueueUrl"] = queue,
                ["OperatorTopicArn"] = Topic,
            },
            new Dictionary<string, string> { ["MailPrefix"] = "inbound/" }
        );
        return queue;
    }
}

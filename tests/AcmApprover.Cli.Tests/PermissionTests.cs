using System.Text.RegularExpressions;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Http;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>docs/permissions.md against the requests that the commands make.</summary>
public sealed class PermissionTests
{
    [Theory]
    [InlineData("inspect s3://…")]
    [InlineData("replay s3://…")]
    [InlineData("replay s3://… --approve")]
    [InlineData("replay --dead-letters URL")]
    [InlineData("replay --dead-letters URL --approve")]
    [InlineData("replay s3://… --function NAME")]
    [InlineData("replay --dead-letters URL --function NAME")]
    [InlineData("decisions --stack NAME")]
    public async Task A_command_asks_for_what_is_written_and_nothing_else(string command)
    {
        var (always, whereItApplies) = Documented(command);
        await using var world = await StartAsync();
        var queue = StackTests.Deploy(world);
        world.Store("decisions/inbound/a.json", "{}"u8.ToArray());
        world.Store("inbound/a", world.Good());
        world.Store("inbound/b", Newsletter());
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/a"));
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/b"));
        world.World.Requests.Clear();
        var isByTheFunction = command.Contains("--function", StringComparison.Ordinal);
        using var lambda = isByTheFunction ? new LambdaEndpoint(world.World) : null;
        await using var function = isByTheFunction ? FunctionReplayTests.StartFunction(world) : null;
        var single = command.StartsWith("inspect", StringComparison.Ordinal) ? "s3://mail-bucket/inbound/a" : "s3://mail-bucket/inbound/";
        var values = new Dictionary<string, string>
        {
            ["s3://…"] = single,
            ["URL"] = queue,
            ["NAME"] = "acm-approver",
        };

        using var program = Transcript.Start(
            world.World.EnvironmentFor(),
            [.. command.Split(' ').Select(word => values.GetValueOrDefault(word, word))],
            lambda is null ? ("ACM_APPROVER_OPERATOR_TOPIC_ARN", Topic) : ("AWS_ENDPOINT_URL_LAMBDA", lambda.Url)
        );
        var transcript = await program.WaitAsync();

        Assert.True(transcript.ExitCode is 0 or 1, transcript.Error);
        var used = world.World.Requests.All.Select(ActionOf).OfType<string>().ToHashSet();
        if (function is not null)
        {
            // What reaches AWS then is the function's; the command's own requests go to Lambda and to the queue.
            used.RemoveWhere(action => !action.StartsWith("sqs:", StringComparison.Ordinal));
            used.Add("lambda:InvokeFunction");
        }

        Assert.Empty(used.Except(always.Concat(whereItApplies)));
        Assert.Empty(always.Except(used));
    }

    /// <summary>The actions in the two columns of a command's row.</summary>
    private static (string[] Always, string[] WhereItApplies) Documented(string command)
    {
        var lines = RepositoryFiles.Read("docs/permissions.md").Split('\n');
        var cells = lines.Single(line => line.StartsWith($"| `{command}` |", StringComparison.Ordinal)).Split(" | ");
        return (Actions(cells[1]), Actions(cells[2]));
    }

    private static string[] Actions(string cell) =>
        [.. Regex.Matches(cell, "`([a-z0-9]+:[A-Za-z]+)`").Select(match => match.Groups[1].Value)];

    /// <summary>What IAM calls the right to a request; null where none is needed, or it is no request to AWS.</summary>
    private static string? ActionOf(SimulatedRequest request) =>
        (request.Service, request.Operation) switch
        {
            (ServiceName.S3, "ListObjectsV2") => "s3:ListBucket",
            (ServiceName.S3, "HeadObject") => "s3:GetObject",
            (ServiceName.S3, var operation) => $"s3:{operation}",
            (ServiceName.Acm, var operation) => $"acm:{operation}",
            (ServiceName.Sqs, var operation) => $"sqs:{operation.Replace("Batch", "", StringComparison.Ordinal)}",
            (ServiceName.Sns, var operation) => $"sns:{operation}",
            (ServiceName.CloudFormation, var operation) => $"cloudformation:{operation}",
            (ServiceName.Functions, var operation) => $"lambda:{operation}",
            (ServiceName.Sts, "GetCallerIdentity") => null,
            (ServiceName.Sts, var operation) => $"sts:{operation}",
            _ => null,
        };
}

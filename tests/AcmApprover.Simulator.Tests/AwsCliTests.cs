using System.Diagnostics;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Sns;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>A client that nobody here wrote understands the simulated services: the AWS CLI, where it is installed.</summary>
public sealed class AwsCliTests
{
    private static readonly bool IsInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "aws")));

    [Fact]
    public async Task It_stores_and_lists_objects()
    {
        await using var world = await WorldAsync();
        world.S3.AddBucket("mail");
        var file = Path.Combine(Path.GetDirectoryName(world.AuthorityFile)!, "body");
        await File.WriteAllTextAsync(file, "hello", Cancelled);
        string[] put = ["s3api", "put-object", "--bucket", "mail", "--key", "in/a b+ü", "--body", file, "--if-none-match", "*"];
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (string?)(await AwsAsync(world, put))["ETag"]);
        Assert.Equal("hello"u8.ToArray(), world.S3.Find("mail", "in/a b+ü")!.Body.ToArray());
        Assert.Contains("PreconditionFailed", await AwsErrorAsync(world, put), StringComparison.Ordinal);

        var list = await AwsAsync(world, "s3api", "list-objects-v2", "--bucket", "mail", "--prefix", "in/");
        Assert.Equal("in/a b+ü", (string?)list["Contents"]![0]!["Key"]);
        var get = await AwsAsync(world, "s3api", "get-object", "--bucket", "mail", "--key", "in/a b+ü", "--range", "bytes=1-3", file);
        Assert.Equal("bytes 1-3/5", (string?)get["ContentRange"]);
        Assert.Equal("ell", await File.ReadAllTextAsync(file, Cancelled));
    }

    [Fact]
    public async Task It_describes_a_renewing_certificate()
    {
        await using var world = await WorldAsync();
        var arn = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com", "www.example.com"])[0].CertificateArn;
        world.Acm.ApproveAll(arn);
        world.Acm.StartRenewal(arn);
        var certificate = (await AwsAsync(world, "acm", "describe-certificate", "--certificate-arn", arn))["Certificate"]!;
        Assert.Equal("ISSUED", (string?)certificate["Status"]);
        Assert.Equal("PENDING_VALIDATION", (string?)certificate["RenewalSummary"]!["DomainValidationOptions"]![1]!["ValidationStatus"]);
        Assert.Equal("EMAIL", (string?)certificate["DomainValidationOptions"]![0]!["ValidationMethod"]);
        var missing = await AwsErrorAsync(world, "acm", "describe-certificate", "--certificate-arn", arn[..^1] + "z");
        Assert.Contains("ResourceNotFoundException", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_publishes_queues_and_assumes_roles()
    {
        await using var world = await WorldAsync();
        const string Topic = "arn:aws:sns:eu-west-1:111122223333:operators";
        world.Sns.AddTopic(Topic);
        await AwsAsync(world, "sns", "publish", "--topic-arn", Topic, "--subject", "s", "--message", "m");
        Assert.Equal(new PublishedMessage(Topic, "s", "m", Home), Assert.Single(world.Sns.Messages));

        var subscriptions = await AwsAsync(world, "sns", "list-subscriptions-by-topic", "--topic-arn", Topic);
        Assert.Equal("email", (string?)subscriptions["Subscriptions"]![0]!["Protocol"]);
        var attributes = await AwsAsync(world, "sns", "get-topic-attributes", "--topic-arn", Topic);
        Assert.Equal("1", (string?)attributes["Attributes"]!["SubscriptionsConfirmed"]);

        world.Sts.AllowRole(Other, "reader");
        var role = await AwsAsync(
            world,
            "sts",
            "assume-role",
            "--role-arn",
            $"arn:aws:iam::{Other}:role/reader",
            "--role-session-name",
            "test"
        );
        Assert.NotNull((string?)role["Credentials"]!["AccessKeyId"]);

        var url = world.Sqs.AddQueue(Home, "dead-letters");
        // Version 1 of the CLI does not heed AWS_ENDPOINT_URL_SQS.
        string[] sqs = ["sqs", "--endpoint-url", world.Sqs.Endpoint.OriginalString];
        await AwsAsync(world, [.. sqs, "send-message", "--queue-url", url, "--message-body", "b"]);
        var received = await AwsAsync(world, [.. sqs, "receive-message", "--queue-url", url]);
        Assert.Equal("b", (string?)received["Messages"]![0]!["Body"]);
    }

    private static Task<SimulatedWorld> WorldAsync()
    {
        Assert.SkipUnless(IsInstalled, "the AWS CLI is not on the PATH");
        return SimulatedWorld.StartAsync(cancelled: Cancelled);
    }

    private static async Task<JsonNode> AwsAsync(SimulatedWorld world, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(world, arguments);
        Assert.True(exitCode == 0, error);
        return output.Length == 0 ? new JsonObject() : JsonNode.Parse(output)!;
    }

    private static async Task<string> AwsErrorAsync(SimulatedWorld world, params string[] arguments)
    {
        var (exitCode, _, error) = await RunAsync(world, arguments);
        Assert.NotEqual(0, exitCode);
        return error;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(SimulatedWorld world, string[] arguments)
    {
        var start = new ProcessStartInfo("aws", [.. arguments, "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in world.EnvironmentFor())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, output, await error);
    }
}

using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using Amazon.SQS;

namespace AcmApprover.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("inspect")]
    [InlineData("replay")]
    [InlineData("inventory")]
    [InlineData("report")]
    [InlineData("resend")]
    [InlineData("decisions")]
    [InlineData("explain")]
    public async Task Every_command_has_help_with_examples(string command)
    {
        var transcript = await Transcript.OfAsync([command, "--help"]);
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Contains($"Examples:\n  acm-approver {command}", transcript.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("--json", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_shown()
    {
        var transcript = await Transcript.OfAsync(["--version"]);
        Assert.Equal(0, transcript.ExitCode);
        Assert.StartsWith("0.", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_AWS_client_of_a_command_awaits_whole_bodies()
    {
        await Transcript.OfAsync(["--version"]);
        Assert.IsType<AwsHttpClientFactory>(new AmazonSQSConfig().HttpClientFactory);
    }

    [Theory]
    [InlineData("error: there is no command 'approve'\nhint: acm-approver --help\n", "approve", "mail.eml")]
    [InlineData("error: there is no option '--aprove'\nhint: acm-approver replay --help\n", "replay", "mails", "--aprove")]
    [InlineData("error: there is no option '--jsn'\nhint: acm-approver inspect --help\n", "inspect", "--jsn")]
    [InlineData("error: there is no command 'replya'; the nearest is replay\nhint: acm-approver help\n", "help", "replya")]
    [InlineData("error: unrecognized command or argument '--loud'\nhint: acm-approver demo --help\n", "demo", "--loud")]
    [InlineData(
        "error: no mails given\nhint: files, folders, - for standard input, s3://bucket/prefix or --stack NAME; acm-approver replay "
            + "--help\n",
        "replay"
    )]
    [InlineData("error: --parallel is 65, but must be 1 to 64\nhint: acm-approver replay --help\n", "replay", "x", "--parallel", "65")]
    [InlineData("error: --limit is 0, but must be 1 or more\nhint: acm-approver replay --help\n", "replay", "x", "--limit", "0")]
    [InlineData("error: --limit is many, but must be 1 or more\nhint: acm-approver replay --help\n", "replay", "x", "--limit", "many")]
    [InlineData(
        "error: --limit is 3000000000, but must be 1 or more\nhint: acm-approver replay --help\n",
        "replay",
        "x",
        "--limit",
        "3000000000"
    )]
    [InlineData("error: --parallel is 2.5, but must be 1 to 64\nhint: acm-approver replay --help\n", "replay", "x", "--parallel", "2.5")]
    [InlineData(
        "error: --since is 'yesterday', but must be a date such as 2026-11-01, a time such as 2026-11-01T08:00Z, or how long ago, such "
            + "as 3d or 12h\nhint: acm-approver replay --help\n",
        "replay",
        "x",
        "--since",
        "yesterday"
    )]
    [InlineData(
        "error: --since is '2999-01-01', which is still to come\nhint: acm-approver replay --help\n",
        "replay",
        "x",
        "--since",
        "2999-01-01"
    )]
    [InlineData(
        "error: --function replays one place in S3\nhint: s3://bucket/prefix, or nothing for the function's own bucket\n",
        "replay",
        "mail.eml",
        "--function",
        "acm-approver"
    )]
    [InlineData(
        "error: --dead-letters can be combined with --approve, --function, --stack, --parallel and --json only\n"
            + "hint: acm-approver replay --help\n",
        "replay",
        "mail.eml",
        "--dead-letters",
        "https://sqs.eu-west-1.amazonaws.com/111122223333/failed"
    )]
    public async Task Wrong_usage_is_told_and_nothing_is_done(string error, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(arguments);
        Assert.Equal((2, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    [Theory]
    [InlineData("replay", "--function", "--approve")]
    [InlineData("replay", "--function", "--aprove")]
    [InlineData("replay", "--function", "--help")]
    [InlineData("replay", "--resume", "--json")]
    [InlineData("replay", "--dead-letters", "--approve")]
    [InlineData("inspect", "--page", "--json")]
    [InlineData("inspect", "--account", "--json")]
    [InlineData("demo", "--function", "-h")]
    public async Task An_option_is_never_the_value_of_another(string command, string option, string value)
    {
        foreach (var arguments in (string[][])[[command, option, value], [command, $"{option}={value}"]])
        {
            var transcript = await Transcript.OfAsync(arguments);
            Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
            Assert.Equal(
                $"error: {option} is '{value}', which looks like an option\nhint: give {option} a value; acm-approver {command} --help\n",
                transcript.Error
            );
        }
    }

    [Fact]
    public async Task A_wrong_setting_is_named()
    {
        var transcript = await Transcript.OfAsync(
            ["inspect", "-"],
            environment: new Dictionary<string, string> { ["ACM_APPROVER_MODE"] = "maybe" }
        );
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal("error: wrong settings: ACM_APPROVER_MODE is 'maybe', but must be approve or notify\n", transcript.Error);
    }

    [Theory]
    [InlineData("explain", "link-expired")]
    [InlineData("inspect", "--page", "-")]
    [InlineData("help")]
    public async Task A_wrong_setting_is_named_where_it_stops_nothing_too(params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(
            arguments,
            "<html></html>",
            new Dictionary<string, string> { ["ACM_APPROVER_ACOUNTS"] = "111122223333" }
        );
        Assert.NotEmpty(transcript.Output);
        Assert.EndsWith(
            "note: ACM_APPROVER_ACOUNTS is no setting; the nearest is ACM_APPROVER_ACCOUNTS\n",
            transcript.Error,
            StringComparison.Ordinal
        );
    }
}

using System.Text;
using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>The records of a stack or a bucket.</summary>
public sealed class DecisionsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse(
        "2026-11-01T08:00:00Z",
        System.Globalization.CultureInfo.InvariantCulture
    );

    private int stored;

    [Fact]
    public async Task They_stand_in_the_order_of_time_whatever_their_keys()
    {
        await using var world = await StartAsync();
        Store(world, "z", Outcome.Approved, "www.example.com");
        Store(world, "a", Outcome.Referred, "shop.example.com", ReasonCode.AccountNotTrusted);
        world.Store("decisions/notices/1.json", "{}"u8.ToArray());
        world.Store("decisions/inbound/a.seen.txt", "page"u8.ToArray());

        var transcript = await Transcript.OfAsync(world.World, ["decisions", $"s3://{Bucket}"]);

        Assert.Equal(
            (
                1,
                $"2026-11-01 08:00:00Z  Approved           www.example.com  s3://{Bucket}/inbound/z\n"
                    + $"2026-11-01 08:00:01Z  Referred (warning) shop.example.com  account-not-trusted  s3://{Bucket}/inbound/a\n",
                "2 decisions\n"
            ),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
    }

    [Theory]
    [InlineData("a b c")]
    [InlineData("b", "--outcome", "referred")]
    [InlineData("b", "--reason", "account-not-trusted")]
    [InlineData("a b", "--domain", "*.example.com")]
    [InlineData("c", "--domain", "example.net")]
    [InlineData("", "--outcome", "Ignored")]
    [InlineData("c", "--limit", "1")]
    public async Task Those_that_are_wanted_are_shown(string keys, params string[] options)
    {
        await using var world = await StartAsync();
        StackTests.Deploy(world);
        Store(world, "a", Outcome.Approved, "www.example.com");
        Store(world, "b", Outcome.Referred, "shop.example.com", ReasonCode.AccountNotTrusted);
        Store(world, "c", Outcome.AlreadyApproved, "example.net");

        var transcript = await Transcript.OfAsync(world.World, ["decisions", "--stack", "acm-approver", "--json", .. options]);

        Assert.Equal(keys, string.Join(' ', Decisions(transcript).Select(d => Path.GetFileName(d.Mail.Key))));
        Assert.Equal(keys.Contains('b', StringComparison.Ordinal) ? 1 : 0, transcript.ExitCode);
        Assert.Equal(
            options is ["--limit", ..],
            transcript.Error.Contains("note: the newest 1 of 3 records are read; --limit reads more\n", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Only_what_is_shown_is_read_and_a_listing_takes_a_call_for_a_thousand()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(0, 1500))
        {
            world.Store($"decisions/inbound/{i:0000}.json", Record($"{i:0000}", Outcome.Approved, "www.example.com", []));
        }

        var transcript = await Transcript.OfAsync(world.World, ["decisions", $"s3://{Bucket}", "--limit", "20", "--json"]);

        Assert.Equal((0, 20), (transcript.ExitCode, transcript.Lines.Count));
        Assert.Equal(2, world.World.Requests.Of(ServiceName.S3, "ListObjectsV2").Count);
        Assert.Equal(20, world.World.Requests.Of(ServiceName.S3, "GetObject").Count);
    }

    [Fact]
    public async Task An_object_that_is_no_record_is_named()
    {
        await using var world = await StartAsync();
        world.Store("decisions/inbound/a.json", "not JSON"u8.ToArray());

        var transcript = await Transcript.OfAsync(world.World, ["decisions"], ("ACM_APPROVER_BUCKET", Bucket));

        Assert.Equal(
            (1, "", $"failed: s3://{Bucket}/decisions/inbound/a.json is no decision record, or is gone\n0 decisions\n"),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
    }

    [Fact]
    public async Task Where_there_are_none_it_is_said_where_was_looked()
    {
        await using var world = await StartAsync();
        var transcript = await Transcript.OfAsync(world.World, ["decisions", $"s3://{Bucket}", "--since", "3d"]);
        Assert.Equal(
            (0, "", $"no decisions of that kind in s3://{Bucket}/decisions/\n"),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
    }

    [Fact]
    public async Task New_records_are_followed_and_shown_once()
    {
        await using var world = await StartAsync();
        Store(world, "a", Outcome.Approved, "www.example.com");
        using var program = Transcript.Start(world.World.EnvironmentFor(), ["decisions", $"s3://{Bucket}", "--follow", "--json"]);
        Assert.Contains("inbound/a", await program.ReadLineAsync(), StringComparison.Ordinal);

        Store(world, "b", Outcome.Approved, "www.example.com");
        Assert.Contains("inbound/b", await program.ReadLineAsync(), StringComparison.Ordinal);

        program.Stop();
        var transcript = await program.WaitAsync();
        Assert.Equal((130, 2, "interrupted\n"), (transcript.ExitCode, transcript.Lines.Count, transcript.Error));
    }

    [Theory]
    [InlineData("error: no bucket is given\nhint: give --stack NAME, or s3://bucket, or set ACM_APPROVER_BUCKET\n")]
    [InlineData("error: 'folder' is no place in S3\nhint: s3://bucket, or --stack NAME\n", "folder")]
    [InlineData("error: a place and --stack are given\nhint: give one of them\n", "s3://any", "--stack", "any")]
    [InlineData(
        "error: --outcome is 'Refered', and there is none of that name\nhint: the nearest is Referred\n",
        "s3://any",
        "--outcome",
        "Refered"
    )]
    [InlineData(
        "error: --reason is 'link-expire', and there is none of that name\nhint: the nearest is link-expired\n",
        "s3://any",
        "--reason",
        "link-expire"
    )]
    [InlineData("error: --limit is 0, but must be 1 to 100000\nhint: acm-approver decisions --help\n", "s3://any", "--limit", "0")]
    public async Task Wrong_usage_is_told(string error, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(["decisions", .. arguments]);
        Assert.Equal((2, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    /// <summary>Stores a record a second after the one before it.</summary>
    private void Store(ReplayWorld world, string key, Outcome outcome, string domain, params ReasonCode[] reasons) =>
        world.World.S3.Put(Bucket, $"decisions/inbound/{key}.json", Record(key, outcome, domain, reasons), Start.AddSeconds(stored++));

    private byte[] Record(string key, Outcome outcome, string domain, ReasonCode[] reasons)
    {
        var decision = new Decision
        {
            Mail = new MailRecord(Bucket, $"inbound/{key}", null, Start, null, null, null),
            Claim = new ClaimRecord(domain, Account, "eu-west-1", null, "new"),
            Outcome = outcome,
            Severity = outcome == Outcome.Referred ? "warning" : null,
            Reasons = [.. reasons.Select(r => new ReasonRecord(RuleBook.Of(r).Code, "seen"))],
            DryRun = false,
            Mode = "approve",
            DecidedAt = Start.AddSeconds(stored),
            DurationMs = 1,
            RequestId = "1",
        };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(decision, DecisionJson.Default.Decision));
    }
}

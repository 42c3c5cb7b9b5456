using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>Stored mails handled again: by the replay event, and by S3 Batch Operations.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_replay_is_dry_unless_told_to_act()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var key = function.Store(MailDraft.For(request));
        var stranger = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var result = await function.World.Lambda.InvokeAsync(Replay(new { keys = new[] { key, stranger } }));

        Assert.Equal(["WouldApprove", "Referred"], result.Decisions().Select(d => d.Outcome()));
        Assert.All(result.Decisions(), d => Assert.True(d["dryRun"]!.GetValue<bool>()));
        Assert.True(function.World.Acm.IsPending(request.CertificateArn));
        Assert.Empty(function.World.Requests.Of(ServiceName.S3, "PutObject"));
        Assert.Empty(function.World.Sns.Messages);
        Assert.Equal(0, function.Pressed);
        Assert.DoesNotContain(await function.EndAndReadOutputAsync(), l => l.Contains("MailsSeen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task For_real_it_records_beside_the_first_record()
    {
        await using var function = await FunctionWorld.StartAsync();
        var draft = MailDraft.For(function.Request());
        var key = function.Store(draft);

        var decision = (await function.World.Lambda.InvokeAsync(Replay(new { keys = new[] { key }, dryRun = false }))).Decision();

        Assert.Equal("Approved", decision.Outcome());
        Assert.Null(function.Record(key));
        var record = Assert.Single(function.World.S3.Objects(FunctionWorld.Bucket, $"decisions/{key}."));
        Assert.Matches(@"\.\d{8}T\d{6}\.\d{3}Z\.json$", record.Key);
    }

    [Fact]
    public async Task A_prefix_is_replayed_in_parts_that_continue_each_other()
    {
        await using var function = await FunctionWorld.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            function.Store($"mail-{i:00}", "From: a@example.net\r\nSubject: hello\r\n\r\nhello\r\n"u8.ToArray());
        }

        function.World.S3.Put(FunctionWorld.Bucket, "decisions/inbound/mail-00.json", "{}"u8.ToArray());
        List<string> keys = [];
        string? from = null;
        do
        {
            var answer = (await function.World.Lambda.InvokeAsync(Replay(new { limit = 10, continueFrom = from }))).Answer();
            keys.AddRange(answer["decisions"]!.AsArray().Select(d => d!["mail"]!["key"]!.GetValue<string>()));
            from = answer["continueFrom"]?.GetValue<string>();
        } while (from is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"inbound/mail-{i:00}"), keys);
    }

    [Fact]
    public async Task Keys_that_are_named_twice_are_replayed_once_and_come_to_an_end()
    {
        await using var function = await FunctionWorld.StartAsync();
        string[] keys =
        [
            .. ((string[])["a", "b"]).Select(name =>
                function.Store(name, "From: a@example.net\r\nSubject: hello\r\n\r\nhello\r\n"u8.ToArray())
            ),
        ];
        string[] named = [keys[0], keys[0], keys[1], keys[0]];

        var first = (await function.World.Lambda.InvokeAsync(Replay(new { keys = named, limit = 1 }))).Answer();
        var second = (
            await function.World.Lambda.InvokeAsync(
                Replay(
                    new
                    {
                        keys = named,
                        limit = 1,
                        continueFrom = first["continueFrom"]!.GetValue<string>(),
                    }
                )
            )
        ).Answer();

        Assert.Equal(
            keys,
            ((JsonObject[])[first, second]).Select(a => a["decisions"]!.AsArray().Single()!["mail"]!["key"]!.GetValue<string>())
        );
        Assert.Null(second["continueFrom"]);
    }

    [Fact]
    public async Task A_replay_that_runs_out_of_time_says_where_to_go_on_and_has_accounted_for_all_before()
    {
        await using var function = await FunctionWorld.StartAsync();
        string[] keys =
        [
            .. Enumerable
                .Range(10, 30)
                .Select(i => function.Store($"mail-{i}", "From: a@example.net\r\nSubject: hello\r\n\r\nhello\r\n"u8.ToArray())),
        ];
        function.World.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Delay(TimeSpan.FromSeconds(3)), times: 1000);

        List<string> accounted = [];
        var answers = 0;
        string? from = null;
        do
        {
            var result = await function.World.Lambda.InvokeAsync(
                Replay(new { prefix = "inbound/", continueFrom = from }),
                TimeSpan.FromSeconds(12)
            );
            accounted.AddRange(Accounted(result));
            from = result.Answer()["continueFrom"]?.GetValue<string>();
            answers++;
            Assert.Empty(keys.Where(k => from is null || string.CompareOrdinal(k, from) <= 0).Except(accounted));
        } while (from is not null);

        Assert.InRange(answers, 2, keys.Length);
    }

    [Fact]
    public async Task A_key_that_is_no_mail_is_reported()
    {
        await using var function = await FunctionWorld.StartAsync();

        var answer = (await function.World.Lambda.InvokeAsync(Replay(new { keys = new[] { "decisions/inbound/abc.json" } }))).Answer();

        Assert.Contains(
            "it is not a mail",
            Assert.Single(answer["failures"]!.AsArray())!["error"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_that_is_gone_is_reported_and_the_others_go_on()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(MailDraft.For(function.Request()));

        var answer = (await function.World.Lambda.InvokeAsync(Replay(new { keys = new[] { "inbound/gone", key } }))).Answer();

        Assert.Single(answer["decisions"]!.AsArray());
        Assert.Equal("inbound/gone", Assert.Single(answer["failures"]!.AsArray())!["key"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0")]
    public async Task S3_Batch_Operations_are_answered_task_by_task(string version)
    {
        await using var function = await FunctionWorld.StartAsync();
        var approvable = function.Store(MailDraft.For(function.Request()));
        var stranger = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var answer = (
            await function.World.Lambda.InvokeAsync(
                Batch(version, approvable, stranger, "inbound/gone one", "inbound/AMAZON_SES_SETUP_NOTIFICATION")
            )
        ).Answer();

        Assert.Equal(version, answer["invocationSchemaVersion"]!.GetValue<string>());
        Assert.Equal("invocation", answer["invocationId"]!.GetValue<string>());
        Assert.Equal(
            [
                "0 Succeeded Approved",
                "1 Succeeded Referred: account-not-trusted",
                $"2 PermanentFailure there is no mail at s3://{FunctionWorld.Bucket}/inbound/gone one: it was deleted, or the name is "
                    + "wrong",
                "3 Succeeded Ignored: not a mail",
            ],
            answer["results"]!.AsArray().Select(r => $"{r!["taskId"]} {r["resultCode"]} {r["resultString"]}")
        );
    }

    [Fact]
    public async Task A_batch_task_that_may_come_right_is_left_to_the_job()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(MailDraft.For(function.Request()));
        function.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(503), times: 1000);

        var answer = (await function.World.Lambda.InvokeAsync(Batch("1.0", key), TimeSpan.FromSeconds(8))).Answer();

        Assert.Equal("TemporaryFailure", Assert.Single(answer["results"]!.AsArray())!["resultCode"]!.GetValue<string>());
    }

    /// <summary>The keys of the mails that an answer speaks of, decided or failed.</summary>
    internal static IReadOnlyList<string> Accounted(InvocationResult result) =>
        [
            .. result.Decisions().Select(d => d["mail"]!["key"]!.GetValue<string>()),
            .. (result.Answer()["failures"]?.AsArray() ?? []).Select(f => f!["key"]!.GetValue<string>()),
        ];

    internal static string Replay<T>(T request) =>
        new JsonObject { ["replay"] = System.Text.Json.JsonSerializer.SerializeToNode(request) }.ToJsonString();

    internal static string Batch(string version, params string[] keys) =>
        new JsonObject
        {
            ["invocationSchemaVersion"] = version,
            ["invocationId"] = "invocation",
            ["job"] = new JsonObject { ["id"] = "job" },
            ["tasks"] = new JsonArray([
                .. keys.Select(
                    (k, i) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["taskId"] = $"{i}",
                                ["s3Key"] = System.Net.WebUtility.UrlEncode(k),
                                ["s3VersionId"] = null,
                                [version == "1.0" ? "s3BucketArn" : "s3Bucket"] =
                                    version == "1.0" ? $"arn:aws:s3:::{FunctionWorld.Bucket}" : FunctionWorld.Bucket,
                            }
                ),
            ]),
        }.ToJsonString();
}

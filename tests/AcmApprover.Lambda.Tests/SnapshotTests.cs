using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>What the function did not understand lies beside the record, without its secrets, and the notice says where.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("page-unrecognised")]
    [InlineData("page-mismatch")]
    [InlineData("approval-not-confirmed")]
    [InlineData("mail-incomplete")]
    public async Task It_lies_beside_the_record_and_the_notice_says_where(string code)
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var draft = Arrange(function, request, code);

        var decision = (await function.DeliverAsync(draft)).Decision();

        Assert.Equal([code], decision.Codes());
        var key = $"decisions/inbound/{draft.MessageId}.seen.txt";
        var seen = Encoding.UTF8.GetString(function.World.S3.Find(FunctionWorld.Bucket, key)!.Body.Span);
        Assert.Contains(code == "approval-not-confirmed" ? "Thank you" : "www.example.com", seen, StringComparison.Ordinal);
        AssertHoldsNoSecret(seen, request);
        Assert.Contains($"s3://{FunctionWorld.Bucket}/{key}", Assert.Single(function.World.Sns.Messages).Message, StringComparison.Ordinal);
        Assert.NotNull(function.Record($"inbound/{draft.MessageId}"));
    }

    [Fact]
    public async Task Other_mail_costs_no_further_request_to_S3()
    {
        await using var function = await FunctionWorld.StartAsync();

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
        await function.DeliverAsync(MailDraft.For(function.Request("other.example.com", FunctionWorld.Stranger)));

        var written = function.World.Requests.Of(ServiceName.S3, "PutObject").Select(r => r.Path);
        Assert.All(written, path => Assert.EndsWith(".json", path, StringComparison.Ordinal));
        var keys = function.World.S3.Objects(FunctionWorld.Bucket).Select(o => o.Key);
        Assert.DoesNotContain(keys, key => key.EndsWith(".seen.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_delivery_leaves_the_first_snapshot_and_does_no_harm()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var key = function.Store(Arrange(function, request, "mail-incomplete"));

        await function.NotifyAsync(key);
        var first = function.World.S3.Find(FunctionWorld.Bucket, $"decisions/{key}.seen.txt");
        var again = (await function.NotifyAsync(key)).Decision();

        Assert.Equal("Referred", again.Outcome());
        Assert.Same(first, function.World.S3.Find(FunctionWorld.Bucket, $"decisions/{key}.seen.txt"));
    }

    [Fact]
    public async Task Where_S3_refuses_it_the_operator_is_told_and_the_record_is_written_all_the_same()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(
            ServiceName.S3,
            "PutObject",
            Misbehave.Error(403, "AccessDenied"),
            when: r => r.Path.EndsWith(".seen.txt", StringComparison.Ordinal)
        );
        var draft = Arrange(function, function.Request(), "page-unrecognised");

        var decision = (await function.DeliverAsync(draft)).Decision();

        Assert.Equal(["page-unrecognised"], decision.Codes());
        Assert.Equal(0, function.World.Faults.Pending);
        var remark = $"what was seen is not kept: S3 did not store decisions/inbound/{draft.MessageId}.seen.txt";
        Assert.Contains(remark, Detail(decision), StringComparison.Ordinal);
        Assert.Contains(remark, Detail(function.Record($"inbound/{draft.MessageId}")!), StringComparison.Ordinal);
        Assert.Contains("what was seen is not kept", Assert.Single(function.World.Sns.Messages).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_for_real_keeps_it_beside_its_own_record_and_a_dry_run_keeps_nothing()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(Arrange(function, function.Request(), "mail-incomplete"));

        await function.World.Lambda.InvokeAsync($$$"""{"replay": {"keys": ["{{{key}}}"]}}""", TimeSpan.FromSeconds(40));
        Assert.Empty(function.World.S3.Objects(FunctionWorld.Bucket, "decisions/"));
        await function.World.Lambda.InvokeAsync($$$"""{"replay": {"keys": ["{{{key}}}"], "dryRun": false}}""", TimeSpan.FromSeconds(40));

        var keys = function.World.S3.Objects(FunctionWorld.Bucket, "decisions/inbound/").Select(o => o.Key).ToList();
        var record = Assert.Single(keys, k => k.EndsWith("Z.json", StringComparison.Ordinal));
        Assert.Equal(record[..^".json".Length] + ".seen.txt", Assert.Single(keys, k => k != record));
    }

    private static MailDraft Arrange(FunctionWorld function, ValidationRequest request, string code)
    {
        var draft = MailDraft.For(request);
        switch (code)
        {
            case "page-unrecognised":
                function.World.ApprovalSite.ShowInstead = form => form.WithStatusField("REJECTED");
                break;
            case "page-mismatch":
                function.World.ApprovalSite.ShowInstead = form => form.With("accountId", FunctionWorld.Stranger);
                break;
            case "approval-not-confirmed":
                function.World.Faults.Add(
                    ServiceName.ApprovalSite,
                    "PressButton",
                    _ => Task.FromResult(SimulatedResponse.Of(200, "text/html", $"<p>Thank you, {request.Code} {request.Context}</p>"))
                );
                break;
            default:
                draft = draft with { Certificate = "none" };
                break;
        }

        return draft;
    }

    private static string Detail(JsonNode decision) => decision["reasons"]![0]!["detail"]!.GetValue<string>();

    private static void AssertHoldsNoSecret(string text, ValidationRequest request) =>
        Assert.All(
            [request.Code, request.Context, request.Code[^12..], request.Context.Split('-')[0]],
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)
        );
}

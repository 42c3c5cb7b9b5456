using System.IO.Compression;
using System.Text.Json;
using AcmApprover.Tests.Shared;

namespace AcmApprover.Template.Tests;

/// <summary>The stack comes up in moto, for as much of it as moto makes; stack.py lists what it does not.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task The_stack_comes_up_with_its_bucket_topic_queue_roles_log_and_function()
    {
        await using var moto = await MotoServer.StartAsync();
        using var archive = new TemporaryArchive();
        var parameters = new Switches(MailSource.OwnRuleSet, DomainSetUp.Nothing, true, true, true, true, true, "x86_64").Parameters;
        using var stack = JsonDocument.Parse(
            Tool.Stack("create", Switches.Case(parameters), moto.Endpoint.OriginalString, archive.Path));
        var root = stack.RootElement;
        Assert.Equal("CREATE_COMPLETE", root.GetProperty("status").GetString());
        Assert.Equal(
            ["ApproverFunction", "ApproverLog", "ApproverRole", "BatchReplayRole", "DeadLetters", "MailBucket",
                "MailEventPermission", "OperatorTopic"],
            root.GetProperty("resources").EnumerateObject().Select(each => each.Name).Order(StringComparer.Ordinal));
        var settings = root.GetProperty("settings");
        var outputs = root.GetProperty("outputs");
        Assert.Equal("acm-approver-123456789012-eu-west-1", settings.GetProperty("ACM_APPROVER_BUCKET").GetString());
        Assert.Equal(
            outputs.GetProperty("OperatorTopicArn").GetString(),
            settings.GetProperty("ACM_APPROVER_OPERATOR_TOPIC_ARN").GetString());
        Assert.Equal("111122223333,444455556666", settings.GetProperty("ACM_APPROVER_ACCOUNTS").GetString());
        Assert.Equal("AcmApproverReader", settings.GetProperty("ACM_APPROVER_ACCOUNT_ROLE").GetString());
        Assert.Equal("decisions/", settings.GetProperty("ACM_APPROVER_RECORDS_PREFIX").GetString());
    }

    /// <summary>A function's archive that is never run.</summary>
    private sealed class TemporaryArchive : IDisposable
    {
        public TemporaryArchive()
        {
            using var archive = ZipFile.Open(Path, ZipArchiveMode.Create);
            archive.CreateEntry("bootstrap");
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");

        public void Dispose() => File.Delete(Path);
    }
}

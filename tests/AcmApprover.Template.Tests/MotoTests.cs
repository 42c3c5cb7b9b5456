using System.Text.Json.Nodes;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>The stack comes up in moto, for as much of it as moto makes; stack.py lists what it does not.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task The_stack_comes_up_with_its_bucket_topic_queue_roles_log_and_function()
    {
        await using var moto = await MotoServer.StartAsync();
        var stack = Stack.Create(
            moto,
            new Switches
            {
                Accounts = AccountTrust.Listed,
                Email = true,
                NoMailAlarm = true,
                Reserved = true,
                Batch = true,
            }.Parameters
        );
        Assert.Equal("CREATE_COMPLETE", stack.Status);
        Assert.Equal(
            [
                "ApproverFunction",
                "ApproverLog",
                "ApproverRole",
                "BatchReplayRole",
                "DeadLetters",
                "MailBucket",
                "MailStoredPermission",
                "MailStoredRule",
                "MailWriterRole",
                "OperatorTopic",
                "RetryQueue",
            ],
            stack.PhysicalIds.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal(stack.PhysicalIds["MailBucket"], stack.Settings["ACM_APPROVER_BUCKET"]);
        Assert.Equal(stack.Outputs["OperatorTopicArn"], stack.Settings["ACM_APPROVER_OPERATOR_TOPIC_ARN"]);
        Assert.Equal("111122223333,444455556666", stack.Settings["ACM_APPROVER_ACCOUNTS"]);
        Assert.Equal("AcmApproverReader", stack.Settings["ACM_APPROVER_ACCOUNT_ROLE"]);
        Assert.Equal("decisions/", stack.Settings["ACM_APPROVER_RECORDS_PREFIX"]);
    }

    [Fact]
    public async Task What_is_left_out_of_the_stack_is_what_moto_does_not_make()
    {
        await using var moto = await MotoServer.StartAsync();
        var stack = Stack.Create(
            moto,
            new Switches().Parameters
        );

        // With a queue among them, to see that what is made is listed.
        var resources = stack
            .LeftOut.Append("AWS::SQS::Queue")
            .Select(
                (type, i) =>
                    KeyValuePair.Create($"Resource{i}", (JsonNode?)new JsonObject { ["Type"] = type, ["Properties"] = new JsonObject() })
            );
        var template = new JsonObject { ["Resources"] = new JsonObject(resources) }.ToJsonString();
        await moto.AskAsync("cloudformation", "CreateStack", ("StackName", "left-out"), ("TemplateBody", template));
        var listed = await moto.AskAsync("cloudformation", "ListStackResources", ("StackName", "left-out"));

        // What it does not make, moto lists without a type.
        Assert.Equal(
            ["AWS::SQS::Queue"],
            listed.Descendants().Where(each => each.Name.LocalName == "ResourceType" && each.Value.Length > 0).Select(each => each.Value)
        );
    }
}

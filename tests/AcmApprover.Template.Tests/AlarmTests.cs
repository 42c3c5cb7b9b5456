using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>The alarms on the function's own metrics, against what the function writes.</summary>
public sealed class AlarmTests
{
    private const string Own = "111122223333";
    private const string Stranger = "999988887777";
    private const string Bucket = "mail-of-example-com";
    private const string Topic = $"arn:aws:sns:{Stack.Region}:{Own}:operator";

    [Fact]
    public async Task Every_alarm_on_a_metric_of_ours_is_over_one_that_the_function_writes_with_the_same_dimensions()
    {
        var switches = new Switches { NoMailAlarm = true };
        var watched = StackProgram
            .Resolve(switches.Parameters)["Resources"]!.AsObject()
            .Select(resource => resource.Value!["Properties"])
            .Where(properties => (string?)properties?["Namespace"] == "AcmApprover")
            .Select(alarm =>
            {
                var dimensions = alarm!["Dimensions"]!.AsArray().Select(each => $"{each!["Name"]}={each["Value"]}");
                return $"{alarm["MetricName"]} {string.Join(' ', dimensions)}";
            })
            .ToArray();
        Assert.Equal(3, watched.Length);

        Assert.Empty(watched.Except(await WrittenAsync()));
    }

    /// <summary>The metrics of a mail that is approved and of a stranger's, told to a topic that nobody listens to.</summary>
    private static async Task<HashSet<string>> WrittenAsync()
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Account = Own, Region = Stack.Region });
        world.Accounts.Add(Stranger);
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.Sns.UnsubscribeAll(Topic);
        await using var function = world.StartFunction(
            FunctionUnderTest.Path,
            new Dictionary<string, string>
            {
                ["ACM_APPROVER_BUCKET"] = Bucket,
                ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
                ["ACM_APPROVER_STACK"] = "acm-approver",
            }
        );
        foreach (var account in new[] { Own, Stranger })
        {
            var mail = MailDraft.For(world.Acm.RequestCertificate(account, "us-east-1", ["www.example.com"])[0]);
            world.S3.Put(Bucket, "inbound/0a1b2c", mail.ToBytes());
            await world.Lambda.InvokeAsync(RepositoryFiles.Read("events/object-created.json"), TimeSpan.FromSeconds(40));
        }

        function.Kill();
        await function.WaitForExitAsync();
        return
        [
            .. from line in function.Output
            where line.Contains("\"_aws\"", StringComparison.Ordinal)
            let metrics = JsonNode.Parse(line)!
            let described = metrics["_aws"]!["CloudWatchMetrics"]![0]!
            from metric in described["Metrics"]!.AsArray()
            let dimensions = described["Dimensions"]![0]!.AsArray().Select(name => $"{name}={metrics[(string)name!]}")
            select $"{metric!["Name"]} {string.Join(' ', dimensions)}",
        ];
    }
}

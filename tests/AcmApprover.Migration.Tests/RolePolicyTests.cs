using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Http;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Migration.Tests;

/// <summary>The role of member-account.yaml for a migration, held to the calls that the commands make.</summary>
public sealed class RolePolicyTests(Surroundings surroundings)
{
    private static readonly YamlMappingNode role = Role();

    /// <summary>What only comes with another call: a request with tags needs it (ACM user guide, tags-restrictions).</summary>
    private static readonly string[] withoutCall = ["acm:AddTagsToCertificate"];

    private static IEnumerable<YamlMappingNode> Statements =>
        ((YamlSequenceNode)At(((YamlSequenceNode)At(role, "Policies"))[0], "PolicyDocument", "Statement")).Cast<YamlMappingNode>();

    private SimulatedWorld World => surroundings.World;

    [Fact]
    public async Task It_allows_every_call_of_a_migration_and_no_other()
    {
        const int few = 30;
        World.Acm.ShowsFirstMethod = false;
        using var run = new EstateRun(World, 4, few);
        await run.PlanAsync(isThrottled: false, beforePlan: World.Requests.Clear);
        foreach (var step in EstateRun.Steps.Append(["status"]).Append(["check"]).Append(["publish", "--clean", "--yes"]))
        {
            await run.StepAsync(step, TestContext.Current.CancellationToken);
        }

        var calls = World
            .Requests.All.Select(request => (request.Service, request.Operation))
            .Where(call => call.Service != ServiceName.Sts)
            .Select(call => $"{Prefix(call.Service)}:{call.Operation}")
            .Distinct();
        Assert.Equal(
            calls.Union(withoutCall).Order(StringComparer.Ordinal),
            Statements.SelectMany(statement => Texts(statement, "Action")).Distinct().Order(StringComparer.Ordinal)
        );
        AssertConditions();
    }

    [Fact]
    public void The_function_never_assumes_it()
    {
        var trust = ((YamlSequenceNode)At(role, "AssumeRolePolicyDocument", "Statement")).Cast<YamlMappingNode>().ToList();
        var denied = Assert.Single(trust, statement => Texts(statement, "Effect").Single() == "Deny");
        Assert.Equal("*", Text(At(denied, "Principal", "AWS")));
        Assert.Equal("ApproverRoleArns", Text(At(denied, "Condition", "ArnEquals", "aws:PrincipalArn")));
        Assert.NotEqual(
            Text(At(Template(), "Parameters", "RoleName", "Default")),
            Text(At(Template(), "Parameters", "MigratorRoleName", "Default"))
        );
    }

    [Fact]
    public void It_changes_only_what_has_the_tag_and_creates_only_validation_records()
    {
        Assert.Equal("learning", Text(At(Of("acm:DeleteCertificate"), "Condition", "StringEquals", "aws:ResourceTag/acm-approver")));
        Assert.Equal("learning", Text(At(Of("acm:RequestCertificate"), "Condition", "StringEquals", "aws:RequestTag/acm-approver")));
        var changes = At(Of("route53:ChangeResourceRecordSets"), "Condition");
        Assert.Equal(["CREATE"], Texts(At(changes, "ForAllValues:StringEquals"), "route53:ChangeResourceRecordSetsActions"));
        Assert.Equal(["CNAME"], Texts(At(changes, "ForAllValues:StringEquals"), "route53:ChangeResourceRecordSetsRecordTypes"));
        Assert.Equal(["_*"], Texts(At(changes, "ForAllValues:StringLike"), "route53:ChangeResourceRecordSetsNormalizedRecordNames"));
        Assert.Equal(3, ((YamlMappingNode)At(changes, "Null")).Children.Count);
    }

    /// <summary>What was really asked is what the conditions allow.</summary>
    private void AssertConditions()
    {
        foreach (var request in World.Requests.Of(ServiceName.Acm, "RequestCertificate"))
        {
            var input = JsonNode.Parse(request.Text)!;
            Assert.Equal("DNS", (string?)input["ValidationMethod"]);
            Assert.Equal(("acm-approver", "learning"), ((string?)input["Tags"]![0]!["Key"], (string?)input["Tags"]![0]!["Value"]));
        }

        var batches = World.Requests.Of(ServiceName.Route53, "ChangeResourceRecordSets");
        Assert.NotEmpty(batches);
        Assert.All(batches, Limited);

        static void Limited(SimulatedRequest request)
        {
            Assert.All(Regex.Matches(request.Text, "<Action>(.*?)</Action>"), match => Assert.Equal("CREATE", match.Groups[1].Value));
            Assert.All(Regex.Matches(request.Text, "<Type>(.*?)</Type>"), match => Assert.Equal("CNAME", match.Groups[1].Value));
            Assert.All(
                Regex.Matches(request.Text, "<Name>(.*?)</Name>"),
                match => Assert.StartsWith("_", match.Groups[1].Value, StringComparison.Ordinal)
            );
        }
    }

    private static YamlMappingNode Of(string action) =>
        Assert.Single(Statements, statement => Texts(statement, "Action").Contains(action));

    private static YamlMappingNode Role() => (YamlMappingNode)At(Template(), "Resources", "MigratorRole", "Properties");

    private static YamlMappingNode Template()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(RepositoryFiles.Read("member-account.yaml")));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlNode At(YamlNode node, params IEnumerable<string> path) =>
        path.Aggregate(node, (at, key) => ((YamlMappingNode)at).Children[new YamlScalarNode(key)]);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IReadOnlyList<string> Texts(YamlNode node, string key) =>
        At(node, key) is YamlSequenceNode list ? [.. list.Select(Text)] : [Text(At(node, key))];

    private static string Prefix(ServiceName service) =>
        service.ToString() switch
        {
            nameof(ServiceName.Acm) => "acm",
            nameof(ServiceName.Route53) => "route53",
            nameof(ServiceName.CloudFormation) => "cloudformation",
            var other => other,
        };
}

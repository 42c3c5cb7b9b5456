using System.Text.Json;
using System.Text.Json.Nodes;

namespace AcmApprover.Template.Tests;

/// <summary>The SAM translator makes CloudFormation of every combination of switches, with what was asked for and nothing else.</summary>
public sealed class SwitchesTests
{
    private static readonly Dictionary<string, string> leastParameters = new() { ["MailDomains"] = "example.com" };

    [Fact]
    public void Every_combination_makes_the_resources_and_outputs_that_it_needs_and_no_others()
    {
        var combinations = Switches.All.ToArray();
        var answers = StackProgram.Survey(combinations.Select(each => StackProgram.Case(each.Parameters)));
        Assert.Equal(1024, combinations.Length);
        Assert.Equal(combinations.Length, answers.Count);
        foreach (var (switches, answer) in combinations.Zip(answers))
        {
            Assert.Empty(Texts(answer!, "violations"));
            Assert.Empty(Texts(answer!, "dangling"));
            var resources = answer!["resources"]!.AsObject().Select(each => each.Key);
            Assert.Equal(switches.Resources.Order(StringComparer.Ordinal), resources.Order(StringComparer.Ordinal));
            Assert.Equal(switches.Outputs.Order(StringComparer.Ordinal), Texts(answer, "outputs").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>A few of them have every value that is in any; the linter sees those as CloudFormation would make them.</summary>
    [Fact]
    public void No_value_of_any_combination_has_a_finding_of_the_linter_or_keeps_the_stack_from_coming_up()
    {
        var answer = StackProgram.Check(Switches.All.Select(each => StackProgram.Case(each.Parameters)));
        Assert.Empty(Texts(answer, "findings"));
        Assert.InRange(answer["chosen"]!.GetValue<int>(), 4, 20);
        Assert.All(Texts(answer, "statuses"), status => Assert.Equal("CREATE_COMPLETE", status));
    }

    [Fact]
    public void The_rule_receives_the_five_mailboxes_of_each_domain_and_only_it_may_write_to_the_bucket()
    {
        using var left = Resolve(new() { ["MailDomains"] = "example.com,example.org", ["ExistingRuleSetName"] = "inbound-mail" });
        var rule = left.RootElement.GetProperty("Resources").GetProperty("ReceiptRule").GetProperty("Properties").GetProperty("Rule");
        string[] mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];
        Assert.Equal(
            mailboxes.SelectMany(mailbox => (string[])[$"{mailbox}@example.com", $"{mailbox}@example.org"]),
            rule.GetProperty("Recipients").EnumerateArray().Select(each => each.GetString()!)
        );
        Assert.Contains(
            "arn:aws:ses:eu-west-1:111122223333:receipt-rule-set/inbound-mail:receipt-rule/acm-approver",
            left.RootElement.GetProperty("Resources").GetProperty("MailBucketPolicy").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Other_accounts_are_reached_by_the_one_role_name_in_the_named_accounts_only()
    {
        using var left = Resolve(new(leastParameters) { ["TrustedAccounts"] = "444455556666", ["ExternalId"] = "example-external-id" });
        var role = left.RootElement.GetProperty("Resources").GetProperty("ApproverRole").GetRawText();
        Assert.Contains("arn:aws:iam::*:role/AcmApproverReader", role, StringComparison.Ordinal);
        Assert.Contains("""{"aws:ResourceAccount":["444455556666"]}""", role, StringComparison.Ordinal);
        using var alone = Resolve(new(leastParameters) { ["TrustedAccounts"] = "111122223333" });
        Assert.DoesNotContain(
            "iam::",
            alone.RootElement.GetProperty("Resources").GetProperty("ApproverRole").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("us-east-1", 0)]
    [InlineData("ca-west-1", 1)]
    [InlineData("me-central-1", 1)]
    [InlineData("us-gov-west-1", 1)]
    [InlineData("cn-north-1", 1)]
    public void Where_ses_does_not_receive_mail_the_deployment_stops_and_names_the_regions_that_do(string region, int stops)
    {
        var violations = Violations(leastParameters, region);
        Assert.Equal(stops, violations.Length);
        var receiving = Template.Main.At("Rules", "RegionReceivesMail", "Assertions", "0", "Assert", "Fn::Contains", "0");
        Assert.Equal(22, receiving.Children().Count());
        foreach (var sentence in violations)
        {
            Assert.All(receiving.Children(), each => Assert.Contains(each.Text(), sentence, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Mail_that_is_stored_already_can_be_handled_in_any_region() =>
        Assert.Empty(Violations(new() { ["ExistingMailBucket"] = "mail-of-example-com" }, "ca-west-1"));

    [Theory]
    [InlineData("MailDomains", "")]
    [InlineData("MailDomains", "example.com", "ExistingMailBucket", "mail-of-example-com")]
    [InlineData("ExistingMailBucket", "mail-of-example-com", "ExistingRuleSetName", "inbound-mail")]
    [InlineData("MailDomains", "example.com", "RuleAfter", "spam")]
    [InlineData("MailDomains", "example.com", "TrustedAccounts", "111122223333,444455556666")]
    [InlineData("MailDomains", "example.com", "HostedZoneId", "Z0123456789")]
    [InlineData("MailDomains", "example.com", "IdentityDomain", "example.com", "CreateMxRecord", "yes")]
    public void Parameters_that_do_not_go_together_stop_the_deployment(params string[] namesAndValues) =>
        Assert.Single(Violations(namesAndValues.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]), "eu-west-1"));

    private static JsonDocument Resolve(Dictionary<string, string> parameters) =>
        JsonDocument.Parse(StackProgram.Resolve(parameters).ToJsonString());

    private static string[] Violations(Dictionary<string, string> parameters, string region) =>
        Texts(StackProgram.Survey([StackProgram.Case(parameters, region)])[0]!, "violations");

    private static string[] Texts(JsonNode answer, string name) => answer[name].Deserialize<string[]>()!;
}

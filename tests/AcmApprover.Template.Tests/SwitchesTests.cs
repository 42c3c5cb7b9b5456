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
        Assert.Equal(20_736, combinations.Length);
        var answers = StackProgram.Survey(combinations.Select(each => StackProgram.Case(each.Parameters)));
        Assert.Equal(combinations.Length, answers.Sum(answer => answer!["cases"]!.AsArray().Count));
        foreach (var answer in answers)
        {
            Assert.Empty(Texts(answer!, "violations"));
            Assert.Empty(Texts(answer!, "dangling"));
            HashSet<string> resources = [.. Texts(answer!, "resources")];
            HashSet<string> outputs = [.. Texts(answer!, "outputs")];
            foreach (var switches in answer!["cases"].Deserialize<int[]>()!.Select(index => combinations[index]))
            {
                AssertSame(switches.Resources, resources, switches);
                AssertSame(switches.Outputs, outputs, switches);
            }
        }
    }

    /// <summary>A few of them have every value that is in any; the linter sees those as CloudFormation would make them.</summary>
    [Fact]
    public void No_value_of_any_combination_has_a_finding_of_the_linter_or_keeps_the_stack_from_coming_up()
    {
        var answer = StackProgram.Check(Switches.All.Select(each => StackProgram.Case(each.Parameters)));
        Assert.Empty(Texts(answer, "findings"));
        Assert.InRange(answer["chosen"]!.GetValue<int>(), Enum.GetValues<MailSource>().Length, 20);
        Assert.All(Texts(answer, "statuses"), status => Assert.Equal("CREATE_COMPLETE", status));
    }

    [Fact]
    public void The_rule_receives_the_five_mailboxes_of_each_domain_and_only_it_may_take_the_role_that_writes()
    {
        using var left = Resolve(new() { ["MailDomains"] = "example.com,example.org", ["ExistingRuleSetName"] = "inbound-mail" });
        var rule = left.RootElement.GetProperty("Resources").GetProperty("ReceiptRule").GetProperty("Properties").GetProperty("Rule");
        string[] mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];
        Assert.Equal(
            mailboxes.SelectMany(mailbox => (string[])[$"{mailbox}@example.com", $"{mailbox}@example.org"]),
            rule.GetProperty("Recipients").EnumerateArray().Select(each => each.GetString()!)
        );
        Assert.Contains(
            "\"arn:aws:ses:eu-west-1:111122223333:receipt-rule-set/inbound-mail:receipt-rule/acm-approver\"",
            left.RootElement.GetProperty("Resources").GetProperty("MailWriterRole").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Everything_else_is_made_before_the_receipt_rule()
    {
        foreach (var mail in Enum.GetValues<MailSource>().Where(mail => mail is not MailSource.StoredAlready))
        {
            var switches = new Switches
            {
                Mail = mail,
                Domain = DomainSetUp.MxRecord,
                Accounts = AccountTrust.Listed,
                Email = true,
                NoMailAlarm = true,
                Batch = true,
                OwnKey = true,
            };
            var others = switches.Resources.Where(name => name != "ReceiptRule");
            Assert.Equal(others.Order(StringComparer.Ordinal), StackProgram.MadeBefore("ReceiptRule", switches.Parameters));
        }
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
    [InlineData("MailDomains", "example.com", "TrustedOrganization", "o-exampleorgid")]
    [InlineData("MailDomains", "example.com", "TrustedOrganization", "o-example", "TrustedAccounts", "111122223333", "ExternalId", "x1")]
    [InlineData("ExistingMailBucket", "mail-of-example-com", "AccessLogBucket", "access-logs")]
    [InlineData("ExistingMailBucket", "mail-of-example-com", "RestoreRoleArn", "arn:aws:iam::111122223333:role/restorer")]
    public void Parameters_that_do_not_go_together_stop_the_deployment(params string[] namesAndValues) =>
        Assert.Single(Violations(namesAndValues.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]), "eu-west-1"));

    // A domain whose mail goes to SES must be received there, by this stack.
    [Theory]
    [InlineData("eu-west-1", "example.org", "", 1)]
    [InlineData("eu-west-1", "mail.example.com", "", 1)]
    [InlineData("eu-west-1", "", "mail-of-example-com", 1)]
    [InlineData("ca-west-1", "", "mail-of-example-com", 1)]
    [InlineData("ca-west-1", "example.com", "", 1)]
    [InlineData("eu-west-1", "example.org,example.com", "", 0)]
    public void The_mx_record_is_written_only_for_a_domain_that_the_stack_receives(string region, string domains, string bucket, int stops)
    {
        var violations = Violations(
            new()
            {
                ["MailDomains"] = domains,
                ["ExistingMailBucket"] = bucket,
                ["IdentityDomain"] = "example.com",
                ["HostedZoneId"] = "Z0123456789",
                ["CreateMxRecord"] = "yes",
            },
            region
        );
        Assert.Equal(stops, violations.Length);
    }

    [Theory]
    [InlineData("eu-west-1", "https://console.aws.amazon.com/")]
    [InlineData("cn-north-1", "https://console.amazonaws.cn/")]
    [InlineData("us-gov-west-1", "https://console.amazonaws-us-gov.com/")]
    public void A_link_to_the_console_is_one_of_the_partition(string region, string begins)
    {
        var outputs = StackProgram.Resolve(new() { ["ExistingMailBucket"] = "mail-of-example-com" }, region)["Outputs"]!;
        Assert.StartsWith(begins, (string?)outputs["DashboardUrl"]!["Value"]!["Fn::Sub"], StringComparison.Ordinal);
    }

    private static void AssertSame(IEnumerable<string> expected, HashSet<string> actual, Switches switches)
    {
        if (!actual.SetEquals(expected))
        {
            var (missing, surplus) = (expected.Except(actual), actual.Except(expected));
            Assert.Fail($"missing: {string.Join(", ", missing)}; surplus: {string.Join(", ", surplus)}; {switches}");
        }
    }

    private static JsonDocument Resolve(Dictionary<string, string> parameters) =>
        JsonDocument.Parse(StackProgram.Resolve(parameters).ToJsonString());

    private static string[] Violations(Dictionary<string, string> parameters, string region) =>
        Texts(StackProgram.Survey([StackProgram.Case(parameters, region)])[0]!, "violations");

    private static string[] Texts(JsonNode answer, string name) => answer[name].Deserialize<string[]>()!;
}

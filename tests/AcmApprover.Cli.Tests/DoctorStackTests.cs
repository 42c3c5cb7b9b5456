using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.CloudFormation;
using AcmApprover.Simulator.EventBridge;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Organizations;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary><c>doctor --stack</c>: every finding on the receiving side, and a stack in which everything is right.</summary>
public sealed class DoctorStackTests
{
    private const string Role = "arn:aws:iam::111122223333:role/store";

    private const string Rule = "arn:aws:ses:eu-west-1:111122223333:receipt-rule-set/acm-approver:receipt-rule/acm-approver";

    /// <summary>What is broken, and the one finding that comes of it.</summary>
    private static readonly IReadOnlyDictionary<string, Action<DoctorWorld>> broken = new Dictionary<string, Action<DoctorWorld>>
    {
        ["identity-missing"] = d => d.World.Ses.Identities.Clear(),
        ["identity-unverified"] = d => d.World.Ses.Identities["ses.example"] = "Pending",
        ["rule-set-missing"] = d => d.World.Ses.ActiveRuleSet = null,
        ["rule-missing"] = d => d.RuleInstead(DoctorWorld.Rule with { Recipients = ["admin@ses.example", "webmaster@ses.example"] }),
        ["rule-disabled"] = d => d.RuleInstead(DoctorWorld.Rule with { Enabled = false }),
        ["rule-shadowed"] = d => d.RuleBefore(DoctorWorld.Action("StopAction", ("Scope", "RuleSet"))),
        ["rule-asks-function"] = d => d.RuleBefore(DoctorWorld.Action("LambdaAction", ("InvocationType", "RequestResponse"))),
        ["rule-not-scanning"] = d => d.RuleInstead(DoctorWorld.Rule with { ScanEnabled = false }),
        ["rule-encrypts"] = d => d.RuleInstead(DoctorWorld.Rule with { Actions = [DoctorWorld.Store(("KmsKeyArn", "arn:aws:kms:x"))] }),
        ["rule-other-prefix"] = d => d.EventRuleInstead(ObjectsBelow("mail/")),
        ["bucket-refuses"] = d => d.World.S3.SetPolicy(DoctorWorld.Bucket, null),
        ["bucket-unclear"] = d => d.World.S3.SetPolicy(DoctorWorld.Bucket, Policy("Allow", """{"Null":{"aws:SourceVpc":"true"}}""")),
        ["rule-role"] = d => d.RuleInstead(DoctorWorld.Rule with { Actions = [DoctorWorld.Store(("IamRoleArn", Role))] }),
        ["filter-blocks-all"] = d => d.World.Ses.Filters.Add(("nobody", "Block", "0.0.0.0/0")),
        ["filter-blocks"] = d => d.World.Ses.Filters.Add(("spammers", "Block", "198.51.100.0/24")),
        ["event-rule-missing"] = d => d.World.EventBridge.Rules.Remove("mail-stored"),
        ["event-rule-disabled"] = d => d.EventRuleInstead(ObjectsBelow("inbound/"), "DISABLED"),
        ["event-rule-unclear"] = d => d.EventRuleInstead("""{"source":["aws.s3"],"detail":{"reason":["PutObject"]}}"""),
        ["bucket-tells-nobody"] = d => d.World.S3.SetNotification(DoctorWorld.Bucket, "<NotificationConfiguration/>"),
        ["function-inactive"] = d => d.World.Functions.State = "Failed",
        ["function-settings-wrong"] = d => d.Settings["ACM_APPROVER_MODE"] = "always",
        ["function-notifies-only"] = d => d.Settings["ACM_APPROVER_MODE"] = "notify",
        ["function-refuses-domain"] = d => d.Settings["ACM_APPROVER_DOMAINS"] = "example.com",
        ["operator-missing"] = d => d.World.Sns.UnsubscribeAll(DoctorWorld.Topic),
        ["alarm-raised"] = d => d.World.CloudWatch.Alarms["acm-approver-DeadLetterAlarm-ABC"] = "ALARM",
        ["queue-dead-letters"] = d => d.World.Sqs.Send(d.DeadLetters, "{}"),
        ["queue-retrying"] = d => d.World.Sqs.Send(d.RetryQueue, "{}"),
        ["permission-missing"] = d => d.World.Ses.Denied.Add("ListReceiptFilters"),
    };

    public static TheoryData<string> Broken { get; } = [.. broken.Keys];

    [Fact]
    public async Task Where_everything_is_right_it_says_what_it_saw_and_ends_with_0()
    {
        await using var doctor = await DoctorWorld.StartAsync();

        var transcript = await doctor.DoctorAsync("www.ses.example");

        Assert.Equal((0, "1 name: 1 ok\n"), (transcript.ExitCode, transcript.Error));
        var stored = doctor.World.S3.Find(DoctorWorld.Bucket, "inbound/one")!.LastModified.UtcDateTime;
        Assert.Equal(
            $"""
            the stack acm-approver in eu-west-1
              ok           filters       no IP filter of SES blocks anybody
              ok           events        {DoctorWorld.Bucket} tells the function of the mail stored in it
              ok           function      the function is active, and approves
              ok           operator      1 confirmed to be told
              ok           alarms        none is raised
              ok           queues        nothing waits
              ok           last mail     stored at {stored:yyyy-MM-dd'T'HH:mm:ss'Z'}; ACM writes every few months

            www.ses.example  (mail to the five mailboxes of ses.example)
              ok           dns           {doctor.Names.Endpoint} answered
              ok           dnssec        not signed, or not validated; that is fine
              ok           mx            inbound-smtp.eu-west-1.amazonaws.com (SES in eu-west-1)
              ok           caa           no CAA records up to the root: anybody may issue
              ok           identity      ses.example is a verified identity
              ok           rule          the rule acm-approver stores the mail of all five mailboxes, over TLS only
              ok           bucket        SES may store in {DoctorWorld.Bucket}
              ok           settings      the function's settings allow the name


            """,
            transcript.Output
        );
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task One_thing_that_is_not_right_is_found_and_no_other(string code)
    {
        await using var doctor = await DoctorWorld.StartAsync();
        broken[code](doctor);

        var transcript = await doctor.DoctorAsync("ses.example", "--json");

        Assert.Equal([code], Codes(transcript));
        Assert.Equal(code == "function-notifies-only" ? 0 : 1, transcript.ExitCode);
    }

    [Fact]
    public async Task What_is_a_little_different_and_right_is_left_alone()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Ses.Rules.Clear();
        doctor.RuleBefore(DoctorWorld.Action("SNSAction"), DoctorWorld.Action("LambdaAction", ("InvocationType", "Event")));
        doctor.World.Ses.Rules.Add(
            DoctorWorld.Rule with
            {
                Recipients = ["ses.example", ".ses.example"],
                TlsPolicy = "Optional",
                Actions = [DoctorWorld.Store(("IamRoleArn", Role))],
            }
        );
        doctor.World.CloudFormation.Own(new OwnedResource("111122223333", "eu-west-1", "acm-approver", "MailWriterRole", "store"), "{}");
        doctor.World.S3.SetPolicy(DoctorWorld.Bucket, null);
        doctor.World.S3.SetNotification(DoctorWorld.Bucket, DoctorWorld.Notification("inbound/"));
        doctor.World.EventBridge.Rules.Clear();
        doctor.World.Ses.Filters.Add(("friends", "Allow", "198.51.100.0/24"));
        doctor.World.Sns.Subscribe(DoctorWorld.Topic, "second@example.com", isConfirmed: false);

        var transcript = await doctor.DoctorAsync("below.ses.example", "www.ses.example");

        Assert.Equal((0, "2 names: 2 ok\n"), (transcript.ExitCode, transcript.Error));
        Assert.DoesNotContain("TLS", transcript.Output, StringComparison.Ordinal);
    }

    /// <summary>Policies that let SES store, and that do not.</summary>
    public static TheoryData<string, string?> Policies { get; } =
        new()
        {
            { Policy("Allow", """{"StringEquals":{"aws:SourceAccount":"111122223333"}}"""), null },
            { Policy("Allow", $$$"""{"StringEquals":{"AWS:SourceAccount":["111122223333"],"aws:SourceArn":"{{{Rule}}}"}}"""), null },
            { Policy("Allow", """{"StringEquals":{"aws:Referer":"111122223333"}}"""), null },
            { Policy("Allow", """{"StringEquals":{"aws:SourceAccount":"999988887777"}}"""), "bucket-refuses" },
            { Policy("Allow", """{"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:111122223333:*"}}"""), "bucket-refuses" },
            { Policy("Allow", "{}", resource: $"arn:aws:s3:::{DoctorWorld.Bucket}/other/*"), "bucket-refuses" },
            { Policy("Allow", "{}", action: "s3:GetObject"), "bucket-refuses" },
            { Both(Policy("Deny", """{"Bool":{"aws:SecureTransport":"false"}}""", "\"*\"")), null },
            { Both(Policy("Deny", "{}", "\"*\"")), "bucket-refuses" },
            { Both(Policy("Deny", "{}", "\"*\"", resource: $"arn:aws:s3:::{DoctorWorld.Bucket}/decisions/*")), null },
            { Both(Policy("Deny", """{"StringNotEquals":{"s3:x-amz-acl":"private"}}""", "\"*\"")), "bucket-unclear" },
        };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_bucket_policy_is_judged_with_its_conditions_and_what_it_denies(string policy, string? code)
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.S3.SetPolicy(DoctorWorld.Bucket, policy);

        var transcript = await doctor.DoctorAsync("ses.example", "--json");

        Assert.Equal(code is null ? [] : [code], Codes(transcript));
    }

    [Theory]
    [InlineData("::/0", "Block", "filter-blocks")]
    [InlineData("0.0.0.0/1", "Block", "filter-blocks")]
    public async Task Of_any_other_filter_nobody_can_tell(string range, string policy, string code)
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Ses.Filters.Add(("some", policy, range));
        Assert.Equal([code], Codes(await doctor.DoctorAsync("ses.example", "--json")));
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, false, "function-refuses-account")]
    [InlineData(true, true, "permission-missing")]
    public async Task Where_an_organization_is_trusted_it_is_asked_for_the_account(bool isMember, bool isDenied, string? code)
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Organizations.Add("111122223333", "operations", isManager: true);
        if (isMember)
        {
            doctor.World.Organizations.Add("999988887777", "shop");
        }

        if (isDenied)
        {
            doctor.World.Faults.Add(ServiceName.Organizations, "DescribeAccount", Misbehave.Error(400, "AccessDeniedException"), times: 9);
        }

        doctor.Settings["ACM_APPROVER_ACCOUNTS"] = $"organization:{SimulatedOrganizations.OrganizationId}";
        var file = await InventoryAsync();

        var transcript = await doctor.DoctorAsync("--inventory", file, "--json");

        File.Delete(file);
        Assert.Equal(code is null ? [] : [code], Codes(transcript));
    }

    [Fact]
    public async Task A_bucket_that_invokes_the_function_itself_for_other_keys_is_found()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.S3.SetNotification(DoctorWorld.Bucket, DoctorWorld.Notification("mail/"));
        Assert.Equal(["rule-other-prefix"], Codes(await doctor.DoctorAsync("ses.example", "--json")));
    }

    [Theory]
    [InlineData("ListRuleNamesByTarget")]
    [InlineData("DescribeRule")]
    public async Task Where_EventBridge_refuses_to_show_its_rules_the_permission_is_named(string operation)
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Faults.Add(ServiceName.EventBridge, operation, Misbehave.Error(400, "AccessDeniedException"), times: 9);

        var transcript = await doctor.DoctorAsync("ses.example");

        Assert.Contains(
            "ordered (AccessDeniedException) → needs events:ListRuleNamesByTarget and events:DescribeRule",
            transcript.Output,
            StringComparison.Ordinal
        );
    }

    private static string ObjectsBelow(string prefix) =>
        SimulatedEventRule.OfStack(DoctorWorld.FunctionArn, DoctorWorld.Bucket, prefix).Pattern!;

    private static string Policy(
        string effect,
        string condition,
        string principal = """{"Service":"ses.amazonaws.com"}""",
        string action = "s3:PutObject",
        string resource = $"arn:aws:s3:::{DoctorWorld.Bucket}/*"
    ) =>
        $$$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"{{{effect}}}","Principal":{{{principal}}},"Action":"{{{action}}}",
        "Resource":"{{{resource}}}","Condition":{{{condition}}}}]}
        """;

    /// <summary>A policy's statement, and the one that lets SES store.</summary>
    private static string Both(string policy)
    {
        var both = JsonNode.Parse(policy)!;
        both["Statement"]!.AsArray().Add(JsonNode.Parse(Policy("Allow", "{}"))!["Statement"]![0]!.DeepClone());
        return both.ToJsonString();
    }

    private static async Task<string> InventoryAsync()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            {"schema": "acm-approver/inventory/v1", "takenAt": "2026-11-30T00:00:00Z", "accounts": [], "regions": [], "certificates": [
             {"arn": "arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-000000000001", "status": "ISSUED", "names": [
              {"name": "ses.example", "validationDomain": "ses.example", "method": "email", "state": "validated"}]}]}
            """,
            TestContext.Current.CancellationToken
        );
        return file;
    }

    [Fact]
    public async Task A_subscription_that_nobody_confirmed_is_not_taken_for_an_operator()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Sns.UnsubscribeAll(DoctorWorld.Topic);
        doctor.World.Sns.Subscribe(DoctorWorld.Topic, "operator@example.com", isConfirmed: false);

        var transcript = await doctor.DoctorAsync("ses.example");

        Assert.Contains(
            "  not ready    operator      operator-missing: 1 subscribed to the operator's topic, and nobody has confirmed it",
            transcript.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_named_and_the_rest_is_read()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.World.Ses.Denied.Add("DescribeActiveReceiptRuleSet");

        var transcript = await doctor.DoctorAsync("ses.example");

        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains(" → needs ses:DescribeActiveReceiptRuleSet", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("  ok           identity ", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_whose_mail_another_system_receives_needs_no_identity_and_no_rule()
    {
        await using var doctor = await DoctorWorld.StartAsync();

        var transcript = await doctor.DoctorAsync("google.example", "--json");

        Assert.Equal(["mx-elsewhere"], Codes(transcript));
    }

    [Fact]
    public async Task Mail_that_goes_to_SES_elsewhere_is_found_by_the_stacks_region()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.Names.AddZone("ses.example", "@ IN MX 10 inbound-smtp.us-east-1.amazonaws.com.");

        var transcript = await doctor.DoctorAsync("ses.example", "--json");

        Assert.Equal(["mx-other-region"], Codes(transcript));
    }

    [Fact]
    public async Task An_account_that_the_function_does_not_trust_is_found()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        var file = await InventoryAsync();

        var transcript = await doctor.DoctorAsync("--inventory", file, "--json");

        File.Delete(file);
        Assert.Equal(["function-refuses-account"], Codes(transcript));
    }

    [Fact]
    public async Task A_stack_that_is_not_there_is_told()
    {
        await using var doctor = await DoctorWorld.StartAsync();

        var transcript = await Transcript.OfAsync(doctor.World, ["doctor", "ses.example", "--stack", "another"]);

        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith("error: there is no stack 'another' in eu-west-1\n", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_of_something_else_is_told()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        doctor.Outputs.Remove("MailBucketName");
        doctor.Deploy();

        var transcript = await doctor.DoctorAsync("ses.example");

        Assert.Equal(
            (3, "error: the stack acm-approver has no output MailBucketName\nhint: give the name of the stack of template.yaml\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    private static IEnumerable<string> Codes(Transcript transcript) =>
        from line in transcript.Lines
        from check in JsonNode.Parse(line)!["checks"]!.AsArray()
        from finding in check!["findings"]!.AsArray()
        select (string)finding!["code"]!;
}

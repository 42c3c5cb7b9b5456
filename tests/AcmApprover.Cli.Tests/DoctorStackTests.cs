using System.Text.Json.Nodes;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary><c>doctor --stack</c>: every finding on the receiving side, and a stack in which everything is right.</summary>
public sealed class DoctorStackTests
{
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
        ["rule-other-prefix"] = d => d.World.S3.SetNotification(DoctorWorld.Bucket, DoctorWorld.Notification("mail/")),
        ["bucket-refuses"] = d => d.World.S3.SetPolicy(DoctorWorld.Bucket, null),
        ["filter-blocks-all"] = d => d.World.Ses.Filters.Add(("nobody", "Block", "0.0.0.0/0")),
        ["filter-blocks"] = d => d.World.Ses.Filters.Add(("spammers", "Block", "198.51.100.0/24")),
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
              ok           events        {DoctorWorld.Bucket} tells of the mail stored in it
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
                Actions = [DoctorWorld.Store(("IamRoleArn", "arn:aws:iam::111122223333:role/store"))],
            }
        );
        doctor.World.S3.SetPolicy(DoctorWorld.Bucket, null);
        doctor.World.S3.SetNotification(
            DoctorWorld.Bucket,
            "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>"
        );
        doctor.World.Ses.Filters.Add(("friends", "Allow", "198.51.100.0/24"));
        doctor.World.Sns.Subscribe(DoctorWorld.Topic, "second@example.com", isConfirmed: false);

        var transcript = await doctor.DoctorAsync("below.ses.example", "www.ses.example");

        Assert.Equal((0, "2 names: 2 ok\n"), (transcript.ExitCode, transcript.Error));
        Assert.DoesNotContain("TLS", transcript.Output, StringComparison.Ordinal);
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

using System.Text.Json.Nodes;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Dns;
using AcmApprover.Simulator.Mails;
using AcmApprover.Simulator.Ses;
using AcmApprover.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>The function's own round through what waits.</summary>
public sealed class SweepTests
{
    private const string Event = """{"sweep": {}}""";

    [Fact]
    public async Task What_waits_is_sent_again_and_the_operator_hears_once_of_what_expires_soon()
    {
        await using var function = await FunctionWorld.StartAsync();
        Plant(function);

        var first = (await function.World.Lambda.InvokeAsync(Event)).Answer();
        var second = (await function.World.Lambda.InvokeAsync(Event)).Answer();

        Assert.Equal("""{"summary":{"Sent":1},"told":1,"problems":[],"isComplete":true}""", first.ToJsonString());
        Assert.Equal("""{"summary":{"SentBefore":1},"told":0,"problems":[],"isComplete":true}""", second.ToJsonString());
        Assert.Single(function.World.Acm.TakeMailings());
        var message = Assert.Single(function.World.Sns.Messages);
        Assert.Equal("[warning] www.example.com: waits for its validation mail to be approved", message.Subject);
    }

    [Theory]
    [InlineData("""{"sweep": {}}""", 0)]
    [InlineData("""{"sweep": {"evenInNotifyMode": true}}""", 1)]
    public async Task In_notify_mode_nothing_is_sent_unless_it_is_told_to(string sweep, int mails)
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_MODE", "notify"));
        Plant(function);
        await function.World.Lambda.InvokeAsync(sweep);
        Assert.Equal(mails, function.World.Acm.TakeMailings().Count);
    }

    [Fact]
    public async Task Where_the_certificates_own_domain_receives_no_mail_it_goes_to_the_nearest_that_does_and_is_approved()
    {
        await using var function = await FunctionWorld.StartAsync();
        var arn = Plant(function, "www.shop.example.com");
        Receive(function, "example.com");
        function.World.NameServer.AddZone("shop.example.com", "@ IN MX 0 .");

        var answer = (await function.World.Lambda.InvokeAsync(Event)).Answer();

        Assert.Equal("""{"Sent":1}""", answer["summary"]!.ToJsonString());
        var mailing = Assert.Single(function.World.Acm.TakeMailings());
        Assert.Equal((arn, "example.com"), (mailing.CertificateArn, mailing.ValidationDomain));
        (await function.DeliverAsync(MailDraft.For(mailing))).AssertApproved();
    }

    [Fact]
    public async Task A_mail_to_another_domain_that_no_sweep_had_sent_there_is_refused()
    {
        await using var function = await FunctionWorld.StartAsync();
        var arn = Plant(function, "www.shop.example.com");
        Receive(function, "example.com");
        var now = TimeProvider.System.GetUtcNow();
        const string name = "www.shop.example.com";
        var mailing = new ValidationRequest(arn, FunctionWorld.Own, FunctionWorld.Region, name, "example.com", IsRenewal: true, now);

        var decision = (await function.DeliverAsync(MailDraft.For(mailing))).Decision();

        Assert.Equal(["recipient-not-expected"], decision.Codes());
        Assert.Equal(0, function.Pressed);
    }

    [Theory]
    [InlineData("own receives")]
    [InlineData("own is not known")]
    [InlineData("other elsewhere")]
    [InlineData("no rule set")]
    [InlineData("rule disabled")]
    [InlineData("rule unscanned")]
    [InlineData("four mailboxes")]
    [InlineData("stopped before")]
    [InlineData("another bucket")]
    [InlineData("unverified")]
    [InlineData("SES refuses")]
    public async Task With_one_thing_wrong_it_goes_where_ACM_would_send_it(string wrong)
    {
        await using var function = await FunctionWorld.StartAsync();
        Plant(function, "www.shop.example.com");
        Receive(function, "example.com");
        var (ses, names) = (function.World.Ses, function.World.NameServer);
        names.AddZone("shop.example.com", wrong == "own receives" ? "@ IN MX 10 mail.example.net." : "@ IN MX 0 .");
        switch (wrong)
        {
            case "own is not known":
                names.Fail("shop.example.com", NameServerFault.ServerFailure);
                break;
            case "other elsewhere":
                names.AddZone("example.com", "@ IN MX 10 inbound-smtp.us-east-1.amazonaws.com.");
                break;
            case "no rule set":
                ses.ActiveRuleSet = null;
                break;
            case "rule disabled":
                ses.Rules[0] = Rule("example.com") with { Enabled = false };
                break;
            case "rule unscanned":
                ses.Rules[0] = Rule("example.com") with { ScanEnabled = false };
                break;
            case "four mailboxes":
                ses.Rules[0] = Rule([.. ValidationRequest.Mailboxes.Skip(1).Select(m => $"{m}@example.com")]);
                break;
            case "stopped before":
                ses.Rules.Insert(0, Rule("example.com") with { Actions = [("StopAction", new Dictionary<string, string>())] });
                break;
            case "another bucket":
                ses.Rules[0] = Rule("example.com") with { Actions = [Store("mail-of-others")] };
                break;
            case "unverified":
                ses.Identities["example.com"] = "Pending";
                break;
            case "SES refuses":
                ses.Denied.Add("DescribeActiveReceiptRuleSet");
                break;
        }

        await function.World.Lambda.InvokeAsync(Event);

        Assert.Equal("shop.example.com", Assert.Single(function.World.Acm.TakeMailings()).ValidationDomain);
        Assert.DoesNotContain(
            function.World.S3.Objects(FunctionWorld.Bucket),
            stored => stored.Key.EndsWith(".rescue.json", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_is_sent_while_a_mail_for_the_name_is_being_handled_or_came_today()
    {
        await using var function = await FunctionWorld.StartAsync();
        var arn = Plant(function);
        var now = TimeProvider.System.GetUtcNow();
        const string name = "www.example.com";
        var mailing = new ValidationRequest(arn, FunctionWorld.Own, FunctionWorld.Region, name, "example.com", IsRenewal: true, now);
        var key = function.Store(
            MailDraft.For(mailing) with
            {
                ReceivedAt = now.AddHours(-23),
                To = ["somebody@example.com"],
                DeliveredTo = null,
            }
        );

        Assert.Equal("""{"Waits":1}""", await SweepAsync());

        // The operator has it now; it is one of today all the same.
        Assert.Equal("Referred", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Equal("""{"Waits":1}""", await SweepAsync());
        Assert.Empty(function.World.Acm.TakeMailings());

        async Task<string> SweepAsync() => (await function.World.Lambda.InvokeAsync(Event)).Answer()["summary"]!.ToJsonString();
    }

    [Theory]
    [InlineData("EMAIL", FunctionWorld.Own, 1)]
    [InlineData("DNS", FunctionWorld.Own, 0)]
    [InlineData("EMAIL", FunctionWorld.Stranger, 0)]
    public async Task An_event_of_ACM_has_the_mail_of_that_certificate_sent_again(string method, string account, int mails)
    {
        await using var function = await FunctionWorld.StartAsync();
        Plant(function, "other.example.com");
        var arn = Plant(function, account: account);
        var e = JsonNode.Parse(RepositoryFiles.Read("events/renewal-action-required.json"))!;
        e["resources"]![0] = arn;
        e["detail"]!["DomainValidationMethod"] = method;
        e["detail"]!["CommonName"] = "forged.example.com";

        await function.World.Lambda.InvokeAsync(e.ToJsonString());

        Assert.Equal(Enumerable.Repeat(arn, mails), function.World.Acm.TakeMailings().Select(m => m.CertificateArn));
    }

    [Theory]
    [InlineData("@ IN MX 0 .", "Mail: example.com has the MX record '.', which refuses all mail")]
    [InlineData("@ IN MX 1 aspmx.l.google.com.", "Mail: mail for example.com goes to aspmx.l.google.com (Google Workspace)")]
    public async Task The_notice_says_where_the_mail_goes_and_names_the_command_for_the_rest(string record, string seen)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.NameServer.AddZone("example.com", record);
        Plant(function);
        await function.World.Lambda.InvokeAsync(Event);
        var text = Assert.Single(function.World.Sns.Messages).Message;
        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.Contains("acm-approver doctor www.example.com", text, StringComparison.Ordinal);
    }

    /// <summary>Lets SES store the mail of a domain in the bucket.</summary>
    private static void Receive(FunctionWorld function, string domain)
    {
        function.World.NameServer.AddZone(domain, $"@ IN MX 10 inbound-smtp.{FunctionWorld.Region}.amazonaws.com.");
        function.World.Ses.ActiveRuleSet = "acm-approver";
        function.World.Ses.Identities[domain] = "Success";
        function.World.Ses.Rules.Add(Rule(domain));
    }

    private static SimulatedReceiptRule Rule(params IReadOnlyList<string> recipients) =>
        new("acm-approver") { Recipients = recipients, Actions = [Store(FunctionWorld.Bucket)] };

    private static (string, IReadOnlyDictionary<string, string>) Store(string bucket) =>
        ("S3Action", new Dictionary<string, string> { ["BucketName"] = bucket, ["ObjectKeyPrefix"] = "inbound/" });

    private static string Plant(FunctionWorld function, string name = "www.example.com", string account = FunctionWorld.Own)
    {
        var now = TimeProvider.System.GetUtcNow();
        function.World.Regions.Choose(FunctionWorld.Second, FunctionWorld.Region);
        function.World.Regions.Choose(FunctionWorld.Own, FunctionWorld.Region);
        return function.World.Acm.Plant(
            new PlantedCertificate
            {
                Account = account,
                Region = FunctionWorld.Region,
                Names = [name],
                IssuedAt = now.AddDays(-188),
                RequestedAt = now.AddDays(-188),
                ExpiresAt = now.AddDays(10),
                IsRenewing = true,
            }
        );
    }
}

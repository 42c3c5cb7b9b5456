using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>The command as a process, the function as another, and between them ACM's mail on its way through SES and S3.</summary>
public sealed partial class ProbeTests
{
    [Fact]
    public async Task A_way_that_works_is_followed_to_the_issue_and_leaves_no_certificate()
    {
        await using var way = await ProbeWorld.StartAsync();
        var transcript = await way.ProbeAsync("ses.example", "--yes");

        Assert.Equal(0, transcript.ExitCode);
        Assert.Equal(
            ["mark", "request", "mail", "decision", "button", "issue", "copies", "deletion"],
            transcript.Lines.Select(line => Step().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value)
        );
        Assert.Contains("by the template of a new request", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("no-reply@certificates.amazon.com", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("the page was recognised (HTTP/1.1 200)", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("5 of 5 mails have a record", transcript.Output, StringComparison.Ordinal);
        Assert.StartsWith("proven: ", transcript.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("not those of a renewal", transcript.Error, StringComparison.Ordinal);
        Assert.Empty(way.World.Acm.Arns);
        Assert.Empty(way.World.Sns.Messages);

        var objects = way.World.S3.Objects(DoctorWorld.Bucket, "decisions/");
        var kept = Assert.Single(objects, o => o.Key.EndsWith(".seen.txt", StringComparison.Ordinal));
        var seen = Encoding.UTF8.GetString(kept.Value.Body.Span);
        Assert.Contains("message/http", seen, StringComparison.Ordinal);
        Assert.Contains("Greetings from Amazon Web Services", seen, StringComparison.Ordinal);
        Assert.All(
            way.World.Acm.TakeMailings(),
            mailing =>
            {
                Assert.DoesNotContain(mailing.Code, seen + transcript.Output, StringComparison.Ordinal);
                Assert.DoesNotContain(mailing.Context, seen + transcript.Output, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task A_mail_that_comes_before_ACM_shows_the_certificate_is_tried_again()
    {
        await using var way = await ProbeWorld.StartAsync();
        way.World.Acm.Lag = new VisibilityLag(Time: TimeSpan.FromSeconds(1.5));
        var transcript = await way.ProbeAsync("ses.example", "--yes");
        Assert.Equal(0, transcript.ExitCode);
        Assert.StartsWith("proven: ", transcript.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(way.World.Sns.Messages);
    }

    [Fact]
    public async Task Without_yes_it_says_what_it_would_do_and_leave_and_asks_ACM_for_nothing()
    {
        await using var way = await ProbeWorld.StartAsync(hasFunction: false);
        var transcript = await way.ProbeAsync("ses.example");
        Assert.Equal(0, transcript.ExitCode);
        foreach (var left in (string[])["Certificate Transparency for good", "5,000 requests", "five mails"])
        {
            Assert.Contains(left, transcript.Output, StringComparison.Ordinal);
        }

        Assert.EndsWith("dry run: nothing was requested; --yes requests it\n", transcript.Error, StringComparison.Ordinal);
        Assert.Empty(way.World.Requests.Of(ServiceName.Acm));
        Assert.Empty(way.World.Requests.Of(ServiceName.S3));
    }

    [Fact]
    public async Task In_notify_mode_the_mail_would_be_approved()
    {
        await using var way = await ProbeWorld.StartAsync(doctor => doctor.Settings["ACM_APPROVER_MODE"] = "notify");
        var transcript = await way.ProbeAsync("ses.example", "--yes", "--json");
        var lines = transcript.Lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal((0, "would-approve"), (transcript.ExitCode, (string?)lines[^1]["result"]));
        Assert.Equal(
            ["mark", "request", "mail", "decision", "button", "copies", "deletion"],
            lines.Where(line => (string?)line["type"] == "step").Select(line => (string?)line["step"])
        );
        Assert.Empty(way.World.Acm.Arns);
        Assert.Single(way.World.Sns.Messages);
        Assert.Empty(way.World.Requests.Of(ServiceName.ApprovalSite, "PressButton"));
    }

    [Theory]
    [InlineData("ACM_APPROVER_DOMAINS", "other.example", "function-refuses-domain")]
    [InlineData("ACM_APPROVER_ACCOUNTS", "444455556666", "function-refuses-account")]
    public async Task What_the_function_would_refuse_is_refused_before_anything_is_requested(string setting, string value, string code)
    {
        await using var way = await ProbeWorld.StartAsync(doctor => doctor.Settings[setting] = value, hasFunction: false);
        var transcript = await way.ProbeAsync("ses.example", "--yes");
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Contains($"error: the function would refuse the mail: {code}: ", transcript.Error, StringComparison.Ordinal);
        Assert.Empty(way.World.Requests.Of(ServiceName.Acm));
        Assert.Empty(way.World.Requests.Of(ServiceName.S3));
    }

    [Fact]
    public async Task Where_no_mail_comes_the_doctor_says_why()
    {
        await using var way = await ProbeWorld.StartAsync(doctor => doctor.World.Ses.Rules.Clear(), hasFunction: false);
        var transcript = await way.ProbeAsync("ses.example", "--yes", "--wait", "2");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("mail      failed: no mail has come", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("not ready    rule-missing: ", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("the certificate is left: acm-approver probe --clean", transcript.Error, StringComparison.Ordinal);
        Assert.Single(way.World.Acm.Arns);
    }

    [Fact]
    public async Task Where_nobody_handles_the_mail_the_doctor_says_why()
    {
        await using var way = await ProbeWorld.StartAsync(
            doctor => doctor.World.S3.SetNotification(DoctorWorld.Bucket, "<NotificationConfiguration/>"),
            hasFunction: false
        );
        var transcript = await way.ProbeAsync("ses.example", "--yes", "--wait", "3");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("decision  failed: a mail lies in the bucket, and the function has", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("not ready    bucket-tells-nobody: ", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_recognised_is_told_with_its_rule()
    {
        await using var way = await ProbeWorld.StartAsync();
        way.World.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Replace("<form", "<section"), times: 100);
        var transcript = await way.ProbeAsync("ses.example", "--yes");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("decision  failed: the function referred the mail: page-unrec", transcript.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"page-unrecognised: {RuleBook.Of(ReasonCode.PageUnrecognised).NextStep}",
            transcript.Output,
            StringComparison.Ordinal
        );
        Assert.StartsWith("failed: ", transcript.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(way.World.Acm.Arns);
    }

    [Fact]
    public async Task A_request_that_ACM_refuses_leaves_no_mark()
    {
        await using var way = await ProbeWorld.StartAsync(hasFunction: false);
        way.World.Acm.MostRequests = 0;
        var transcript = await way.ProbeAsync("ses.example", "--yes");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("request   failed: ACM refuses the request: ", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("(LimitExceededException)", transcript.Output, StringComparison.Ordinal);
        Assert.Empty(way.World.S3.Objects(DoctorWorld.Bucket, "decisions/"));
    }

    [Theory]
    [InlineData("no domain is given", "--yes")]
    [InlineData("--clean is given with a domain", "ses.example", "--clean")]
    [InlineData("the domain is 'a_b', but must be a domain name such as www.example.com", "a_b")]
    [InlineData("ses.example is not at or below the validation domain a.example", "ses.example", "--validation-domain", "a.example")]
    [InlineData("--wait is '0', but must be a number of seconds from 1 to 86400", "ses.example", "--wait", "0")]
    [InlineData("there is no option '--yess'", "--yess")]
    public async Task Wrong_usage_is_named(string problem, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(["probe", .. arguments, "--stack", "acm-approver"]);
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith($"error: {problem}\n", transcript.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ +[\d.]+ s  (\w+)")]
    private static partial Regex Step();
}

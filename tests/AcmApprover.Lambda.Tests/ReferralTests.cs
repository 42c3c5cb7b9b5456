using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>What the function refers to the operator, and how the operator hears of it.</summary>
public sealed class ReferralTests
{
    [Fact]
    public async Task A_genuine_mail_for_a_strangers_account_is_the_loudest_alarm_and_its_link_is_not_shown()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request(account: FunctionWorld.Stranger);

        var decision = (await function.DeliverAsync(MailDraft.For(request))).Decision();

        Assert.Equal(["account-not-trusted"], decision.Codes());
        Assert.Equal("alert", decision["severity"]!.GetValue<string>());
        var message = Assert.Single(function.World.Sns.Messages);
        Assert.StartsWith("AcmApprover [alert] www.example.com", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Code, message.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Context, message.Message, StringComparison.Ordinal);
        Assert.Empty(function.World.Requests.Of(ServiceName.Acm));
        Assert.Empty(function.World.Requests.Of(ServiceName.ApprovalSite));
    }

    [Fact]
    public async Task A_forged_sender_is_referred_without_asking_anybody()
    {
        await using var function = await FunctionWorld.StartAsync();
        var draft = MailDraft.For(function.Request()) with { Dkim = ["fail header.i=@certificates.amazon.com"] };

        Assert.Equal(["sender-not-authenticated"], (await function.DeliverAsync(draft)).Decision().Codes());
        Assert.Empty(function.World.Requests.Of(ServiceName.Acm));
    }

    [Fact]
    public async Task A_link_swapped_in_the_HTML_part_is_a_contradiction()
    {
        await using var function = await FunctionWorld.StartAsync();
        var draft = MailDraft.For(function.Request()) with
        {
            HtmlLink = "https://eu-west-1.acm-certificates.amazon.com.evil.example/approvals?code=1&context=2",
        };

        Assert.Equal(["mail-contradicts-itself"], (await function.DeliverAsync(draft)).Decision().Codes());
        Assert.Empty(function.World.Requests.Of(ServiceName.Proxy));
    }

    [Fact]
    public async Task A_second_sentence_about_another_name_is_a_contradiction()
    {
        await using var function = await FunctionWorld.StartAsync();
        const string sentence = "We received a request to issue an SSL/TLS certificate for the domain other.example.com.";
        var draft = MailDraft.For(function.Request()) with { Text = text => $"{text}\n{sentence}\n" };

        Assert.Equal(["mail-contradicts-itself"], (await function.DeliverAsync(draft)).Decision().Codes());
        Assert.Empty(function.World.Requests.Of(ServiceName.Acm));
    }

    [Fact]
    public async Task A_page_that_names_another_certificate_is_not_approved()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var other = function.Request("other.example.com");
        function.World.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Replace(request.CertificateArn, other.CertificateArn));

        Assert.Equal(["page-mismatch"], (await function.DeliverAsync(MailDraft.For(request))).Decision().Codes());
        Assert.Equal(0, function.Pressed);
    }

    [Theory]
    [InlineData("validationToken", "c0dec0de-0000-4000-8000-000000000bad")]
    [InlineData("validationArn", "arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-00000000c0de")]
    [InlineData("domainName", "other.example.com")]
    [InlineData("accountId", "999988887777")]
    [InlineData("region", "us-east-1")]
    [InlineData("certificateIdentifier", "3b4d78e1-0000-4000-8000-00000000c0de")]
    public async Task A_form_that_names_another_request_in_one_field_is_not_sent(string field, string value)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.ApprovalSite.ShowInstead = form => form.With(field, value);

        Assert.Equal(["page-mismatch"], (await function.DeliverAsync(MailDraft.For(function.Request()))).Decision().Codes());
        Assert.Equal(0, function.Pressed);
    }

    [Theory]
    [InlineData("REJECTED")]
    [InlineData("")]
    public async Task A_form_whose_status_does_not_say_approved_is_not_sent(string status)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.ApprovalSite.ShowInstead = form => form.WithStatusField(status);

        Assert.Equal(["page-unrecognised"], (await function.DeliverAsync(MailDraft.For(function.Request()))).Decision().Codes());
        Assert.Equal(0, function.Pressed);
    }

    [Theory]
    [InlineData("huge")]
    [InlineData("redirect")]
    [InlineData("plain text")]
    public async Task A_page_of_another_kind_is_never_guessed_at(string kind)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(
            ServiceName.ApprovalSite,
            "OpenPage",
            kind switch
            {
                "huge" => Misbehave.Pad(2 * 1024 * 1024),
                "redirect" => Misbehave.Redirect("https://us-east-1.acm-certificates.amazon.com/approvals"),
                _ => Misbehave.ContentType("text/plain"),
            }
        );

        Assert.Equal(["page-unrecognised"], (await function.DeliverAsync(MailDraft.For(function.Request()))).Decision().Codes());
        Assert.Single(function.World.Requests.Of(ServiceName.ApprovalSite));
    }

    [Fact]
    public async Task A_link_that_the_site_refuses_is_referred()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Error(400, "Expired"));

        Assert.Equal(["link-rejected"], (await function.DeliverAsync(MailDraft.For(function.Request()))).Decision().Codes());
    }

    [Fact]
    public async Task A_button_that_does_nothing_is_not_confirmed()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(
            ServiceName.ApprovalSite,
            "PressButton",
            _ => Task.FromResult(SimulatedResponse.Of(200, "text/html", "<p>Thank you</p>"))
        );

        Assert.Equal(["approval-not-confirmed"], (await function.DeliverAsync(MailDraft.For(function.Request()))).Decision().Codes());
    }

    [Fact]
    public async Task What_ACM_no_longer_validates_or_not_by_mail_is_referred_with_its_link_unopened()
    {
        await using var function = await FunctionWorld.StartAsync();
        var over = function.Request("over.example.com");
        function.World.Acm.SetStatus(over.CertificateArn, "VALIDATION_TIMED_OUT");
        var dns = function.Request("dns.example.com");
        function.World.Acm.SetValidationMethod(dns.CertificateArn, "dns.example.com", "DNS");

        Assert.Equal(["certificate-not-pending"], (await function.DeliverAsync(MailDraft.For(over))).Decision().Codes());
        Assert.Equal(["not-email-validated"], (await function.DeliverAsync(MailDraft.For(dns))).Decision().Codes());
        Assert.Empty(function.World.Requests.Of(ServiceName.ApprovalSite));
    }

    [Fact]
    public async Task An_account_that_refuses_is_named_with_the_permission_that_is_missing()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        function.World.Acm.Deny(FunctionWorld.Own);

        var decision = (await function.DeliverAsync(MailDraft.For(request))).Decision();

        Assert.Equal(["certificate-not-readable"], decision.Codes());
        Assert.Contains("acm:DescribeCertificate", decision["reasons"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_is_named()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_ACCOUNT_ROLE", "AnotherRole"));

        var decision = (await function.DeliverAsync(MailDraft.For(function.Request(account: FunctionWorld.Second)))).Decision();

        Assert.Equal(["certificate-not-readable"], decision.Codes());
        Assert.Contains("AnotherRole", decision["reasons"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_copies_at_the_same_time_are_told_once()
    {
        await using var function = await FunctionWorld.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            function.StartProcess();
        }

        var request = function.Request(account: FunctionWorld.Stranger);
        var results = await Task.WhenAll(ValidationRequest.Mailboxes.Select(m => function.DeliverAsync(MailDraft.For(request, m))));

        Assert.All(results, r => Assert.Equal("Referred", r.Decision().Outcome()));
        Assert.Single(function.World.Sns.Messages);
        Assert.Equal(5, function.World.S3.Objects(FunctionWorld.Bucket, "decisions/inbound/").Count);
    }

    [Fact]
    public async Task Another_reason_is_told_again()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();

        await function.DeliverAsync(MailDraft.For(request) with { Spam = "FAIL" });
        await function.DeliverAsync(MailDraft.For(request, "webmaster") with { Spam = "FAIL" });
        await function.DeliverAsync(MailDraft.For(request) with { ReceivedAt = DateTimeOffset.UtcNow.AddHours(-80) });

        Assert.Equal(2, function.World.Sns.Messages.Count);
    }

    [Fact]
    public async Task A_newsletter_is_recorded_and_told_to_nobody()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(
            "news",
            "From: News <news@example.net>\r\nTo: admin@example.com\r\nSubject: Our certificates\r\n\r\nRead all about it.\r\n"u8.ToArray()
        );

        Assert.Equal("Ignored", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Equal("Ignored", function.Record(key)?.Outcome());
        Assert.Empty(function.World.Sns.Messages);
    }

    [Fact]
    public async Task In_the_chat_format_the_notice_is_a_custom_notification()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_NOTIFY_FORMAT", "chat"));

        await function.DeliverAsync(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var message = JsonNode.Parse(Assert.Single(function.World.Sns.Messages).Message)!;
        Assert.Equal("1.0", message["version"]!.GetValue<string>());
        Assert.Equal("custom", message["source"]!.GetValue<string>());
        Assert.Equal("client-markdown", message["content"]!["textType"]!.GetValue<string>());
        Assert.Contains("account-not-trusted", message["content"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}

using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>What the function approves, from the stored mail to the issued certificate.</summary>
public sealed class ApprovalTests
{
    [Fact]
    public async Task A_new_request_is_approved_and_recorded()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var draft = MailDraft.For(request);

        var decision = (await function.DeliverAsync(draft)).Decision();

        Assert.Equal("Approved", decision.Outcome());
        Assert.Equal("ISSUED", function.World.Acm.StatusOf(request.CertificateArn));
        Assert.Equal("Approved", function.Record($"inbound/{draft.MessageId}")?.Outcome());
        Assert.Empty(function.World.Sns.Messages);
        Assert.Equal(1, function.Pressed);
    }

    [Theory]
    [InlineData(PageStyle.Current)]
    [InlineData(PageStyle.Since2019)]
    [InlineData(PageStyle.Rails2017)]
    public async Task Every_known_page_is_understood(PageStyle style)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.ApprovalSite.Style = style;

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
    }

    [Fact]
    public async Task A_mail_of_the_old_template_is_approved()
    {
        await using var function = await FunctionWorld.StartAsync();

        var result = await function.DeliverAsync(MailDraft.For(function.Request(), template: MailTemplate.Before2020));

        Assert.Equal("Approved", result.Decision().Outcome());
    }

    [Fact]
    public async Task A_renewal_is_approved_although_the_certificate_is_issued()
    {
        await using var function = await FunctionWorld.StartAsync();
        var arn = function.Request().CertificateArn;
        function.World.Acm.ApproveAll(arn);
        var renewal = function.World.Acm.StartRenewal(arn)[0];

        var decision = (await function.DeliverAsync(MailDraft.For(renewal))).Decision();

        Assert.Equal("Approved", decision.Outcome());
        Assert.Equal("renewal", decision["claim"]!["kind"]!.GetValue<string>());
        Assert.False(function.World.Acm.IsPending(arn));
    }

    [Fact]
    public async Task Each_name_of_a_certificate_needs_its_own_approval()
    {
        await using var function = await FunctionWorld.StartAsync();
        var requests = function.World.Acm.RequestCertificate(FunctionWorld.Own, "us-east-1", ["www.example.com", "*.example.org"]);

        (await function.DeliverAsync(MailDraft.For(requests[0]))).AssertApproved();
        Assert.True(function.World.Acm.IsPending(requests[0].CertificateArn));
        (await function.DeliverAsync(MailDraft.For(requests[1]))).AssertApproved();
        Assert.False(function.World.Acm.IsPending(requests[0].CertificateArn));
    }

    [Fact]
    public async Task A_certificate_of_a_second_account_is_read_through_its_role()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request(account: FunctionWorld.Second);

        (await function.DeliverAsync(MailDraft.For(request))).AssertApproved();
        (await function.DeliverAsync(MailDraft.For(function.Request("a.example.com", FunctionWorld.Second)))).AssertApproved();
        Assert.Single(function.World.Requests.Of(ServiceName.Sts, "AssumeRole"));
    }

    [Fact]
    public async Task Five_copies_one_after_the_other_lead_to_one_approval()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        List<string> outcomes = [];
        foreach (var mailbox in ValidationRequest.Mailboxes)
        {
            outcomes.Add((await function.DeliverAsync(MailDraft.For(request, mailbox))).Decision().Outcome());
        }

        Assert.Equal(["Approved", "AlreadyApproved", "AlreadyApproved", "AlreadyApproved", "AlreadyApproved"], outcomes);
        Assert.Equal(1, function.Pressed);
        Assert.Empty(function.World.Sns.Messages);
    }

    [Fact]
    public async Task Five_copies_at_the_same_time_do_no_harm()
    {
        await using var function = await FunctionWorld.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            function.StartProcess();
        }

        var request = function.Request();
        var results = await Task.WhenAll(ValidationRequest.Mailboxes.Select(m => function.DeliverAsync(MailDraft.For(request, m))));

        Assert.All(results, r => Assert.Contains(r.Decision().Outcome(), (string[])["Approved", "AlreadyApproved"]));
        Assert.Contains(results, r => r.Decision().Outcome() == "Approved");
        Assert.False(function.World.Acm.IsPending(request.CertificateArn));
        Assert.Empty(function.World.Sns.Messages);
    }

    [Fact]
    public async Task Where_ACM_is_slow_the_word_of_its_site_is_enough()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        function.World.Acm.Lag = new VisibilityLag(Time: TimeSpan.FromMinutes(5));

        (await function.DeliverAsync(MailDraft.For(request))).AssertApproved();
    }

    [Fact]
    public async Task In_notify_mode_nothing_is_pressed_and_the_operator_is_told()
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_MODE", "notify"));
        var request = function.Request();

        var decision = (await function.DeliverAsync(MailDraft.For(request))).Decision();

        Assert.Equal(["notify-only"], decision.Codes());
        Assert.Equal("notice", decision["severity"]!.GetValue<string>());
        Assert.Equal(0, function.Pressed);
        Assert.Contains(request.Link, Assert.Single(function.World.Sns.Messages).Message, StringComparison.Ordinal);
    }
}

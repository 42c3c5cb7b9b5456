using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>Services that misbehave: nothing is lost, nothing is done twice that does harm.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task ACM_that_throttles_is_asked_again()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.Acm, "DescribeCertificate", Misbehave.Error(400, "ThrottlingException"), times: 6);

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
    }

    [Theory]
    [InlineData(ServiceName.Acm, "DescribeCertificate", "ACM in eu-west-1")]
    [InlineData(ServiceName.S3, "GetObject", "S3")]
    [InlineData(ServiceName.Sts, "AssumeRole", "STS")]
    [InlineData(ServiceName.ApprovalSite, "OpenPage", "the approval site")]
    public async Task What_is_down_until_time_runs_out_is_thrown_and_the_next_delivery_succeeds(
        ServiceName service,
        string operation,
        string name
    )
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var request = function.Request(account: FunctionWorld.Second);
        var key = function.Store(MailDraft.For(request));
        function.World.Faults.Add(service, operation, Misbehave.Error(503), times: 1000);

        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Short);

        Assert.Equal("MailsNotHandledException", result.ErrorType);
        Assert.Contains($"{name}", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(function.Record(key));
        Assert.Equal(0, function.Pressed);

        function.World.Faults.Clear();
        (await function.NotifyAsync(key)).AssertApproved();
    }

    [Fact]
    public async Task An_operator_who_cannot_be_told_is_told_by_the_next_delivery_and_once()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));
        function.World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Error(503), times: 1000);

        Assert.Equal(
            "MailsNotHandledException",
            (await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Short)).ErrorType
        );
        Assert.Null(function.Record(key));

        function.World.Faults.Clear();
        Assert.Equal("Referred", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Equal("Referred", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Single(function.World.Sns.Messages);
    }

    [Fact]
    public async Task A_site_that_answers_503_for_a_while_is_opened_again()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Error(503), times: 2);

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
    }

    [Fact]
    public async Task An_approval_whose_answer_is_lost_is_looked_up_and_not_pressed_again()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.ApprovalSite, "PressButton", Misbehave.LoseAnswer());

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
        Assert.Equal(1, function.Pressed);
    }

    [Fact]
    public async Task An_approval_that_ends_in_500_after_the_work_was_done_is_an_approval()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.ApprovalSite, "PressButton", Misbehave.ErrorAfterwards(500));

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
        Assert.Equal(1, function.Pressed);
    }

    [Fact]
    public async Task A_button_that_was_not_reached_is_pressed_again_on_a_fresh_page()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.ApprovalSite, "PressButton", Misbehave.Drop());

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
        Assert.Equal(2, function.World.Requests.Of(ServiceName.ApprovalSite, "OpenPage").Count);
    }

    [Fact]
    public async Task A_function_that_dies_between_button_and_record_loses_nothing()
    {
        await using var function = await FunctionWorld.StartAsync();
        var request = function.Request();
        var key = function.Store(MailDraft.For(request));
        function.World.Faults.Add(ServiceName.S3, "PutObject", Misbehave.Hang(), times: 1000);
        using var waiting = new CancellationTokenSource();
        var invocation = function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), cancelled: waiting.Token);
        await Eventually(() => function.World.Requests.Of(ServiceName.S3, "PutObject").Count > 0);
        function.Processes[0].Kill();
        await waiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invocation);
        Assert.False(function.World.Acm.IsPending(request.CertificateArn));
        Assert.Null(function.Record(key));

        function.World.Faults.Clear();
        function.StartProcess();

        Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Equal("AlreadyApproved", function.Record(key)?.Outcome());
        Assert.Equal(1, function.Pressed);
    }

    [Fact]
    public async Task A_function_that_dies_while_telling_holds_the_others_back_only_for_its_lease()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));
        function.World.Faults.Add(ServiceName.Sns, "Publish", Misbehave.Hang(), times: 1000);
        using var waiting = new CancellationTokenSource();
        var invocation = function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), cancelled: waiting.Token);
        await Eventually(() => function.World.Requests.Of(ServiceName.Sns, "Publish").Count > 0);
        function.Processes[0].Kill();
        await waiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invocation);
        function.World.Faults.Clear();
        function.StartProcess();

        var early = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Short);
        Assert.Equal("MailsNotHandledException", early.ErrorType);

        var late = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), TimeSpan.FromSeconds(90));
        Assert.Equal("Referred", late.Decision().Outcome());
        Assert.Single(function.World.Sns.Messages);
    }

    [Fact]
    public async Task A_mail_that_fails_does_not_keep_the_others_of_its_event()
    {
        await using var function = await FunctionWorld.StartAsync();
        await function.WarmUpAsync();
        var request = function.Request();
        var key = function.Store(MailDraft.For(request));

        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, "inbound/gone", key), Short);

        Assert.Equal("MailsNotHandledException", result.ErrorType);
        Assert.Contains(
            $"1 of 2 mails could not be handled: there is no mail at s3://{FunctionWorld.Bucket}/inbound/gone",
            result.ErrorMessage,
            StringComparison.Ordinal
        );
        Assert.Equal("Approved", function.Record(key)?.Outcome());
    }

    [Fact]
    public async Task The_same_event_twice_keeps_the_first_record()
    {
        await using var function = await FunctionWorld.StartAsync();
        var key = function.Store(MailDraft.For(function.Request()));

        (await function.NotifyAsync(key)).AssertApproved();
        Assert.Equal("AlreadyApproved", (await function.NotifyAsync(key)).Decision().Outcome());
        Assert.Equal("Approved", function.Record(key)?.Outcome());
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 400, "it did not come to that within 20 seconds");
            await Task.Delay(50);
        }
    }
}

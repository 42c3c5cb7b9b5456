using AcmApprover.Approval;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

public sealed class ApproverTests
{
    private static readonly CertificateEvidence Validated = new CertificateEvidence.Found(
        Valid.Certificate with
        {
            Names = [Valid.Name with { Status = NameStatus.Validated }],
        }
    );

    private static readonly CertificateEvidence Issued = new CertificateEvidence.Found(
        Valid.Certificate with
        {
            Round = ValidationRound.None,
            Status = "ISSUED",
        }
    );

    [Fact]
    public async Task What_holds_is_approved_and_confirmed_and_recorded()
    {
        var world = new World().Acm(Valid.Found, Issued).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
        Assert.Equal(["describe", "open", "press", "describe", "record"], world.Calls);
        Assert.Empty(world.Notices);
    }

    [Fact]
    public async Task Other_mail_is_ignored_and_nobody_is_asked()
    {
        var world = new World();
        var decision = await Ends(
            world,
            Outcome.Ignored,
            Valid.Mail with
            {
                Subject = "News",
                From = ["a@example.org"],
                Text = _ => "news",
                Html = _ => "<p>news</p>",
            }
        );
        Assert.Equal(["record"], world.Calls);
        Assert.Null(decision.Claim);
        Assert.Null(decision.Severity);
    }

    [Fact]
    public async Task ACM_is_not_asked_for_a_mail_that_fails()
    {
        var world = new World();
        await Refers(world, ReasonCode.SenderNotAuthenticated, Valid.Mail with { Virus = "FAIL" });
        Assert.Equal(["tell", "record"], world.Calls);
    }

    [Fact]
    public async Task The_page_is_not_opened_for_a_certificate_that_fails()
    {
        var world = new World().Acm(new CertificateEvidence.NotFound());
        await Refers(world, ReasonCode.CertificateNotFound);
        Assert.Equal(["describe", "tell", "record"], world.Calls);
    }

    [Fact]
    public async Task The_button_is_not_pressed_on_a_page_that_fails()
    {
        var world = new World().Acm(Valid.Found).Shows(new PageEvidence.Rejected(410));
        await Refers(world, ReasonCode.LinkRejected);
        Assert.Equal(["describe", "open", "tell", "record"], world.Calls);
    }

    [Fact]
    public async Task What_is_approved_already_is_not_opened_and_not_told()
    {
        var world = new World().Acm(Validated);
        await Ends(world, Outcome.AlreadyApproved);
        Assert.Equal(["describe", "record"], world.Calls);
    }

    [Fact]
    public async Task Five_copies_end_in_one_approval()
    {
        var world = new World().Acm(Valid.Found, Validated).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Approved());
        foreach (var mailbox in SystemAddress.LocalParts)
        {
            await world.HandleAsync(Valid.Mail with { To = [$"{mailbox}@example.com"], DeliveredTo = $"{mailbox}@example.com" });
        }

        Assert.Equal(
            [Outcome.Approved, Outcome.AlreadyApproved, Outcome.AlreadyApproved, Outcome.AlreadyApproved, Outcome.AlreadyApproved],
            world.Decisions.Select(d => d.Outcome)
        );
        Assert.Single(world.Calls, "press");
    }

    [Fact]
    public async Task Of_a_certificate_with_two_names_each_is_approved_by_its_own_mail()
    {
        var other = Valid.Name with { Domain = DomainName.Parse("shop.example.com") };
        var world = new World()
            .Acm(
                Names(Valid.Name, other),
                Names(Done(Valid.Name), other),
                Names(Done(Valid.Name), other),
                Names(Done(Valid.Name), Done(other))
            )
            .Shows(Valid.Page.Read(), (Valid.Page with { Domain = "shop.example.com" }).Read())
            .Answers(new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
        await Ends(world, Outcome.Approved, Valid.Mail with { Domain = "shop.example.com" });

        static CertificateEvidence Names(params NameValidation[] names) =>
            new CertificateEvidence.Found(Valid.Certificate with { Names = names });
        static NameValidation Done(NameValidation name) => name with { Status = NameStatus.Validated };
    }

    [Fact]
    public async Task A_renewal_is_approved_though_the_certificate_is_issued()
    {
        var pending = new CertificateEvidence.Found(Valid.Certificate with { Round = ValidationRound.Renewal, Status = "ISSUED" });
        var world = new World().Acm(pending, Issued).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
    }

    [Fact]
    public async Task ACM_is_given_a_few_seconds_to_agree()
    {
        var world = new World()
            .Acm(Valid.Found, Valid.Found, Valid.Found, Valid.Found, Validated)
            .Shows(Valid.Page.Read())
            .Answers(new ButtonAnswer.Unclear("?"));
        await Ends(world, Outcome.Approved);
        Assert.InRange(world.Time.Waited, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Where_ACM_stays_behind_the_sites_word_is_enough()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
        Assert.InRange(world.Time.Waited, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Neither_word_nor_state_is_not_confirmed()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Unclear("status 200, and no known sentence"));
        var decision = await Refers(world, ReasonCode.ApprovalNotConfirmed);
        Assert.Equal("status 200, and no known sentence", decision.Reasons[0].Detail);
        Assert.Equal("warning", decision.Severity);
    }

    [Fact]
    public async Task The_state_of_another_certificate_confirms_nothing()
    {
        var other = new CertificateEvidence.Found(
            Valid.Certificate with
            {
                Arn = new CertificateArn(Valid.Arn.Region, Valid.Arn.Account, Guid.Empty),
                Names = [Valid.Name with { Status = NameStatus.Validated }],
            }
        );
        await Refers(
            new World().Acm(Valid.Found, other).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Unclear("?")),
            ReasonCode.ApprovalNotConfirmed
        );
    }

    [Fact]
    public async Task An_answer_of_already_approved_is_not_confirmed_unless_ACM_agrees()
    {
        await Refers(World.Holding().Answers(new ButtonAnswer.AlreadyApproved()), ReasonCode.ApprovalNotConfirmed);
        await Ends(
            new World().Acm(Valid.Found, Validated).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.AlreadyApproved()),
            Outcome.AlreadyApproved
        );
    }

    [Fact]
    public async Task A_link_that_is_rejected_at_the_button_is_rejected_unless_ACM_has_it_approved()
    {
        await Refers(World.Holding().Answers(new ButtonAnswer.Rejected(400)), ReasonCode.LinkRejected);
        await Ends(
            new World().Acm(Valid.Found, Validated).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Rejected(400)),
            Outcome.AlreadyApproved
        );
    }

    [Fact]
    public async Task A_page_that_says_already_approved_is_believed_when_ACM_agrees_within_seconds()
    {
        await Ends(
            new World().Acm(Valid.Found, Valid.Found, Validated).Shows(new PageEvidence.SaysAlreadyApproved()),
            Outcome.AlreadyApproved
        );
        await Refers(new World().Acm(Valid.Found).Shows(new PageEvidence.SaysAlreadyApproved()), ReasonCode.PageUnrecognised);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_before_anything_is_tried_again()
    {
        var world = new World().Acm(Valid.Found, Validated).Shows(Valid.Page.Read()).Answers(new ButtonAnswer.Lost("time-out"));
        await Ends(world, Outcome.Approved);
        Assert.Equal(["describe", "open", "press", "describe", "record"], world.Calls);
    }

    [Fact]
    public async Task A_lost_answer_that_did_nothing_is_tried_again_from_the_start()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Lost("503"), new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
        Assert.Equal(2, world.Calls.Count(c => c == "press"));
        Assert.Equal(2, world.Calls.Count(c => c == "open"));
    }

    [Fact]
    public async Task An_answer_that_stays_lost_is_thrown_and_neither_told_nor_recorded()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Lost("503"));
        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => world.HandleAsync());
        Assert.Contains("503", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, world.Calls.Count(c => c == "press"));
        Assert.DoesNotContain("tell", world.Calls);
        Assert.DoesNotContain("record", world.Calls);
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("open")]
    [InlineData("press")]
    [InlineData("record")]
    public async Task What_can_come_right_by_itself_is_thrown(string call)
    {
        var world = World.Holding().Answers(new ButtonAnswer.Approved());
        world.Failures[call] = new TemporarilyUnavailableException("it", "is throttling");
        Assert.Same(world.Failures[call], await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => world.HandleAsync()));
        Assert.Empty(world.Decisions);
    }

    [Fact]
    public async Task A_referral_that_could_not_be_told_is_not_recorded()
    {
        var world = new World();
        world.Failures["tell"] = new TemporarilyUnavailableException("SNS", "is throttling");
        await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => world.HandleAsync(Valid.Mail with { Virus = "FAIL" }));
        Assert.Empty(world.Decisions);
    }

    [Fact]
    public async Task A_referral_that_nobody_listens_to_is_recorded_and_thrown_so_that_the_mail_comes_again()
    {
        var world = new World();
        world.Failures["tell"] = new NobodyListensException("the topic", "has no confirmed subscription");
        var e = await Assert.ThrowsAsync<NotToldException>(() => world.HandleAsync(Valid.Mail with { Virus = "FAIL" }));
        Assert.Same(Assert.Single(world.Decisions), e.Decision);
        Assert.Same(world.Failures["tell"], e.Problem);
        Assert.Equal(Outcome.Referred, e.Decision.Outcome);
    }

    [Fact]
    public async Task An_approval_that_could_not_be_told_is_recorded_and_told_when_the_mail_comes_again()
    {
        var world = new World { Policy = Valid.Policy with { TellsApprovals = true } }
            .Acm(Valid.Found, Valid.Found, Validated)
            .Shows(Valid.Page.Read())
            .Answers(new ButtonAnswer.Approved());
        world.Failures["tell"] = new TemporarilyUnavailableException("SNS", "is throttling");
        var e = await Assert.ThrowsAsync<NotToldException>(() => world.HandleAsync());
        Assert.Equal(Outcome.Approved, Assert.Single(world.Decisions).Outcome);
        Assert.Same(world.Failures["tell"], e.Problem);
        Assert.Equal(["begin", "press"], world.Calls.Where(call => call is "begin" or "press"));

        world.Failures.Clear();
        Assert.Equal(Outcome.AlreadyApproved, (await world.HandleAsync()).Outcome);
        Assert.True(Assert.Single(world.Notices).IsRepeat);
        Assert.Single(world.Calls, call => call == "press");
    }

    [Fact]
    public async Task Approvals_are_told_only_where_that_is_wanted()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Approved());
        await Ends(world, Outcome.Approved);
        Assert.DoesNotContain("begin", world.Calls);
        Assert.DoesNotContain("tell", world.Calls);
    }

    [Fact]
    public async Task In_notify_mode_the_button_is_never_pressed()
    {
        var world = new World { Policy = Valid.Policy with { Mode = Mode.Notify } }
            .Acm(Valid.Found)
            .Shows(Valid.Page.Read());
        var decision = await Refers(world, ReasonCode.NotifyOnly);
        Assert.Equal(("notice", "notify"), (decision.Severity, decision.Mode));
    }

    [Fact]
    public async Task A_dry_run_reads_and_does_nothing_else()
    {
        var world = World.Holding();
        var decision = await world.HandleAsync(isDryRun: true);
        Assert.Equal((Outcome.WouldApprove, true), (decision.Outcome, decision.DryRun));
        Assert.Equal(["describe", "open"], world.Calls);
        Assert.Equal(Outcome.Referred, (await world.HandleAsync(Valid.Mail with { Virus = "FAIL" }, isDryRun: true)).Outcome);
        Assert.Equal(["describe", "open"], world.Calls);
    }

    [Fact]
    public async Task Without_an_operator_and_a_log_referrals_are_only_answered()
    {
        var world = new World();
        var decision = await new Approver(
            world,
            world,
            new LiveConsequences(world, null, null, null),
            Valid.Policy,
            world.Time
        ).HandleAsync((Valid.Mail with { Virus = "FAIL" }).Store(), "request-1", TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Referred, decision.Outcome);
    }

    private static async Task<Decision> Ends(World world, Outcome outcome, MailDraft? mail = null)
    {
        var decision = await world.HandleAsync(mail);
        Assert.Equal(outcome, decision.Outcome);
        Assert.Same(decision, world.Decisions[^1]);
        if (outcome != Outcome.Referred)
        {
            Assert.Empty(world.Notices);
            Assert.Empty(decision.Reasons);
        }

        return decision;
    }

    private static async Task<Decision> Refers(World world, ReasonCode reason, MailDraft? mail = null)
    {
        var decision = await Ends(world, Outcome.Referred, mail);
        Assert.Equal([RuleBook.Of(reason).Code], decision.Reasons.Select(r => r.Code));
        Assert.Equal([reason], Assert.Single(world.Notices).Reasons.Select(r => r.Code));
        return decision;
    }
}

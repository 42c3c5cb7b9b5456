using System.Text;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Probing;

namespace AcmApprover.Tests;

public sealed class ProbingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly CertificateArn Arn = CertificateArn.Parse(
        "arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de"
    );

    private static readonly ProbeMark Mark = new()
    {
        Name = DomainName.Parse("acm-probe-1a2b3c4d.example.com"),
        ValidationDomain = DomainName.Parse("example.com"),
        Account = Arn.Account,
        Region = Arn.Region,
        MarkedAt = Now,
        Certificate = Arn,
    };

    [Theory]
    [InlineData("example.com", "acm-probe-1a2b3c4d.example.com")]
    [InlineData("*.example.com", "acm-probe-1a2b3c4d.example.com")]
    [InlineData("www.example.com", "acm-probe-1a2b3c4d.www.example.com")]
    public void A_probe_is_for_a_name_below_the_domain(string domain, string expected)
    {
        Assert.True(ProbeName.TryMake(DomainName.Parse(domain), "1a2b3c4d", out var name));
        Assert.Equal(expected, name.Value);
        Assert.True(ProbeName.IsOne(name));
    }

    [Fact]
    public void A_name_that_ACM_would_not_take_is_no_probe() =>
        Assert.False(ProbeName.TryMake(DomainName.Parse($"{new string('a', 42)}.com"), "1a2b3c4d", out _));

    [Fact]
    public void The_longest_name_is_made() =>
        Assert.True(ProbeName.TryMake(DomainName.Parse($"{new string('a', 41)}.com"), "1a2b3c4d", out _));

    [Theory]
    [InlineData("acm-probe-1a2b3c4.example.com")]
    [InlineData("acm-probe-1a2b3c4d5.example.com")]
    [InlineData("acm-probe-1a2b3c4g.example.com")]
    [InlineData("www.acm-probe-1a2b3c4d.example.com")]
    [InlineData("*.acm-probe-1a2b3c4d.example.com")]
    [InlineData("example.com")]
    public void Another_name_is_no_probe(string name) => Assert.False(ProbeName.IsOne(DomainName.Parse(name)));

    [Fact]
    public void A_mark_is_read_as_it_was_written()
    {
        Assert.True(ProbeMark.TryRead(Encoding.UTF8.GetBytes(Mark.Write()), out var read));
        Assert.Equal(Mark, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"acm-approver/probe/v2"}""")]
    public void What_is_no_mark_is_not_read(string json) => Assert.False(ProbeMark.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_mark_covers_its_certificate_for_72_hours()
    {
        Assert.True(Mark.Covers(Arn, Now.AddHours(71)));
        Assert.False(Mark.Covers(Arn, Now.AddHours(72)));
        Assert.False(Mark.Covers(new CertificateArn(Arn.Region, Arn.Account, Guid.NewGuid()), Now));
    }

    [Fact]
    public void A_mark_of_the_future_covers_nothing()
    {
        Assert.True((Mark with { MarkedAt = Now.AddMinutes(5) }).Covers(Arn, Now));
        Assert.False((Mark with { MarkedAt = Now.AddMinutes(6) }).Covers(Arn, Now));
        Assert.False((Mark with { MarkedAt = DateTimeOffset.MaxValue }).Covers(Arn, Now));
    }

    [Fact]
    public void A_probe_that_ACM_does_not_show_yet_is_not_taken_for_a_deleted_one()
    {
        Assert.True(Mark.IsTooNew(Now.AddSeconds(119)));
        Assert.False(Mark.IsTooNew(Now.AddMinutes(2)));
        Assert.False((Mark with { IsDeleted = true }).IsTooNew(Now));
    }

    [Fact]
    public void A_mark_without_an_ARN_covers_its_account_and_region()
    {
        var mark = Mark with { Certificate = null };
        Assert.True(mark.Covers(Arn, Now));
        Assert.False(mark.Covers(new CertificateArn(Region.Parse("us-east-1"), Arn.Account, Arn.Id), Now));
        Assert.False(mark.Covers(new CertificateArn(Arn.Region, AccountId.Parse("444455556666"), Arn.Id), Now));
    }

    [Fact]
    public void Without_a_mail_it_waits_and_then_says_which_step_failed()
    {
        Assert.Equal(new ProbeState.Waiting(ProbeStep.Mail), Judge(Sight()));
        Assert.Equal(ProbeStep.Mail, Failed(Judge(Sight(), isTimeOver: true)).At);
        Assert.Equal(ProbeStep.Decision, Failed(Judge(Sight() with { IsMailStored = true }, isTimeOver: true)).At);
    }

    [Fact]
    public void An_approval_is_proven_once_ACM_has_issued()
    {
        var approved = Sight(Copy("admin", Outcome.Approved));
        Assert.Equal(new ProbeState.Waiting(ProbeStep.Issue), Judge(approved));
        Assert.Equal(ProbeStep.Issue, Failed(Judge(approved, isTimeOver: true)).At);
        Assert.Equal(new ProbeState.Proven(), Judge(approved with { Status = CertificateStatus.Issued }));
    }

    [Fact]
    public void The_reason_of_ACM_ends_it()
    {
        var failed = Failed(Judge(Sight() with { Status = CertificateStatus.Failed, FailureReason = "CAA_ERROR" }));
        Assert.Equal(ProbeStep.Issue, failed.At);
        Assert.EndsWith("CAA_ERROR", failed.Why, StringComparison.Ordinal);
        Assert.Equal(["caa"], ProbeTrouble.ChecksFor(failed.At));
    }

    [Fact]
    public void A_referral_by_choice_would_be_approved() =>
        Assert.Equal(new ProbeState.WouldApprove(), Judge(Sight(Copy("admin", Outcome.Referred, ReasonCode.NotifyOnly))));

    [Fact]
    public void A_referral_waits_for_the_copies_that_may_come_out_better()
    {
        var referred = Copy("admin", Outcome.Referred, ReasonCode.MarkedAsSpam);
        Assert.Equal(new ProbeState.Waiting(ProbeStep.Decision), Judge(Sight(referred)));
        Assert.Equal(new ProbeState.Waiting(ProbeStep.Issue), Judge(Sight(referred, Copy("webmaster", Outcome.Approved))));

        var settled = Failed(ProbeState.Of(Sight(referred), Now.AddSeconds(31), isTimeOver: false));
        Assert.Equal(ProbeStep.Decision, settled.At);
        Assert.Equal(["marked-as-spam"], settled.Codes);
        string[] mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];
        var all = mailboxes.Select(mailbox => Copy(mailbox, Outcome.Referred, ReasonCode.MarkedAsSpam)).ToArray();
        Assert.Equal(ProbeStep.Decision, Failed(Judge(Sight(all))).At);
    }

    [Fact]
    public void A_button_that_did_not_work_is_a_step_of_its_own() =>
        Assert.Equal(
            ProbeStep.Button,
            Failed(Judge(Sight(Copy("admin", Outcome.Referred, ReasonCode.ApprovalNotConfirmed)), isTimeOver: true)).At
        );

    [Fact]
    public void A_mail_that_is_passed_over_is_no_proof() =>
        Assert.Equal(ProbeStep.Decision, Failed(Judge(Sight(Copy("admin", Outcome.Ignored)), isTimeOver: true)).At);

    [Fact]
    public void A_mailbox_counts_once() =>
        Assert.Equal(1, Sight(Copy("admin", Outcome.Approved), Copy("admin", Outcome.AlreadyApproved)).Mailboxes);

    [Theory]
    [InlineData("2027-03-31T23:59:59Z", 1)]
    [InlineData("2027-04-01T00:00:00Z", 2)]
    public void After_the_last_day_of_requests_it_warns(string now, int notes) =>
        Assert.Equal(
            notes,
            ProbeNotes.At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), EstateCalendar.Current).Count()
        );

    private static ProbeState Judge(ProbeSight sight, bool isTimeOver = false) => ProbeState.Of(sight, Now, isTimeOver);

    private static ProbeState.Failed Failed(ProbeState state) => Assert.IsType<ProbeState.Failed>(state);

    private static ProbeSight Sight(params Decision[] copies) => new() { Copies = copies, Status = CertificateStatus.PendingValidation };

    private static Decision Copy(string mailbox, Outcome outcome, params ReasonCode[] reasons) =>
        new()
        {
            Mail = new MailRecord("mail", $"inbound/{Guid.NewGuid()}", null, Now, null, $"{mailbox}@example.com", null),
            Outcome = outcome,
            Reasons = [.. reasons.Select(reason => new ReasonRecord(RuleBook.Of(reason).Code, "seen"))],
            DryRun = false,
            Mode = "approve",
            DecidedAt = Now,
            DurationMs = 1,
            RequestId = "r",
        };
}

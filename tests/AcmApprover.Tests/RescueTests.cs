using AcmApprover.Approval;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>A mail that we had sent to another domain than the one that ACM lists, because that receives none.</summary>
public sealed class RescueTests : IRescues
{
    private static readonly CertificateState Deaf = Valid.Certificate with
    {
        Names = [Valid.Name with { Emails = ["admin@www.example.com", "webmaster@www.example.com"] }],
    };

    private static readonly Rescue Noted = new(Valid.Arn, Valid.Domain, DomainName.Parse("example.com"), Valid.Now.AddHours(-1));

    private readonly List<(CertificateArn, DomainName)> asked = [];
    private readonly World world = new World().Shows(Valid.Page.Read());
    private Rescue? noted = Noted;

    public static TheoryData<string> OfAnother { get; } =
        ["certificate", "name", "domain", "below", "sibling", "wildcard", "old", "future", "none"];

    [Fact]
    public async Task It_is_approved_where_a_note_says_so() =>
        Assert.Equal(Outcome.Approved, (await HandleAsync(Valid.Mail, Deaf)).Outcome);

    [Fact]
    public async Task One_recipient_at_that_domain_is_enough()
    {
        var mail = Valid.Mail with { To = ["owner@example.net", "admin@example.com"], DeliveredTo = "admin@example.com" };
        Assert.Equal(Outcome.Approved, (await HandleAsync(mail, Deaf)).Outcome);
    }

    [Fact]
    public async Task The_clock_of_the_note_may_be_five_minutes_ahead()
    {
        noted = Noted with { SentAt = Valid.Now.AddMinutes(5) };
        Assert.Equal(Outcome.Approved, (await HandleAsync(Valid.Mail, Deaf)).Outcome);
    }

    [Theory]
    [MemberData(nameof(OfAnother))]
    public async Task A_note_about_anything_else_permits_nothing(string what)
    {
        noted = what switch
        {
            "certificate" => Noted with
            {
                Certificate = CertificateArn.Parse(
                    "arn:aws:acm:eu-west-1:444455556666:certificate/3b4d78e1-0000-4000-8000-00000000c0de"
                ),
            },
            "name" => Noted with { Name = DomainName.Parse("shop.example.com") },
            "domain" => Noted with { MailDomain = DomainName.Parse("example.org") },
            "below" => Noted with { MailDomain = DomainName.Parse("a.www.example.com") },
            "sibling" => Noted with { MailDomain = DomainName.Parse("www.example.com") },
            "wildcard" => Noted with { MailDomain = DomainName.Parse("*.example.com") },
            "old" => Noted with { SentAt = Valid.Now.AddHours(-72) },
            "future" => Noted with { SentAt = Valid.Now.AddMinutes(5).AddTicks(1) },
            _ => null,
        };

        var decision = await HandleAsync(Valid.Mail, Deaf);

        Assert.Equal(["recipient-not-expected"], decision.Reasons.Select(r => r.Code));
        Assert.DoesNotContain("open", world.Calls);
    }

    [Theory]
    [InlineData("admin@sub.example.com")]
    [InlineData("info@example.com")]
    public async Task Only_the_five_mailboxes_at_exactly_that_domain_are_expected(string recipient)
    {
        var decision = await HandleAsync(
            Valid.Mail with
            {
                To = ["admin@www.example.com.example.org", recipient],
                DeliveredTo = recipient,
            },
            Deaf
        );
        Assert.Equal(Outcome.Referred, decision.Outcome);
        Assert.DoesNotContain("open", world.Calls);
    }

    [Fact]
    public async Task A_note_helps_against_no_other_rule()
    {
        var decision = await HandleAsync(Valid.Mail, Deaf with { Round = ValidationRound.Over });
        Assert.Equal(["certificate-not-pending", "recipient-not-expected"], decision.Reasons.Select(r => r.Code));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_strangers_request_is_refused_before_anything_is_looked_up()
    {
        var decision = await HandleAsync(Valid.Mail with { Account = "999988887777" }, Deaf);
        Assert.Equal(["account-not-trusted"], decision.Reasons.Select(r => r.Code));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task An_ordinary_mail_looks_nothing_up()
    {
        Assert.Equal(Outcome.Approved, (await HandleAsync(Valid.Mail, Valid.Certificate)).Outcome);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task It_is_looked_up_by_certificate_and_name()
    {
        await HandleAsync(Valid.Mail, Deaf);
        Assert.Equal((Valid.Arn, Valid.Domain), Assert.Single(asked));
    }

    public Task<Rescue?> FindAsync(CertificateArn certificate, DomainName name, CancellationToken cancellationToken)
    {
        asked.Add((certificate, name));
        return Task.FromResult(noted);
    }

    private Task<Decision> HandleAsync(MailDraft mail, CertificateState state)
    {
        world
            .Acm(
                new CertificateEvidence.Found(state),
                new CertificateEvidence.Found(state with { Names = [state.Names[0] with { Status = NameStatus.Validated }] })
            )
            .Answers(new ButtonAnswer.Approved());
        return new Approver(
            world,
            world,
            new LiveConsequences(world, world, world, world),
            Valid.Policy,
            world.Time,
            rescues: this
        ).HandleAsync(mail.Store(), "request-1", TestContext.Current.CancellationToken);
    }
}

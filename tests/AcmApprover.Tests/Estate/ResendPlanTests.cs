using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

public sealed class ResendPlanTests
{
    private static readonly CertificateFacts Waiting = Facts.Requested with { RequestedAt = Facts.Now.AddHours(-30) };

    private static readonly CertificateFacts Renewing = Facts.Fine with
    {
        ExpiresAt = Facts.Now.AddDays(20),
        Renewal = new RenewalFacts { Status = RenewalStatus.PendingValidation, UpdatedAt = Facts.Now.AddDays(-3) },
        Names = [Facts.Name("www.example.com") with { State = EstateNameState.Pending }],
    };

    [Theory]
    [InlineData(1, "wait")]
    [InlineData(23.9, "wait")]
    [InlineData(24, "send")]
    [InlineData(48, "send")]
    [InlineData(71.9, "send")]
    [InlineData(72, "tell")]
    public void A_request_is_sent_again_from_a_day_after_it_until_it_is_too_late(double hours, string expected) =>
        Assert.Equal(expected, Word(Only(Facts.Requested with { RequestedAt = Facts.Now.AddHours(-hours) })));

    [Fact]
    public void A_renewal_is_sent_again_to_the_validation_domain_while_it_is_pending()
    {
        Assert.Equal(new ResendDecision.Send(DomainName.Parse("example.com")), Only(Renewing));
        Assert.Empty(Plan().Of(Renewing with { Renewal = new RenewalFacts { Status = RenewalStatus.PendingAutoRenewal } }, Facts.Now));
        Assert.Empty(Plan().Of(Renewing with { Renewal = null }, Facts.Now));
    }

    [Fact]
    public void A_renewal_that_ACM_wrote_for_today_waits_for_a_day()
    {
        var begun = Facts.Now.AddHours(-2);
        var renewal = new RenewalFacts { Status = RenewalStatus.PendingValidation, UpdatedAt = begun };
        Assert.Equal(new ResendDecision.Wait(begun.AddHours(24)), Only(Renewing with { Renewal = renewal }));
    }

    [Theory]
    [InlineData(EstateMethod.Dns, EstateNameState.Pending)]
    [InlineData(EstateMethod.Unknown, EstateNameState.Pending)]
    [InlineData(EstateMethod.Email, EstateNameState.Validated)]
    public void Only_names_that_wait_by_mail_are_sent(EstateMethod method, EstateNameState state) =>
        Assert.Empty(Plan().Of(Waiting with { Names = [Waiting.Names[0] with { Method = method, State = state }] }, Facts.Now));

    [Fact]
    public void What_the_approver_would_refuse_is_told_and_not_sent()
    {
        var stranger = new ResendPlan([AccountId.Parse("999988887777")], [DomainPattern.Any]);
        Assert.Contains("is not trusted", Told(stranger), StringComparison.Ordinal);
        Assert.True(DomainPattern.TryParse("*.example.org", out var elsewhere));
        Assert.Contains("is not allowed", Told(new ResendPlan([Waiting.Arn.Account], [elsewhere])), StringComparison.Ordinal);

        static string Told(ResendPlan plan) =>
            Assert.IsType<ResendDecision.Tell>(Assert.Single(plan.Of(Waiting, Facts.Now)).Decision).Why;
    }

    [Fact]
    public void A_request_that_timed_out_is_told_for_a_week_with_the_command_that_helps()
    {
        var names = new[] { "www.example.com", "b.example.com" }.Select(Facts.Name).Select(n => n with { State = EstateNameState.Failed });
        var over = Facts.Requested with
        {
            Status = CertificateStatus.ValidationTimedOut,
            RequestedAt = Facts.Now.AddDays(-5),
            Names = [.. names],
        };

        Assert.Equal(
            "aws acm request-certificate --region eu-west-1 --domain-name www.example.com --subject-alternative-names b.example.com "
                + "--validation-method DNS",
            Assert.IsType<ResendDecision.Tell>(Plan().Of(over, Facts.Now).First().Decision).ToDo
        );
        Assert.Empty(Plan().Of(over with { RequestedAt = Facts.Now.AddDays(-11) }, Facts.Now));
    }

    [Theory]
    [InlineData(15, null)]
    [InlineData(13, "14-days")]
    [InlineData(6, "7-days")]
    [InlineData(2, "3-days")]
    [InlineData(0.5, "1-days")]
    public void The_operator_hears_once_of_each_date_that_comes_near(double daysLeft, string? expected)
    {
        var pending = Assert.Single(Plan().Of(Renewing with { ExpiresAt = Facts.Now.AddDays(daysLeft) }, Facts.Now));
        var notice = PendingNotice.Of(pending, Facts.Now);
        Assert.Equal(expected, notice?.What);
        Assert.True(notice is null || notice.Text.Contains("acm-approver doctor www.example.com\n", StringComparison.Ordinal));
    }

    private static ResendPlan Plan() => new([Facts.Fine.Arn.Account], [DomainPattern.Any]);

    private static ResendDecision Only(CertificateFacts facts) => Assert.Single(Plan().Of(facts, Facts.Now)).Decision;

    private static string Word(ResendDecision decision) =>
        decision switch
        {
            ResendDecision.Send => "send",
            ResendDecision.Wait => "wait",
            _ => "tell",
        };
}

using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

public sealed class RiskTests
{
    private static readonly CertificateFacts Renewing = Facts.Fine with
    {
        ExpiresAt = Facts.Now.AddDays(20),
        Renewal = new RenewalFacts { Status = RenewalStatus.PendingValidation },
        Names = [Facts.Name("www.example.com") with { State = EstateNameState.Pending }],
    };

    public static TheoryData<string, CertificateFacts, string?, string> Cases { get; } =
        new()
        {
            { "fine", Facts.Fine, null, "its next mail comes from 2027-04-22" },
            { "soon", Facts.Fine with { ExpiresAt = Facts.Now.AddDays(74) }, null, "its next mail comes from 2026-12-29" },
            { "fine", Facts.Fine with { ExpiresAt = Facts.Now.AddDays(76) }, null, "its next mail comes from 2026-12-31" },
            { "soon", Facts.Fine with { ExpiresAt = Facts.Now.AddDays(40) }, null, "its mail is due since 2026-11-25" },
            { "pending-now", Facts.Requested, null, "www.example.com waits for approval, 2 days left" },
            { "pending-now", Renewing, null, "www.example.com waits for approval, 20 days left" },
            {
                "pending-now",
                Facts.Fine with { Renewal = new RenewalFacts { Status = RenewalStatus.Failed, Reason = "CAA_ERROR" } },
                null,
                "its renewal failed (CAA_ERROR)"
            },
            {
                "lapses",
                Facts.Fine with { UsedBy = [] },
                null,
                "neither used nor exported: ACM will not renew it and sends nothing"
            },
            { "fine", Facts.Fine with { UsedBy = [], IsExported = true }, null, "its next mail comes from 2027-04-22" },
            { "will-fail", Facts.Fine, "no mail server for example.com", "no mail server for example.com" },
            { "expired", Facts.Fine with { ExpiresAt = Facts.Now }, null, "it expired on 2026-11-30" },
            { "expired", Facts.Fine with { Status = CertificateStatus.Expired }, "anything", "it expired on 2027-06-06" },
            {
                "expired",
                Facts.Requested with { Status = CertificateStatus.ValidationTimedOut },
                null,
                "nobody approved the request within 72 hours: request it again"
            },
            {
                "fine",
                Facts.Fine with { ExpiresAt = new DateTimeOffset(2027, 12, 1, 0, 0, 0, TimeSpan.Zero) },
                null,
                "ACM renews it by e-mail no more: it ends on 2027-12-01"
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_certificate_is_judged_with_a_reason(string severity, CertificateFacts facts, string? mailFails, string reason)
    {
        var item = Facts.Judged(facts, mailFails);
        Assert.Equal((severity, reason), (RiskWords.Of(item.Severity), item.Reason));
    }

    [Fact]
    public void Several_names_that_wait_are_counted()
    {
        var pending = Facts.Name("a.example.com") with { State = EstateNameState.Pending };
        var item = Facts.Judged(Facts.Requested with { Names = [pending, pending with { Name = DomainName.Parse("b.example.com") }] });
        Assert.Equal("2 names wait for approval, 2 days left", item.Reason);
    }

    [Fact]
    public void Severities_are_ordered_and_read_as_they_are_written()
    {
        Assert.Equal(["fine", "soon", "pending-now", "lapses", "will-fail", "expired"], RiskWords.All);
        Assert.All(RiskWords.All, word => Assert.True(RiskWords.TryParse(word, out var level) && RiskWords.Of(level.Value) == word));
        Assert.False(RiskWords.TryParse("Fine", out _));
    }

    [Theory]
    [InlineData(EstateMethod.Email, EstateMethod.Dns, EstateMethod.Email)]
    [InlineData(EstateMethod.Unknown, EstateMethod.Dns, EstateMethod.Unknown)]
    [InlineData(EstateMethod.Unknown, EstateMethod.Email, EstateMethod.Email)]
    [InlineData(EstateMethod.Dns, EstateMethod.Dns, EstateMethod.Dns)]
    public void A_certificate_depends_on_mail_if_one_of_its_names_does(EstateMethod first, EstateMethod second, EstateMethod expected)
    {
        var name = Facts.Name("a.example.com");
        Assert.Equal(expected, (Facts.Fine with { Names = [name with { Method = first }, name with { Method = second }] }).Method);
    }
}

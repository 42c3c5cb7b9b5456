using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

public sealed class CertificateRuleTests
{
    [Fact]
    public void What_ACM_refuses_to_show_is_told_with_the_permission()
    {
        var refer = Valid
            .Decide(certificate: new CertificateEvidence.NotReadable("acm:DescribeCertificate is not allowed"))
            .IsReferredFor(ReasonCode.CertificateNotReadable);
        Assert.Equal("acm:DescribeCertificate is not allowed", refer.Reasons[0].Detail);
    }

    [Fact]
    public void A_certificate_that_ACM_does_not_know_is_an_alert() =>
        Valid.Decide(certificate: new CertificateEvidence.NotFound()).IsReferredFor(Severity.Alert, ReasonCode.CertificateNotFound);

    [Fact]
    public void Another_certificate_than_was_asked_for_is_not_it() =>
        Valid
            .Decide(
                Valid.Certificate with
                {
                    Arn = CertificateArn.Parse($"arn:aws:acm:eu-west-1:444455556666:certificate/{Valid.CertificateId}"),
                }
            )
            .IsReferredFor(Severity.Alert, ReasonCode.CertificateNotFound);

    [Theory]
    [InlineData("VALIDATION_TIMED_OUT")]
    [InlineData("FAILED")]
    [InlineData("EXPIRED")]
    [InlineData("REVOKED")]
    [InlineData("INACTIVE")]
    public void A_certificate_that_can_no_longer_be_validated_is_refused_whatever_its_names_say(string status)
    {
        foreach (var name in Enum.GetValues<NameStatus>())
        {
            var state = Valid.Certificate with
            {
                Round = ValidationRound.Over,
                Status = status,
                Names = [Valid.Name with { Status = name }],
            };
            var refer = Valid.Decide(state).IsReferredFor(ReasonCode.CertificateNotPending);
            Assert.Contains(status, refer.Reasons[0].Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ValidationRound.Issue)]
    [InlineData(ValidationRound.Renewal)]
    public void A_name_whose_validation_failed_is_refused(ValidationRound round) =>
        Valid
            .Decide(Valid.Certificate with { Round = round, Names = [Valid.Name with { Status = NameStatus.Failed }] })
            .IsReferredFor(ReasonCode.CertificateNotPending);

    [Theory]
    [InlineData("example.com")]
    [InlineData("*.example.com")]
    [InlineData("www.example.com.example.net")]
    public void A_name_that_the_certificate_does_not_have_is_refused(string other) =>
        Valid
            .Decide(Valid.Certificate with { Names = [Valid.Name with { Domain = DomainName.Parse(other) }] })
            .IsReferredFor(ReasonCode.DomainNotInCertificate);

    [Fact]
    public void A_certificate_without_names_is_refused() =>
        Valid.Decide(Valid.Certificate with { Names = [] }).IsReferredFor(ReasonCode.DomainNotInCertificate);

    [Theory]
    [InlineData(ValidationMethod.Dns)]
    [InlineData(ValidationMethod.Other)]
    public void A_name_that_is_not_validated_by_mail_is_refused(ValidationMethod method) =>
        Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Method = method }] }).IsReferredFor(ReasonCode.NotEmailValidated);

    [Fact]
    public void A_recipient_that_ACM_did_not_write_to_is_refused() =>
        Valid
            .Decide(Valid.Certificate with { Names = [Valid.Name with { Emails = ["admin@www.example.com"] }] })
            .IsReferredFor(ReasonCode.RecipientNotExpected);

    [Fact]
    public void Where_ACM_lists_no_addresses_any_system_address_does() =>
        Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Emails = [] }] }).IsApproved();

    [Fact]
    public void The_case_of_an_address_does_not_matter() =>
        Valid.Decide(Valid.Certificate with { Names = [Valid.Name with { Emails = ["ADMIN@example.COM"] }] }).IsApproved();

    [Fact]
    public void Every_rule_of_the_stage_that_fails_is_reported()
    {
        var state = Valid.Certificate with { Round = ValidationRound.Over, Names = [Valid.Name with { Method = ValidationMethod.Dns }] };
        Valid.Decide(state).IsReferredFor(ReasonCode.CertificateNotPending, ReasonCode.NotEmailValidated);
    }

    [Fact]
    public void A_renewal_is_approved_by_its_pending_names() =>
        Valid.Decide(Valid.Certificate with { Round = ValidationRound.Renewal, Status = "ISSUED" }).IsApproved();

    [Theory]
    [InlineData(ValidationRound.Issue)]
    [InlineData(ValidationRound.Renewal)]
    public void A_name_that_is_validated_is_approved_already(ValidationRound round) =>
        Assert.IsType<Step.AlreadyApproved>(
            Valid.Decide(Valid.Certificate with { Round = round, Names = [Valid.Name with { Status = NameStatus.Validated }] })
        );

    [Fact]
    public void An_issued_certificate_without_a_pending_renewal_is_approved_already() =>
        Assert.IsType<Step.AlreadyApproved>(Valid.Decide(Valid.Certificate with { Round = ValidationRound.None, Status = "ISSUED" }));

    [Fact]
    public void Of_two_names_the_state_of_the_mails_own_counts()
    {
        var other = Valid.Name with { Domain = DomainName.Parse("shop.example.com"), Status = NameStatus.Validated };
        Valid.Decide(Valid.Certificate with { Names = [other, Valid.Name] }).IsApproved();
    }

    [Theory]
    [InlineData(ValidationMethod.Dns)]
    [InlineData(ValidationMethod.Other)]
    public void A_late_copy_after_a_switch_to_another_method_is_approved_already(ValidationMethod method) =>
        Assert.IsType<Step.AlreadyApproved>(
            Valid.Decide(
                Valid.Certificate with
                {
                    Round = ValidationRound.None,
                    Status = "ISSUED",
                    Names = [Valid.Name with { Method = method, Emails = [] }],
                }
            )
        );

    [Fact]
    public void A_certificate_without_the_name_is_not_approved_already_where_nothing_is_pending() =>
        Valid
            .Decide(Valid.Certificate with { Round = ValidationRound.None, Status = "ISSUED", Names = [] })
            .IsReferredFor(ReasonCode.DomainNotInCertificate);
}

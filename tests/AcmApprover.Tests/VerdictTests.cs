using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>The verdicts of the stages as one total function.</summary>
public sealed class VerdictTests
{
    private static readonly MailDraft BadMail = Valid.Mail with { Virus = "FAIL" };
    private static readonly ValidationMail ValidMail = Valid.Mail.Read()!;

    private static readonly ValidationMail[] Mails =
    [
        ValidMail,
        BadMail.Read()!,
        (Valid.Mail with { Text = _ => "", Html = _ => "" }).Read()!,
        (Valid.Mail with { Account = "999988887777" }).Read()!,
        (Valid.Mail with { Link = "https://evil.example/approvals?code=1&context=2" }).Read()!,
    ];

    private static readonly CertificateEvidence?[] Certificates =
    [
        null,
        Valid.Found,
        new CertificateEvidence.NotFound(),
        new CertificateEvidence.NotReadable("denied"),
        .. from round in Enum.GetValues<ValidationRound>()
        from status in Enum.GetValues<NameStatus>()
        from method in Enum.GetValues<ValidationMethod>()
        select new CertificateEvidence.Found(
            Valid.Certificate with
            {
                Round = round,
                Names = [Valid.Name with { Status = status, Method = method }],
            }
        ),
    ];

    private static readonly PageEvidence?[] Pages =
    [
        null,
        Valid.Page.Read(),
        (Valid.Page with { Domain = "shop.example.com" }).Read(),
        new PageEvidence.SaysAlreadyApproved(),
        new PageEvidence.Rejected(404),
        new PageEvidence.Unrecognised("no form"),
    ];

    [Fact]
    public void Whatever_the_evidence_there_is_a_verdict_and_approval_only_of_the_one_valid_case()
    {
        var cases =
            from mail in Mails
            from certificate in Certificates
            from page in Pages
            from mode in Enum.GetValues<Mode>()
            select (mail, certificate, page, mode);
        foreach (var (mail, certificate, page, mode) in cases)
        {
            var verdict = Walk.Decide(mail, certificate, page, Valid.Policy with { Mode = mode }, Valid.Now);
            var isPending =
                certificate is CertificateEvidence.Found
                {
                    State:
                    {
                        Round: ValidationRound.Issue or ValidationRound.Renewal,
                        Names: [{ Status: NameStatus.Pending, Method: ValidationMethod.Email }]
                    },
                };
            var isValid = mail == ValidMail && isPending && page == Pages[1];
            Assert.Equal(isValid && mode == Mode.Approve, verdict is Step.Approve);
            Assert.Equal(mail == ValidMail && certificate is null, verdict is Step.AskAcm);
            Assert.Equal(mail == ValidMail && isPending && page is null, verdict is Step.OpenPage);
            Assert.True(verdict is not Step.Refer { Reasons.Count: 0 });
        }
    }

    [Fact]
    public void A_mail_that_fails_hides_what_the_later_stages_would_say() =>
        Valid
            .Decide(BadMail, new CertificateEvidence.NotFound(), new PageEvidence.Rejected(404))
            .IsReferredFor(ReasonCode.SenderNotAuthenticated);

    [Fact]
    public void ACM_is_asked_for_the_certificate_of_the_mail() =>
        Assert.Equal(
            Valid.Arn,
            Assert.IsType<Step.AskAcm>(Walk.Decide(Valid.Mail.Read()!, null, null, Valid.Policy, Valid.Now)).Warrant.Claim.Certificate
        );

    [Fact]
    public void The_page_of_the_mails_own_link_is_opened()
    {
        var open = Assert.IsType<Step.OpenPage>(Walk.Decide(Valid.Mail.Read()!, Valid.Found, null, Valid.Policy, Valid.Now));
        Assert.Equal(Valid.Link, open.Warrant.Link);
    }

    [Fact]
    public void In_notify_mode_what_holds_is_a_notice() =>
        Valid.Decide(policy: Valid.Policy with { Mode = Mode.Notify }).IsReferredFor(Severity.Notice, ReasonCode.NotifyOnly);

    [Fact]
    public void In_notify_mode_what_does_not_hold_is_told_as_ever() =>
        Valid
            .Decide(page: new PageEvidence.Rejected(404), policy: Valid.Policy with { Mode = Mode.Notify })
            .IsReferredFor(ReasonCode.LinkRejected);

    [Fact]
    public void With_no_trusted_account_nothing_is_trusted() =>
        Valid.Decide(policy: Valid.Policy with { Accounts = [] }).IsReferredFor(Severity.Alert, ReasonCode.AccountNotTrusted);

    [Fact]
    public void Every_reason_has_a_rule_of_its_own()
    {
        Assert.Equal(22, RuleBook.All.Count());
        Assert.Equal(RuleBook.All.Count(), RuleBook.All.Select(r => r.Code).Distinct().Count());
        Assert.All(RuleBook.All, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r.Code));
        Assert.All(RuleBook.All, r => Assert.EndsWith(".", r.NextStep, StringComparison.Ordinal));
        Assert.All(RuleBook.All, r => Assert.Equal(r, RuleBook.Find(r.Code)));
        Assert.Null(RuleBook.Find("no-such-rule"));
    }
}

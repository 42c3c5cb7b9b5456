using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Tests.Support;

/// <summary>One complete case in which every rule holds: a mail, its certificate, the page behind its link, a policy and an
/// instant.</summary>
internal static class Valid
{
    public const string CertificateId = MailDraft.CertificateId;

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly DomainName Domain = DomainName.Parse("www.example.com");

    public static readonly CertificateArn Arn = CertificateArn.Parse($"arn:aws:acm:eu-west-1:111122223333:certificate/{CertificateId}");

    public static readonly Policy Policy = new(
        [AccountId.Parse("111122223333"), AccountId.Parse("444455556666")],
        [DomainOf("example.com"), DomainOf("*.example.com")],
        [SenderOf("amazon.com"), SenderOf("*.amazon.com")],
        Mode.Approve
    );

    public static readonly MailDraft Mail = new();

    public static readonly NameValidation Name = new(
        Domain,
        ValidationMethod.Email,
        NameStatus.Pending,
        ["administrator@example.com", "hostmaster@example.com", "postmaster@example.com", "webmaster@example.com", "admin@example.com"]
    );

    public static readonly CertificateState Certificate = new(Arn, ValidationRound.Issue, "PENDING_VALIDATION", [Name]);

    public static readonly PageDraft Page = new();

    public static ApprovalLink Link => Mail.Read()!.Link!;

    public static CertificateEvidence Found => new CertificateEvidence.Found(Certificate);

    /// <summary>The verdict on the valid case with what is given in its place.</summary>
    public static Step Decide(
        MailDraft? mail = null,
        CertificateEvidence? certificate = null,
        PageEvidence? page = null,
        Policy? policy = null,
        DateTimeOffset? now = null
    ) => Walk.Decide((mail ?? Mail).Read()!, certificate ?? Found, page ?? Page.Read(), policy ?? Policy, now ?? Now);

    public static Step Decide(CertificateState certificate) => Decide(certificate: new CertificateEvidence.Found(certificate));

    public static DomainPattern DomainOf(string pattern) =>
        DomainPattern.TryParse(pattern, out var value) ? value : throw new FormatException(pattern);

    public static SenderPattern SenderOf(string pattern) =>
        SenderPattern.TryParse(pattern, out var value) ? value : throw new FormatException(pattern);
}

internal static class VerdictAssertions
{
    /// <summary>It is a referral for exactly these reasons, in this order.</summary>
    public static Step.Refer IsReferredFor(this Step verdict, Severity severity, params ReasonCode[] codes)
    {
        var refer = Assert.IsType<Step.Refer>(verdict);
        Assert.Equal(codes, refer.Reasons.Select(r => r.Code));
        Assert.All(refer.Reasons, r => Assert.NotEmpty(r.Detail));
        Assert.Equal(severity, refer.Severity);
        return refer;
    }

    public static Step.Refer IsReferredFor(this Step verdict, params ReasonCode[] codes) => verdict.IsReferredFor(Severity.Warning, codes);

    public static void IsApproved(this Step verdict) =>
        Assert.True(verdict is Step.Approve, verdict is Step.Refer refer ? string.Join('\n', refer.Reasons) : verdict.ToString());
}

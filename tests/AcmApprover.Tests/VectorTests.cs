using System.Globalization;
using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

public sealed class VectorTests
{
    private static readonly Policy Policy = Valid.Policy with
    {
        Domains =
        [
            .. new[] { "example.com", "example.net", "example.cn" }.SelectMany(d => new[] { Valid.DomainOf(d), Valid.DomainOf("*." + d) }),
        ],
    };

    public static IEnumerable<TheoryDataRow<string>> Mails() => Vector.Mails();

    public static IEnumerable<TheoryDataRow<string>> Pages() => Vector.Pages();

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_mail_comes_out_as_expected(string name)
    {
        var vector = Vector.Mail(name);
        Assert.NotNull(vector["about"]);
        if (Read(vector) is not { } mail)
        {
            Assert.Equal("Ignored", vector["outcome"]);
            return;
        }

        var verdict = Walk.Decide(mail, null, null, Policy, Valid.Now);
        Assert.Equal(vector["outcome"], verdict.GetType().Name);
        AssertReasons(vector, verdict);
        AssertIfExpected(vector, "severity", verdict is Step.Refer refer ? Names.Of(refer.Severity) : null);
        AssertIfExpected(vector, "domain", mail.Domain?.Value);
        AssertIfExpected(vector, "account", mail.Account?.Value);
        AssertIfExpected(vector, "region", mail.Region?.Value);
        AssertIfExpected(vector, "certificate", mail.Certificate?.ToString());
        AssertIfExpected(vector, "kind", Names.Of(mail.Kind));
        AssertIfExpected(
            vector,
            "link",
            mail.Link is not null ? "trusted"
                : mail.UntrustedLink is not null ? "untrusted"
                : "none"
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_comes_out_as_expected(string name)
    {
        var vector = Vector.Page(name);
        Assert.NotNull(vector["about"]);
        var status = int.Parse(vector["status"] ?? "200", CultureInfo.InvariantCulture);
        var response = new SiteResponse(status, "text/html", Encoding.UTF8.GetString(vector.Bytes), []);
        if (vector["answers"] is { } answers)
        {
            Assert.Equal("the button", answers);
            Assert.Equal(
                vector["outcome"],
                PageWords.SayApproved(response) ? "SaysApproved"
                    : PageWords.SayAlreadyApproved(response) ? "SaysAlreadyApproved"
                    : "SaysNeither"
            );
            return;
        }

        var mail = Read(Vector.Mail("new-request"))!;
        var page = PageReader.Read(response, mail.Link!);
        if (page is PageEvidence.SaysAlreadyApproved)
        {
            Assert.Equal("SaysAlreadyApproved", vector["outcome"]);
            return;
        }

        var verdict = Walk.Decide(mail, Pending(mail.Claim!), page, Policy, Valid.Now);
        Assert.Equal(vector["outcome"], verdict.GetType().Name);
        AssertReasons(vector, verdict);
        if (verdict is Step.Approve { Warrant.Form: var form })
        {
            Assert.Equal(vector["action"], form.Action.ToString());
            Assert.Equal(vector["fields"], string.Join(", ", form.Fields.Select(f => f.Key)));
        }
    }

    [Fact]
    public void Every_reason_that_a_mail_or_a_page_can_give_has_a_vector()
    {
        var seen = Vector
            .Names("mails")
            .Select(Vector.Mail)
            .Concat(Vector.Names("pages").Select(Vector.Page))
            .SelectMany(v => v["reasons"]?.Split(", ") ?? [])
            .ToHashSet();
        Assert.Equal([], RuleBook.All.Where(r => r.Stage is Stage.Mail or Stage.Page).Select(r => r.Code).Except(seen));
    }

    private static ValidationMail? Read(Vector vector) => ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(vector.Bytes)));

    private static CertificateEvidence.Found Pending(Claim claim) =>
        new(
            new CertificateState(
                claim.Certificate,
                ValidationRound.Issue,
                "PENDING_VALIDATION",
                [new NameValidation(claim.Domain, ValidationMethod.Email, NameStatus.Pending, [])]
            )
        );

    private static void AssertReasons(Vector vector, Step verdict) =>
        Assert.Equal(
            vector["reasons"],
            verdict is Step.Refer refer ? string.Join(", ", refer.Reasons.Select(r => RuleBook.Of(r.Code).Code)) : null
        );

    private static void AssertIfExpected(Vector vector, string name, string? actual)
    {
        if (vector[name] is { } expected)
        {
            Assert.Equal(expected, actual);
        }
    }
}

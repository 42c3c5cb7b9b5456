using AcmApprover.Approval.Evidence;
using AcmApprover.Aws.Acm;
using AcmApprover.Identifiers;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using ValidationMethod = AcmApprover.Approval.Evidence.ValidationMethod;

namespace AcmApprover.Aws.Tests.Acm;

public sealed class AcmAnswerTests
{
    private const string Arn = "arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-00000000c0de";

    [Theory]
    [InlineData("PENDING_VALIDATION", null, ValidationRound.Issue)]
    [InlineData("ISSUED", null, ValidationRound.None)]
    [InlineData("ISSUED", "SUCCESS", ValidationRound.None)]
    [InlineData("ISSUED", "PENDING_VALIDATION", ValidationRound.Renewal)]
    [InlineData("ISSUED", "PENDING_AUTO_RENEWAL", ValidationRound.Renewal)]
    [InlineData("ISSUED", "FAILED", ValidationRound.Over)]
    [InlineData("ISSUED", "A_NEW_WORD", ValidationRound.Over)]
    [InlineData("INACTIVE", null, ValidationRound.Over)]
    [InlineData("EXPIRED", null, ValidationRound.Over)]
    [InlineData("EXPIRED", "PENDING_VALIDATION", ValidationRound.Over)]
    [InlineData("VALIDATION_TIMED_OUT", null, ValidationRound.Over)]
    [InlineData("REVOKED", null, ValidationRound.Over)]
    [InlineData("FAILED", null, ValidationRound.Over)]
    [InlineData("A_NEW_WORD", null, ValidationRound.Over)]
    [InlineData(null, null, ValidationRound.Over)]
    public void The_round_follows_from_status_and_renewal(string? status, string? renewal, ValidationRound round)
    {
        var detail = Detail(status, Name("initial.example.com"));
        detail.RenewalSummary = renewal is null
            ? null
            : new() { RenewalStatus = renewal, DomainValidationOptions = [Name("renewal.example.com")] };

        var state = AcmAnswer.Read(detail)!;

        Assert.Equal((round, CertificateArn.Parse(Arn)), (state.Round, state.Arn));
        Assert.Equal(renewal is null ? status ?? "" : $"{status}, renewal {renewal}", state.Status);
        Assert.Equal(
            round is ValidationRound.Renewal ? "renewal.example.com" : "initial.example.com",
            Assert.Single(state.Names).Domain.Value
        );
    }

    [Theory]
    [InlineData("EMAIL", ValidationMethod.Email)]
    [InlineData("DNS", ValidationMethod.Dns)]
    [InlineData("HTTP", ValidationMethod.Other)]
    [InlineData("A_NEW_WORD", ValidationMethod.Other)]
    [InlineData(null, ValidationMethod.Other)]
    public void The_method_is_ACMs_own_word(string? method, ValidationMethod expected)
    {
        var name = Name("www.example.com");
        name.ValidationMethod = method;
        Assert.Equal(expected, Read(name).Method);
    }

    [Theory]
    [InlineData(null, ValidationMethod.Email)]
    [InlineData("DNS", ValidationMethod.Dns)]
    [InlineData("A_NEW_WORD", ValidationMethod.Other)]
    public void Without_a_word_the_addresses_that_were_written_to_say_it(string? method, ValidationMethod expected)
    {
        var name = Name("www.example.com");
        (name.ValidationMethod, name.ValidationEmails) = (method, ["admin@example.com"]);
        var read = Read(name);
        Assert.Equal((expected, "admin@example.com"), (read.Method, Assert.Single(read.Emails)));
    }

    [Theory]
    [InlineData("PENDING_VALIDATION", NameStatus.Pending)]
    [InlineData("SUCCESS", NameStatus.Validated)]
    [InlineData("FAILED", NameStatus.Failed)]
    [InlineData("A_NEW_WORD", NameStatus.Failed)]
    [InlineData(null, NameStatus.Pending)]
    public void The_status_of_a_name_is_ACMs_own_word(string? status, NameStatus expected)
    {
        var name = Name("www.example.com");
        name.ValidationStatus = status;
        Assert.Equal(expected, Read(name).Status);
    }

    [Fact]
    public void What_is_left_out_is_empty()
    {
        var read = Read(Name("*.example.com"));
        Assert.Equal(("*.example.com", 0), (read.Domain.Value, read.Emails.Count));
        Assert.Empty(AcmAnswer.Read(new CertificateDetail { CertificateArn = Arn, Status = CertificateStatus.PENDING_VALIDATION })!.Names);
        var renewing = Detail("ISSUED", Name("www.example.com"));
        renewing.RenewalSummary = new() { RenewalStatus = RenewalStatus.PENDING_VALIDATION };
        Assert.Empty(AcmAnswer.Read(renewing)!.Names);
    }

    [Fact]
    public void A_name_that_is_none_is_left_out()
    {
        var state = AcmAnswer.Read(Detail("PENDING_VALIDATION", Name(null), Name("no name"), Name("www.example.com")))!;
        Assert.Equal("www.example.com", Assert.Single(state.Names).Domain.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn:aws:acm:eu-west-1:111122223333:certificate/another")]
    public void An_answer_that_names_no_certificate_is_none(string? arn) =>
        Assert.Null(AcmAnswer.Read(new CertificateDetail { CertificateArn = arn, Status = CertificateStatus.ISSUED }));

    [Fact]
    public void No_answer_is_none() => Assert.Null(AcmAnswer.Read(null));

    private static Approval.Evidence.NameValidation Read(DomainValidation name) =>
        Assert.Single(AcmAnswer.Read(Detail("PENDING_VALIDATION", name))!.Names);

    private static CertificateDetail Detail(string? status, params List<DomainValidation> names) =>
        new()
        {
            CertificateArn = Arn,
            Status = status,
            DomainValidationOptions = names,
        };

    private static DomainValidation Name(string? domain) => new() { DomainName = domain };
}

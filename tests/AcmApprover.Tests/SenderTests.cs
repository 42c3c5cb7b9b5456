using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Ways to pass oneself off as Amazon, and what SES writes on honest mail.</summary>
public sealed class SenderTests
{
    private const string Imitated =
        "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@certificates.amazon.com; dmarc=pass "
        + "header.from=certificates.amazon.com;";

    [Theory]
    [InlineData("fail header.i=@certificates.amazon.com")]
    [InlineData("neutral header.i=@certificates.amazon.com")]
    [InlineData("temperror header.i=@certificates.amazon.com")]
    [InlineData("pass header.i=@evil.example.net")]
    [InlineData("pass header.i=@evil-amazon.com")]
    [InlineData("pass header.i=@certificates.amazon.com.evil.example.net")]
    [InlineData("pass header.i=@amazonses.com")]
    [InlineData("pass header.d=mail.amazon.com")]
    [InlineData("pass")]
    [InlineData("pass (header.i=@certificates.amazon.com)")]
    [InlineData("pass (a (nested) comment; dkim=pass header.i=@certificates.amazon.com)")]
    [InlineData("pass (one \\) that ends; dkim=pass header.i=@certificates.amazon.com)")]
    [InlineData("pass (one that never ends; dkim=pass header.i=@certificates.amazon.com")]
    [InlineData("pass reason=\"a \\\" quoted; dkim=pass header.i=@certificates.amazon.com\"")]
    [InlineData("pass reason=\"one that never ends; dkim=pass header.i=@certificates.amazon.com")]
    [InlineData("pass reason=\"header.i=@certificates.amazon.com\"")]
    [InlineData("none")]
    public void Without_a_valid_signature_of_the_senders_domain_it_is_not_proven(string dkim) => Refuses(Valid.Mail with { Dkim = [dkim] });

    [Theory]
    [InlineData("@certificates.amazon.com")]
    [InlineData("certificates.amazon.com")]
    [InlineData("no-reply@")]
    public void A_sender_without_a_local_part_or_a_domain_is_none(string from)
    {
        var mail = Valid.Mail.Read()!;
        Assert.Equal(
            [ReasonCode.SenderNotAuthenticated],
            MailRules.Check(mail with { Mail = mail.Mail with { From = [from] } }, Valid.Policy, Valid.Now).Select(r => r.Code)
        );
    }

    [Theory]
    [InlineData("no reply@example.com")]
    [InlineData("a,b@example.com")]
    [InlineData("@example.com")]
    public void A_pattern_whose_local_part_no_address_has_is_none(string pattern) => Assert.False(SenderPattern.TryParse(pattern, out _));

    [Fact]
    public void Without_any_signature_it_is_not_proven() => Refuses(Valid.Mail with { Dkim = [] });

    [Theory]
    [InlineData("pass header.i=@certificates.amazon.com")]
    [InlineData("pass header.i=no-reply@certificates.amazon.com")]
    [InlineData("pass header.d=certificates.amazon.com")]
    [InlineData("PASS header.i=@Certificates.Amazon.com")]
    [InlineData("pass (2048-bit key; good) header.i=@certificates.amazon.com")]
    [InlineData("pass(2048-bit (key)) reason=\"good; enough\" header.i=@certificates.amazon.com")]
    [InlineData("pass header.i=@amazon.com")]
    [InlineData("pass header.i=@eu.certificates.amazon.com")]
    public void A_valid_signature_of_the_senders_domain_or_one_above_or_below_it_proves_it(string dkim) =>
        Valid.Decide(Valid.Mail with { Dkim = ["fail header.i=@example.net", dkim] }).IsApproved();

    [Fact]
    public void Headers_that_imitate_SES_below_its_block_prove_nothing() =>
        Refuses(Valid.Mail with { Dkim = ["pass header.i=@evil.example.net"], SenderHeaders = [Imitated] });

    [Fact]
    public void A_second_imitated_block_proves_nothing() =>
        Refuses(
            Valid.Mail with
            {
                Dkim = [],
                Spam = null,
                Virus = null,
                SenderHeaders = ["X-SES-Spam-Verdict: PASS", "X-SES-Virus-Verdict: PASS", Imitated, "X-SES-RECEIPT: AAAA"],
            }
        );

    [Fact]
    public void An_imitated_verdict_does_not_stand_in_for_one_that_SES_did_not_write() =>
        Refuses(Valid.Mail with { Spam = null, SenderHeaders = ["X-SES-Spam-Verdict: PASS"] });

    [Fact]
    public void Without_SES_block_nothing_is_proven() => Refuses(Valid.Mail with { HasSesBlock = false, SenderHeaders = [Imitated] });

    [Theory]
    [InlineData("mx.example.net")]
    [InlineData("amazonses.com.example.net")]
    public void Results_of_another_service_prove_nothing(string service) => Refuses(Valid.Mail with { AuthenticationService = service });

    [Theory]
    [InlineData("\"a; dkim=pass header.i=@certificates.amazon.com; x=\"@evil.example.net")]
    [InlineData("\"a dkim=pass header.i=@certificates.amazon.com\"@evil.example.net")]
    [InlineData("\"(\"@evil.example.net")]
    [InlineData("\"a\\\"; dkim=pass header.i=@certificates.amazon.com; x=\"@evil.example.net")]
    public void The_envelope_cannot_smuggle_a_result_into_SES_own(string envelope) =>
        Refuses(Valid.Mail with { Dkim = [], EnvelopeFrom = envelope });

    [Theory]
    [InlineData("x;dkim=pass(a)header.i=@certificates.amazon.com;x")]
    [InlineData("x; DKIM=pass header.i=@certificates.amazon.com; x")]
    public void The_name_that_the_sender_gives_itself_cannot_smuggle_a_result_either(string helo)
    {
        Refuses(Valid.Mail with { Dkim = [], Helo = helo });
        Refuses(Valid.Mail with { Helo = helo });
    }

    [Theory]
    [InlineData("FAIL")]
    [InlineData("GRAY")]
    [InlineData("PROCESSING_FAILED")]
    [InlineData("")]
    [InlineData("PASS FAIL")]
    [InlineData(null)]
    public void Any_virus_verdict_that_is_not_PASS_is_refused(string? verdict)
    {
        Refuses(Valid.Mail with { Virus = verdict });
    }

    [Theory]
    [InlineData("no-reply@evil-amazon.com")]
    [InlineData("no-reply@amazon.com.evil.example.net")]
    [InlineData("no-reply@certificates-amazon.com")]
    [InlineData("no-reply@amazonses.com")]
    [InlineData("\"no-reply@certificates.amazon.com\" <x@evil.example.net>")]
    [InlineData("no-reply@certificates.amazon.com, x@evil.example.net")]
    [InlineData("x@evil.example.net, no-reply@certificates.amazon.com")]
    [InlineData("Amazon: no-reply@certificates.amazon.com, x@evil.example.net;")]
    [InlineData("no-reply@certificates.amazon.com@evil.example.net")]
    [InlineData("no-reply@[192.0.2.1]")]
    [InlineData("no-reply")]
    [InlineData("")]
    public void A_From_that_is_not_exactly_one_allowed_address_is_refused(string from) => Refuses(Valid.Mail with { From = [from] });

    [Fact]
    public void Two_From_headers_are_refused()
    {
        Refuses(Valid.Mail with { From = [Valid.Mail.From[0], "x@evil.example.net"] });
        Refuses(Valid.Mail with { From = ["x@evil.example.net", Valid.Mail.From[0]] });
    }

    /// <summary>A mail program may show the one that cannot be read here.</summary>
    [Theory]
    [InlineData("<x@evil.example.net")]
    [InlineData("x@evil..example.net")]
    [InlineData("somebody else")]
    public void A_From_that_cannot_be_read_is_not_passed_over_for_one_that_can(string unreadable)
    {
        Refuses(Valid.Mail with { From = [Valid.Mail.From[0], unreadable] });
        Refuses(Valid.Mail with { From = [unreadable, Valid.Mail.From[0]] });
        Refuses(Valid.Mail with { From = [$"{Valid.Mail.From[0]}, {unreadable}"] });
    }

    [Fact]
    public void A_mail_that_is_known_by_its_sender_alone_is_known_beside_a_From_that_cannot_be_read() =>
        Assert.NotNull((Valid.Mail with { From = [Valid.Mail.From[0], "<>"], Subject = "News", Text = _ => "-", Html = _ => "-" }).Read());

    [Fact]
    public void No_From_is_refused() => Refuses(Valid.Mail with { From = [] });

    [Fact]
    public void An_allowed_address_allows_its_own_domain_to_sign_and_nobody_else_to_send()
    {
        var policy = Valid.Policy with { Senders = [Valid.SenderOf("no-reply@certificates.amazon.com")] };
        Valid.Decide(policy: policy).IsApproved();
        Valid
            .Decide(Valid.Mail with { From = ["other@certificates.amazon.com"] }, policy: policy)
            .IsReferredFor(ReasonCode.SenderNotAuthenticated);
        Valid
            .Decide(Valid.Mail with { Dkim = ["pass header.i=@amazon.com"] }, policy: policy)
            .IsReferredFor(ReasonCode.SenderNotAuthenticated);
    }

    private static void Refuses(MailDraft mail) => Valid.Decide(mail).IsReferredFor(ReasonCode.SenderNotAuthenticated);

    [Theory]
    [InlineData("pass header.i=x@certificates.amazon.com(@evil.example")]
    [InlineData("pass header.i=x@certificates.amazon.com(@evil.example)")]
    [InlineData("pass header.i=x@certificates.amazon.com\"@evil.example\"")]
    [InlineData("pass header.i=x@certificates.amazon.com @evil.example")]
    [InlineData("pass header.i=x@y@certificates.amazon.com")]
    [InlineData("pass header.i=a,b@certificates.amazon.com")]
    [InlineData("pass header.i=@certificates.amazon.com:25")]
    [InlineData("pass header.i=certificates.amazon.com")]
    [InlineData("pass header.i=x; dkim=pass header.i=@certificates.amazon.com; y@evil.example")]
    [InlineData("pass header.i=x; dkim=pass header.i=@certificates.amazon.com")]
    [InlineData("pass header.i=@certificates.amazon.com; dkim=@evil.example")]
    public void An_identity_that_is_not_plain_proves_nothing(string dkim) => Refuses(Valid.Mail with { Dkim = [dkim] });

    [Fact]
    public void An_identity_that_is_not_plain_takes_the_proof_out_of_every_result() =>
        Refuses(Valid.Mail with { Dkim = ["pass header.i=@certificates.amazon.com", "pass header.i=\"x\"@evil.example"] });

    [Theory]
    [InlineData("FAIL")]
    [InlineData("GRAY")]
    [InlineData("PROCESSING_FAILED")]
    public void Authenticated_mail_that_SES_marks_as_spam_is_refused_unless_the_operator_allows_it(string verdict)
    {
        var mail = Valid.Mail with { Spam = verdict };
        Valid.Decide(mail).IsReferredFor(ReasonCode.MarkedAsSpam);
        Valid.Decide(mail, policy: Valid.Policy with { Spam = Spam.Allow }).IsApproved();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PASS FAIL")]
    public void A_spam_verdict_that_SES_does_not_have_is_none(string? verdict) => Refuses(Valid.Mail with { Spam = verdict });

    [Fact]
    public void Spam_of_an_unproven_sender_is_one_reason() => Refuses(Valid.Mail with { Spam = "FAIL", Dkim = [] });

    [Fact]
    public void Allowed_spam_allows_no_virus_and_no_missing_verdict()
    {
        var policy = Valid.Policy with { Spam = Spam.Allow };
        Valid.Decide(Valid.Mail with { Spam = "FAIL", Virus = "FAIL" }, policy: policy).IsReferredFor(ReasonCode.SenderNotAuthenticated);
        Valid.Decide(Valid.Mail with { Spam = null }, policy: policy).IsReferredFor(ReasonCode.SenderNotAuthenticated);
    }
}
